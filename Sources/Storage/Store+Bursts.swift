package import FeedModel
import GRDB

/// Many events of a sink at once.
extension Store {
    /// Most events that one digest stands for.
    package static let digestLimit = 1000

    /// How many events wait for a sink, counted up to `limit`, and when the first of them was made. Digests are none.
    package func waiting(
        for sink: SinkName, limit: Int
    ) async throws(StoreError) -> (count: Int, oldest: Timestamp?) {
        try await read { db in
            let select = try db.cachedStatement(
                sql: """
                    SELECT time FROM delivery INDEXED BY deliveryPending JOIN event USING (seq)
                    WHERE sink = ? AND state = 'pending' AND type <> ? ORDER BY seq LIMIT ?
                    """)
            let times = try Int64.fetchAll(
                select, arguments: [sink.rawValue, EventType.digest.rawValue, limit])
            return (times.count, Timestamp(stored: times.first))
        }
    }

    /// How many messages a sink was sent since `cutoff`, of its last `limit`. What went into a digest was sent as one.
    package func sentCount(
        to sink: SinkName, since cutoff: Timestamp, limit: Int
    ) async throws(StoreError) -> Int {
        try await read { db in
            let select = try db.cachedStatement(
                sql: """
                    SELECT count(*) FROM (
                        SELECT settledAt FROM delivery
                        WHERE sink = ? AND state = 'delivered' AND digestSeq IS NULL
                        ORDER BY seq DESC LIMIT ?)
                    WHERE settledAt > ?
                    """)
            return try Int.fetchOne(
                select, arguments: [sink.rawValue, limit, cutoff.milliseconds]) ?? 0
        }
    }

    /// Puts one event into the outbox in the place of all that wait for a sink, together or not at all.
    package func gather(
        for sink: SinkName, at now: Timestamp,
        _ digest: @escaping @Sendable ([SequencedEvent]) -> Event
    ) async throws(StoreError) {
        try await writer.perform { db in
            let members = try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, payload FROM delivery INDEXED BY deliveryPending JOIN event USING (seq)
                    WHERE sink = ? AND state = 'pending' AND type <> ? ORDER BY seq LIMIT ?
                    """,
                arguments: [sink.rawValue, EventType.digest.rawValue, Self.digestLimit]
            ).map {
                SequencedEvent(
                    sequence: $0["seq"],
                    event: try StoredJSON.decode(Event.self, $0["payload"]))
            }
            guard !members.isEmpty else { return }
            let event = digest(members)
            let sinks = try Outbox.add(event, mention: nil, for: [(sink, Route())], to: db)
            guard sinks != nil else { return }
            let settle = try db.cachedStatement(
                sql: """
                    UPDATE delivery SET state = 'delivered', settledAt = ?, lastError = NULL,
                        digestSeq = (SELECT max(seq) FROM event)
                    WHERE sink = ? AND seq = ?
                    """)
            for member in members {
                try settle.execute(
                    arguments: [now.milliseconds, sink.rawValue, member.sequence])
            }
        }
    }
}
