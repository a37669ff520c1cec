package import FeedModel
import GRDB

/// An item as a backtest reads it, and the watches that were found in it at the time.
package struct PastItem: Sendable {
    package let id: ItemID
    package let feed: FeedID
    package let watches: Set<WatchName>
    private let stored: ItemText
    private let details: String

    /// The item's text. Authors, tags and language are read only here, so that several threads can share the work.
    package func text() throws(StoreError) -> ItemText {
        guard details != "{}" else { return stored }
        do {
            let details = try StoredJSON.decode(ItemRow.Details.self, details)
            var text = stored
            text.authors = details.authors ?? []
            text.categories = details.tags ?? []
            text.language = details.language
            return text
        } catch {
            throw StoreError(error, path: "item \(id)")
        }
    }

    fileprivate init(_ row: Row, watches: Set<WatchName>) {
        (id, feed, self.watches) = (ItemID(row[0]), FeedID(row[1]), watches)
        stored = ItemText(title: row[2] ?? "", summary: row[3], body: row[4], link: row[5])
        details = row[6]
    }

    fileprivate var byteCount: Int { stored.body.utf8.count + stored.summary.utf8.count }
}

extension StoreReader {
    /// A page ends with so many items, or with the one that makes it so large.
    private static let (pageItemLimit, pageByteLimit) = (1000, 4 << 20)

    /// The next stored items that still have their text, oldest first; none at the end.
    ///
    /// A page is a read of its own, so that the log of a running daemon is not held for as long as a backtest takes.
    package func pastItems(
        after last: ItemID, since cutoff: Timestamp?
    ) throws(StoreError) -> [PastItem] {
        try read { db in
            let watches = try Self.watches(db, after: last)
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT item.id, feedID, title, summary, body, url, details
                    FROM item JOIN itemText ON itemID = item.id
                    WHERE item.id > ? AND +firstSeen >= ? ORDER BY item.id LIMIT ?
                    """,
                arguments: [
                    last.rawValue, cutoff?.milliseconds ?? Int64.min, Self.pageItemLimit,
                ])
            var page: [PastItem] = []
            var byteCount = 0
            while byteCount < Self.pageByteLimit, let row = try rows.next() {
                let item = PastItem(row, watches: try watches(ItemID(row[0])))
                byteCount += item.byteCount
                page.append(item)
            }
            return page
        }
    }

    /// The first and the last item since then; `nil` without any.
    package func itemRange(since cutoff: Timestamp?) throws(StoreError) -> ClosedRange<Int64>? {
        try read { db in
            let since = cutoff.map { "WHERE firstSeen >= \($0.milliseconds)" } ?? ""
            let row = try Row.fetchOne(db, sql: "SELECT min(id), max(id) FROM item \(since)")
            guard let first = row?[0] as Int64?, let last = row?[1] as Int64? else { return nil }
            return first...last
        }
    }

    /// Every feed that was ever listed, by name and URL.
    package func feedScopes() throws(StoreError) -> [FeedID: FeedScope] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT id, coalesce(name, title, url), url FROM feed")
            return Dictionary(
                uniqueKeysWithValues: rows.map {
                    (FeedID($0[0]), FeedScope(name: $0[1], url: $0[2]))
                })
        }
    }

    /// Answers for each item, in ascending order, what it was found to mention.
    private static func watches(
        _ db: Database, after last: ItemID
    ) throws -> (ItemID) throws -> Set<WatchName> {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT itemID, watch FROM mention JOIN mentionWatch ON mentionID = mention.id
                WHERE itemID > ? ORDER BY itemID
                """, arguments: [last.rawValue])
        var row = try rows.next()
        return { item in
            var watches: Set<WatchName> = []
            while let next = row, next[0] <= item.rawValue {
                if next[0] == item.rawValue { watches.insert(WatchName(next[1])) }
                row = try rows.next()
            }
            return watches
        }
    }
}
