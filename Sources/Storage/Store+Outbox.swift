package import FeedModel
import GRDB

/// How a delivery ended, for now or for good.
package enum Settlement: Sendable, Equatable {
    case delivered
    case retry(at: Timestamp, reason: String)
    /// The dead letter: kept, shown by `deliveries --failed`, sent again only when asked.
    case dead(reason: String)
}

/// What a sink is to do next.
package struct OutboxWork: Sendable, Equatable {
    /// Due, in order of their sequence.
    package var due: [Delivery]
    /// When the next one is due, where none is now; `nil`: nothing is pending.
    package var nextAttempt: Timestamp?
}

/// What the store remembers of a sink.
package struct SinkState: Sendable, Equatable {
    /// A file sink's place in its file; a value of the delivering room, encoded.
    package var position: String?
    /// `nil`: it takes deliveries.
    package var stoppedReason: String?
    package var trouble: SinkTrouble
    /// The first sequence that is still to be delivered.
    package var firstPending: Int64?
    package var pendingCount: Int
}

extension Store {
    /// After so many failures a delivery no longer holds up those behind it.
    package static let headOfLineLimit = 3

    /// The next deliveries of a sink: first in, first out.
    ///
    /// The index of what is pending is named in each question about it: SQLite would read through all that was ever
    /// delivered to the sink, which is in the order that is asked for too.
    ///
    /// A delivery that waits for its retry holds up those behind it, until it has failed `headOfLineLimit` times.
    package func work(
        for sink: SinkName, at now: Timestamp, limit: Int
    ) async throws(StoreError) -> OutboxWork {
        let (rows, next) = try await read { db -> ([PendingRow], Int64?) in
            let select = try db.cachedStatement(
                sql: """
                    SELECT seq, attemptCount, nextAttempt, payload
                    FROM delivery INDEXED BY deliveryPending JOIN event USING (seq)
                    WHERE sink = ? AND state = 'pending' AND NOT (attemptCount >= ? AND nextAttempt > ?)
                    ORDER BY seq LIMIT ?
                    """)
            let rows = try Row.fetchAll(
                select,
                arguments: [sink.rawValue, Self.headOfLineLimit, now.milliseconds, limit]
            ).map { PendingRow($0) }
            if let first = rows.first { return (rows, first.nextAttempt) }
            let earliest = try db.cachedStatement(
                sql: """
                    SELECT min(nextAttempt) FROM delivery INDEXED BY deliveryPending
                    WHERE sink = ? AND state = 'pending'
                    """)
            return (rows, try Int64.fetchOne(earliest, arguments: [sink.rawValue]))
        }
        // Read outside of the transaction: commits wait for that one.
        var due: [Delivery] = []
        for row in rows {
            guard row.nextAttempt <= now.milliseconds else { break }
            due.append(try row.delivery(to: sink, path: path))
        }
        return OutboxWork(due: due, nextAttempt: due.isEmpty ? Timestamp(stored: next) : nil)
    }

    /// Writes down how deliveries of a sink ended, with the sink's new place in its file, together.
    package func settle(
        _ sink: SinkName, _ settlements: [(sequence: Int64, Settlement)], position: String? = nil,
        at now: Timestamp
    ) async throws(StoreError) {
        try await writer.perform { db in
            for (sequence, settlement) in settlements {
                try Self.settle(sink, sequence, settlement, at: now, in: db)
            }
            if let position { try Self.keep(position, of: sink, in: db) }
            if settlements.contains(where: { $0.1 == .delivered }) {
                try Self.forgetStop(of: sink, in: db)
            }
        }
    }

    /// Under which sequences the store knows these events, in order; those that it does not know are left out.
    package func sequences(of events: [EventID]) async throws(StoreError) -> [Int64] {
        guard !events.isEmpty else { return [] }
        return try await read { db in
            let select = try db.cachedStatement(sql: "SELECT seq FROM event WHERE id = ?")
            return try events.compactMap {
                try Int64.fetchOne(select, arguments: [$0.rawValue])
            }.sorted()
        }
    }

    /// What the store remembers of a sink.
    package func sinkState(_ sink: SinkName) async throws(StoreError) -> SinkState {
        try await read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM sink WHERE name = ?",
                arguments: [sink.rawValue])
            let pending = try Row.fetchOne(
                db,
                sql: """
                    SELECT min(seq) AS first, count(*) AS total FROM delivery INDEXED BY deliveryPending
                    WHERE sink = ? AND state = 'pending'
                    """, arguments: [sink.rawValue])
            return SinkState(
                position: row?["position"], stoppedReason: row?["stoppedReason"],
                trouble: row.map(SinkTrouble.init(row:)) ?? SinkTrouble(),
                firstPending: pending?["first"], pendingCount: pending?["total"] ?? 0)
        }
    }

    private static func keep(_ position: String, of sink: SinkName, in db: Database) throws {
        let save = try db.cachedStatement(
            sql: """
                INSERT INTO sink (name, position) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET position = excluded.position
                """)
        try save.execute(arguments: [sink.rawValue, position])
    }

    private static func settle(
        _ sink: SinkName, _ sequence: Int64, _ settlement: Settlement, at now: Timestamp,
        in db: Database
    ) throws {
        let update = try db.cachedStatement(
            sql: """
                UPDATE delivery SET state = ?, attemptCount = attemptCount + 1, nextAttempt = ?,
                    lastError = ?, settledAt = ? WHERE sink = ? AND seq = ? AND state = 'pending'
                """)
        let (state, next, reason): (String, Int64, String?) =
            switch settlement {
            case .delivered: ("delivered", 0, nil)
            case .retry(let instant, let reason): ("pending", instant.milliseconds, reason)
            case .dead(let reason): ("dead", 0, reason)
            }
        try update.execute(arguments: [
            state, next, reason, state == "pending" ? nil : now.milliseconds, sink.rawValue,
            sequence,
        ])
    }
}

/// A delivery as it stands in the outbox.
private struct PendingRow: Sendable {
    private let sequence: Int64
    private let attemptCount: Int
    let nextAttempt: Int64
    private let payload: String

    init(_ row: Row) {
        (sequence, attemptCount) = (row["seq"], row["attemptCount"])
        (nextAttempt, payload) = (row["nextAttempt"], row["payload"])
    }

    func delivery(to sink: SinkName, path: String) throws(StoreError) -> Delivery {
        do {
            let event = try StoredJSON.decode(Event.self, payload)
            return Delivery(
                sink: sink, event: SequencedEvent(sequence: sequence, event: event),
                attemptCount: attemptCount)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
