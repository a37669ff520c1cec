package import FeedModel
import GRDB

extension StoreReader {
    /// Every watch that ever had a mention that is still kept.
    package func watchNames() throws(StoreError) -> [String] {
        try read { db in
            try String.fetchAll(db, sql: "SELECT DISTINCT watch FROM mentionWatch ORDER BY watch")
        }
    }

    /// Watches that have been there since `cutoff` and have found nothing since, each with its query; none where no
    /// item has come in all that time, for then the silence is not theirs.
    package func silentWatches(
        since cutoff: Timestamp
    ) throws(StoreError) -> [(name: WatchName, query: String)] {
        try read { db in
            let hasItems = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM item WHERE firstSeen >= ?)",
                arguments: [cutoff.milliseconds])
            guard hasItems == true else { return [] }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT name, query FROM watch
                    WHERE addedAt <= ? AND NOT EXISTS (
                        SELECT 1 FROM mentionWatch JOIN mention ON mention.id = mentionID
                        WHERE watch = name AND time >= ?)
                    ORDER BY name
                    """, arguments: [cutoff.milliseconds, cutoff.milliseconds])
            return rows.map { (WatchName($0["name"]), $0["query"]) }
        }
    }
}
