package import FeedModel
import GRDB

/// What keeps a sink from delivering, as far as it is not a single delivery's own.
package struct SinkTrouble: Sendable, Hashable {
    /// A sentence; `nil`: it delivers.
    package var problem: String?
    /// `nil`: it does not rest.
    package var restsUntil: Timestamp?

    package init(problem: String? = nil, restsUntil: Timestamp? = nil) {
        (self.problem, self.restsUntil) = (problem, restsUntil)
    }

    /// From columns of the table `sink`.
    init(row: Row) {
        self.init(problem: row["problem"], restsUntil: Timestamp(stored: row["restsUntil"]))
    }
}

/// What happens to a sink as a whole.
extension Store {
    /// Remembers why a sink gets nothing any more, and tells others of it, where the reason is a new one.
    /// Returns the sinks that have something to do now.
    package func stop(
        _ sink: SinkName, reason: String, telling event: Event?,
        to routes: [(sink: SinkName, route: Route)]
    ) async throws(StoreError) -> Set<SinkName> {
        try await writer.perform { db in
            try db.execute(
                sql: """
                    INSERT INTO sink (name, stoppedReason) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET stoppedReason = excluded.stoppedReason
                    WHERE stoppedReason IS NOT excluded.stoppedReason
                    """, arguments: [sink.rawValue, reason])
            guard db.changesCount > 0, let event else { return [] }
            return try Outbox.add(event, mention: nil, for: routes, to: db) ?? []
        }
    }

    /// What was sent shows that it is open again.
    static func forgetStop(of sink: SinkName, in db: Database) throws {
        let forget = try db.cachedStatement(
            sql: """
                UPDATE sink SET stoppedReason = NULL
                WHERE name = ? AND stoppedReason IS NOT NULL
                """)
        try forget.execute(arguments: [sink.rawValue])
    }

    /// Writes down what keeps a sink from delivering, for those who look at the store from outside.
    package func keep(_ trouble: SinkTrouble, of sink: SinkName) async throws(StoreError) {
        try await writer.perform { db in
            try db.execute(
                sql: """
                    INSERT INTO sink (name, problem, restsUntil) VALUES (?, ?, ?)
                    ON CONFLICT (name) DO UPDATE
                    SET problem = excluded.problem, restsUntil = excluded.restsUntil
                    """,
                arguments: [
                    sink.rawValue, trouble.problem, trouble.restsUntil?.milliseconds,
                ])
        }
    }

    /// The clock was set back: retries that wait for an instant of the old time come so much earlier.
    package func hasten(_ sink: SinkName, by jump: Duration) async throws(StoreError) {
        try await writer.perform { db in
            try db.execute(
                sql: """
                    UPDATE delivery INDEXED BY deliveryPending SET nextAttempt = max(0, nextAttempt - ?)
                    WHERE sink = ? AND state = 'pending' AND nextAttempt > 0
                    """, arguments: [jump.milliseconds, sink.rawValue])
        }
    }

    /// None of these deliveries waits for longer than `limit`.
    package func hasten(
        _ sink: SinkName, _ sequences: Set<Int64>, to limit: Timestamp
    ) async throws(StoreError) {
        guard !sequences.isEmpty else { return }
        try await writer.perform { db in
            let update = try db.cachedStatement(
                sql: """
                    UPDATE delivery SET nextAttempt = ?
                    WHERE sink = ? AND seq = ? AND state = 'pending' AND nextAttempt > ?
                    """)
            for sequence in sequences.sorted() {
                try update.execute(arguments: [
                    limit.milliseconds, sink.rawValue, sequence, limit.milliseconds,
                ])
            }
        }
    }

    /// No retry of the sink waits for longer than `limit`.
    package func hasten(_ sink: SinkName, to limit: Timestamp) async throws(StoreError) {
        try await writer.perform { db in
            try db.execute(
                sql: """
                    UPDATE delivery INDEXED BY deliveryPending SET nextAttempt = ?
                    WHERE sink = ? AND state = 'pending' AND nextAttempt > ?
                    """,
                arguments: [limit.milliseconds, sink.rawValue, limit.milliseconds])
        }
    }
}
