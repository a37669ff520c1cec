import FeedModel
import GRDB

/// The one way into the sequence of events.
enum Outbox {
    /// Gives the event its sequence, and a delivery to each sink that its route leads to.
    /// Returns those sinks; `nil` where an event of this id is there: it was told already.
    static func add(
        _ event: Event, mention: Int64?, for routes: [(sink: SinkName, route: Route)],
        to db: Database
    ) throws -> Set<SinkName>? {
        // Asked before: an insert that meets a conflict would use up a sequence.
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO event (id, type, time, mentionID, payload) SELECT ?1, ?2, ?3, ?4, ?5
                WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = ?1)
                """)
        try insert.execute(arguments: [
            event.id.rawValue, event.type.rawValue, event.time.milliseconds, mention,
            try StoredJSON.encode(event),
        ])
        guard db.changesCount > 0 else { return nil }
        let sequence = db.lastInsertedRowID
        let deliver = try db.cachedStatement(
            sql: "INSERT INTO delivery (sink, seq) VALUES (?, ?)")
        var sinks: Set<SinkName> = []
        for (sink, route) in routes where route.select(event) != nil {
            try deliver.execute(arguments: [sink.rawValue, sequence])
            sinks.insert(sink)
        }
        return sinks
    }
}
