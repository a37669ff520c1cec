package import FeedModel
import GRDB

/// What `feedwatch doctor` looks at in a store.
package struct StoreHealth: Sendable, Equatable {
    /// One sink, whether the config knows it or not.
    package struct Sink: Sendable, Equatable {
        package var name: SinkName
        package var pendingCount = 0
        package var deadCount = 0
        /// When the oldest event that waits was made.
        package var oldestPending: Timestamp?
        package var lastError: String?
        package var stoppedReason: String?
        package var trouble = SinkTrouble()

        package init(name: SinkName) { self.name = name }
    }

    /// What SQLite finds wrong, a sentence each.
    package var problems: [String] = []
    /// Pages that are free and will be given back, in bytes.
    package var freeBytes = 0
    package var itemCount = 0
    package var eventCount = 0
    package var feedCount = 0
    package var failingCount = 0
    package var lastPoll: Timestamp?
    /// The latest instant that was written down: of a poll or an event.
    package var latest: Timestamp?
    package var sinks: [Sink] = []

    package init() {}
}

extension StoreReader {
    /// Reads the whole file: slow on a large store, but never in anybody's way.
    package func health() throws(StoreError) -> StoreHealth {
        var health = StoreHealth()
        health.problems = try integrityProblems()
        let sound = health
        return try read { db in
            var health = sound
            health.freeBytes =
                (try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0)
                * (try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
            try Self.count(db, into: &health)
            health.sinks = try Self.sinks(db)
            return health
        }
    }

    private static func count(_ db: Database, into health: inout StoreHealth) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT (SELECT count(*) FROM item) AS items, (SELECT count(*) FROM event) AS events,
                    (SELECT count(*) FROM feed WHERE isListed) AS feeds,
                    (SELECT count(*) FROM feed WHERE isListed AND health <> 'ok') AS failing,
                    (SELECT max(lastPoll) FROM feed) AS lastPoll, (SELECT max(time) FROM event) AS lastEvent
                """)
        guard let row else { return }
        (health.itemCount, health.eventCount) = (row["items"], row["events"])
        (health.feedCount, health.failingCount) = (row["feeds"], row["failing"])
        health.lastPoll = Timestamp(stored: row["lastPoll"])
        health.latest = [health.lastPoll, Timestamp(stored: row["lastEvent"])].compactMap(\.self)
            .max()
    }

    private static func sinks(_ db: Database) throws -> [StoreHealth.Sink] {
        var sinks: [String: StoreHealth.Sink] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT * FROM sink") {
            let name: String = row["name"]
            sinks[name] = StoreHealth.Sink(name: SinkName(name))
            sinks[name]?.stoppedReason = row["stoppedReason"]
            sinks[name]?.trouble = SinkTrouble(row: row)
        }
        let waiting = try Row.fetchAll(
            db,
            sql: """
                SELECT sink, total, time, lastError FROM (
                    SELECT sink, count(*) AS total, min(seq) AS seq FROM delivery
                    WHERE state = 'pending' GROUP BY sink)
                JOIN event USING (seq) JOIN delivery USING (sink, seq)
                """)
        for row in waiting {
            let name: String = row["sink"]
            var sink = sinks[name] ?? StoreHealth.Sink(name: SinkName(name))
            (sink.pendingCount, sink.lastError) = (row["total"], row["lastError"])
            sink.oldestPending = Timestamp(stored: row["time"])
            sinks[name] = sink
        }
        let dead = try Row.fetchAll(
            db,
            sql: """
                SELECT sink, count(*) AS total FROM delivery WHERE state = 'dead' GROUP BY sink
                """)
        for row in dead {
            let name: String = row["sink"]
            sinks[name, default: StoreHealth.Sink(name: SinkName(name))].deadCount = row["total"]
        }
        return sinks.values.sorted { $0.name < $1.name }
    }
}
