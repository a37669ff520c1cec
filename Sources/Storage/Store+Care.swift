package import FeedModel
import GRDB

/// Figures for the status line and the console.
package struct StoreFigures: Sendable, Equatable {
    package var feedCount = 0
    package var failingCount = 0
    package var mentionsToday = 0
    package var pendingCount = 0
    package var deadCount = 0
    package init() {}
}

extension Store {
    /// Rows forgotten in one transaction: the writer is not held up for long.
    private static let careBatch = 500
    /// Pages given back in one transaction, and those kept for what comes next.
    private static let shrinkBatch = 256
    private static let spareBatch = 256

    /// Forgets texts first seen before `itemCutoff` and mentions told before `mentionCutoff`. Identities stay.
    /// Returns whether there may be more to forget.
    package func forget(
        itemsBefore itemCutoff: Timestamp, mentionsBefore mentionCutoff: Timestamp
    ) async throws(StoreError) -> Bool {
        try await writer.perform { db in
            try db.execute(
                sql: """
                    DELETE FROM itemText WHERE itemID IN (
                        SELECT item.id FROM item JOIN itemText ON itemID = item.id
                        WHERE firstSeen < ? ORDER BY firstSeen LIMIT \(Self.careBatch))
                    """, arguments: [itemCutoff.milliseconds])
            let texts = db.changesCount
            try db.execute(
                sql: """
                    DELETE FROM event WHERE seq IN (
                        SELECT seq FROM event WHERE time < ? AND NOT EXISTS (
                            SELECT 1 FROM delivery WHERE delivery.seq = event.seq AND state = 'pending')
                        ORDER BY time LIMIT \(Self.careBatch))
                    """, arguments: [mentionCutoff.milliseconds])
            let events = db.changesCount
            try db.execute(
                sql: """
                    DELETE FROM mention WHERE id IN (
                        SELECT id FROM mention WHERE time < ? AND NOT EXISTS (
                            SELECT 1 FROM event WHERE mentionID = mention.id)
                        ORDER BY time LIMIT \(Self.careBatch))
                    """, arguments: [mentionCutoff.milliseconds])
            let mentions = db.changesCount
            return max(texts, events, mentions) == Self.careBatch
        }
    }

    /// Gives a part of the room that was freed back to the disk.
    /// Returns whether there is more.
    package func shrink() async throws(StoreError) -> Bool {
        try await writer.perform { db in
            try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.shrinkBatch))")
            return try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0 > Self.spareBatch
        }
    }

    /// Figures of this moment; `midnight` begins the day that `mentionsToday` counts.
    package func figures(since midnight: Timestamp) async throws(StoreError) -> StoreFigures {
        try await read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM feed WHERE isListed) AS feeds,
                        (SELECT count(*) FROM feed WHERE isListed AND health <> 'ok') AS failing,
                        (SELECT count(*) FROM event WHERE time >= ? AND type IN ('mention.new', 'mention.updated')) AS today,
                        (SELECT count(*) FROM delivery WHERE state = 'pending') AS pending,
                        (SELECT count(*) FROM delivery WHERE state = 'dead') AS dead
                    """, arguments: [midnight.milliseconds])
            var figures = StoreFigures()
            guard let row else { return figures }
            figures.feedCount = row["feeds"]
            figures.failingCount = row["failing"]
            figures.mentionsToday = row["today"]
            figures.pendingCount = row["pending"]
            figures.deadCount = row["dead"]
            return figures
        }
    }
}
