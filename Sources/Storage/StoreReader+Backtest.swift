package import FeedModel
import GRDB

extension StoreReader {
    /// Hands over the stored items that still have their text, oldest first, one at a time, with the watches that
    /// they were found to mention. Memory does not grow with their number.
    package func forEachItem(
        since cutoff: Timestamp?, _ body: @Sendable (StoredItem, Set<WatchName>) -> Void
    ) throws(StoreError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT item.*, feed.url AS feedURL, coalesce(feed.name, feed.title, feed.url) AS feedName,
                        summary, body, NULL AS key,
                        (SELECT group_concat(watch, ' ') FROM mention JOIN mentionWatch ON mentionID = mention.id
                            WHERE itemID = item.id) AS watches
                    FROM item JOIN itemText ON itemID = item.id JOIN feed ON feed.id = feedID
                    WHERE firstSeen >= ? ORDER BY item.id
                    """, arguments: [cutoff?.milliseconds ?? Int64.min])
            while let row = try rows.next() {
                let watches = (row["watches"] as String?)?.split(separator: " ") ?? []
                body(try StoredItem(row: row), Set(watches.map { WatchName(String($0)) }))
            }
        }
    }

    /// How many stored items still have their text.
    package func itemCount() throws(StoreError) -> Int {
        try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM itemText") ?? 0 }
    }
}
