package import FeedModel
import Foundation
import GRDB
import Glibc

/// The store as other processes have it: read-only, beside a daemon that may be running.
package final class StoreReader: Sendable {
    let queue: DatabaseQueue
    let path: String

    /// Throws `missing` where nothing has run yet; a first start that was killed may leave an empty file.
    package init(path: String) throws(StoreError) {
        self.path = path
        var status = stat()
        guard stat(path, &status) != 0 ? errno != ENOENT : status.st_size > 0 else {
            throw .missing(path: path)
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try Store.check(queue, path: path)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// All listed feeds, by name.
    package func feeds() throws(StoreError) -> [FeedState] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM feed WHERE isListed
                    ORDER BY coalesce(name, title, url) COLLATE NOCASE, id
                    """
            ).map(FeedState.init(row:))
        }
    }

    /// The newest mentions that were told, oldest first, each with its story as it is now: that a story grew is told by
    /// that.
    /// `limit`: 0: all.
    package func mentions(
        watch: WatchName?, since: Timestamp?, afterSequence: Int64 = 0, limit: Int
    ) throws(StoreError) -> [SequencedEvent] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, payload, mentionID, isCurrent FROM event JOIN mention ON mention.id = mentionID
                    WHERE type <> 'story.grew' AND seq > ? AND event.time >= ? AND (? IS NULL OR EXISTS (
                        SELECT 1 FROM json_each(payload, '$.watches')
                        WHERE json_each.value = ?))
                    ORDER BY seq DESC LIMIT ?
                    """,
                arguments: [
                    afterSequence, since?.milliseconds ?? Int64.min, watch?.rawValue,
                    watch?.rawValue, limit == 0 ? -1 : limit,
                ])
            return try rows.reversed().map { try Self.event($0, in: db) }
        }
    }

    /// Deliveries that wait in the outbox.
    package func pendingCount() throws(StoreError) -> Int {
        try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM delivery WHERE state = 'pending'") ?? 0
        }
    }

    /// What SQLite finds wrong with the file, a sentence each; none: it is whole.
    package func integrityProblems() throws(StoreError) -> [String] {
        try read { db in
            let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
            return lines == ["ok"] ? [] : lines
        }
    }

    /// The last sequence given.
    package func lastSequence() throws(StoreError) -> Int64 {
        try read { db in try Int64.fetchOne(db, sql: "SELECT max(seq) FROM event") ?? 0 }
    }
}

extension StoreReader {
    private static func event(_ row: Row, in db: Database) throws -> SequencedEvent {
        var event = try StoredJSON.decode(Event.self, row["payload"])
        if let story = event.story {
            event.story = try MentionRow.story(db, story.id, besides: row["mentionID"])
        }
        if row["isCurrent"] == false { event.isCurrent = false }
        return SequencedEvent(sequence: row["seq"], event: event)
    }

    func read<Answer>(
        _ work: @Sendable (Database) throws -> Answer
    ) throws(StoreError) -> Answer {
        do {
            return try queue.read(work)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
