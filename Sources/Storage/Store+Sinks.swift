package import FeedModel
import GRDB

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
