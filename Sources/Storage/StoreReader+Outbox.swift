package import FeedModel
import GRDB

/// A delivery as `feedwatch deliveries` shows it.
package struct DeliveryReport: Sendable, Equatable {
    package var sink: SinkName
    package var sequence: Int64
    package var id: EventID
    package var type: String
    package var time: Timestamp
    /// `pending`, `delivered` or `dead`.
    package var state: String
    package var attemptCount: Int
    /// Not before its sink's rest is over; `nil`: at once, or never again.
    package var nextAttempt: Timestamp?
    package var lastError: String?
    package var settledAt: Timestamp?
    /// The digest that it was delivered in.
    package var digestSequence: Int64?
    /// Why its sink gets nothing any more.
    package var stoppedReason: String?
    /// What keeps its sink from delivering, while it is pending.
    package var sinkProblem: String?
}

extension StoreReader {
    /// The newest deliveries, oldest first.
    /// `limit`: 0: all.
    package func deliveries(
        failedOnly: Bool, limit: Int
    ) throws(StoreError) -> [DeliveryReport] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT delivery.*, event.id AS eventID, event.type AS type, event.time AS time,
                        stoppedReason, problem, restsUntil
                    FROM delivery JOIN event USING (seq) LEFT JOIN sink ON sink.name = delivery.sink
                    WHERE NOT ? OR state = 'dead'
                        OR (state = 'pending' AND (attemptCount > 0 OR stoppedReason IS NOT NULL
                            OR problem IS NOT NULL))
                    ORDER BY seq DESC, sink LIMIT ?
                    """, arguments: [failedOnly, limit == 0 ? -1 : limit])
            return rows.reversed().map(DeliveryReport.init(row:))
        }
    }

    /// The sinks that an event was or is for; `nil`: there is no such event.
    package func sinks(of event: EventID) throws(StoreError) -> Set<SinkName>? {
        try read { db in
            let sequence = try Int64.fetchOne(
                db, sql: "SELECT seq FROM event WHERE id = ?", arguments: [event.rawValue])
            guard let sequence else { return nil }
            let sinks = try String.fetchAll(
                db, sql: "SELECT sink FROM delivery WHERE seq = ?", arguments: [sequence])
            return Set(sinks.map { SinkName($0) })
        }
    }
}

extension DeliveryReport {
    fileprivate init(row: Row) {
        sink = SinkName(row["sink"])
        (sequence, id) = (row["seq"], EventID(row["eventID"]))
        (type, state, lastError) = (row["type"], row["state"], row["lastError"])
        time = Timestamp(milliseconds: row["time"])
        attemptCount = row["attemptCount"]
        let isPending = state == "pending"
        let trouble = SinkTrouble(row: row)
        let next = max(row["nextAttempt"], trouble.restsUntil?.milliseconds ?? 0)
        nextAttempt = isPending && next > 0 ? Timestamp(milliseconds: next) : nil
        settledAt = Timestamp(stored: row["settledAt"])
        digestSequence = row["digestSeq"]
        stoppedReason = isPending ? row["stoppedReason"] : nil
        sinkProblem = isPending ? trouble.problem : nil
    }
}

/// What is to be sent again.
package enum Redelivery: Sendable, Equatable, Codable {
    /// One event, to every sink that it was for.
    case event(EventID)
    /// The dead letters of a sink.
    case failed(SinkName)
    /// Everything of a sink since then, as it was sent: of a digest not the events that it stands for.
    case since(SinkName, Timestamp)
}

extension Store {
    /// Puts deliveries back into the outbox, as if they had never been tried.
    /// Returns how many.
    package func redeliver(_ what: Redelivery) async throws(StoreError) -> Int {
        try await writer.perform { db in
            let (condition, arguments): (String, StatementArguments) =
                switch what {
                case .event(let id):
                    ("seq IN (SELECT seq FROM event WHERE id = ?)", [id.rawValue])
                case .failed(let sink):
                    ("sink = ? AND state = 'dead'", [sink.rawValue])
                case .since(let sink, let instant):
                    (
                        "sink = ? AND digestSeq IS NULL AND seq IN (SELECT seq FROM event WHERE time >= ?)",
                        [sink.rawValue, instant.milliseconds]
                    )
                }
            try db.execute(
                sql: """
                    UPDATE delivery SET state = 'pending', attemptCount = 0, nextAttempt = 0,
                        lastError = NULL, settledAt = NULL, digestSeq = NULL
                    WHERE \(condition)
                    """, arguments: arguments)
            return db.changesCount
        }
    }
}
