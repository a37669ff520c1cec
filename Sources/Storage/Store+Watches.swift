package import FeedModel
import GRDB

/// An item as the store has it, for a watch that did not exist when it came.
package struct StoredItem: Sendable {
    package var id: ItemID
    package var feed: FeedID
    package var feedURL: String
    package var feedName: String
    package var item: EventItem
    package var guid: String?
    package var firstSeen: Timestamp
    package var text: ItemText
}

extension Store {
    /// Those of the config's watches that the store does not know, or knows with another query.
    package func unlisted(
        _ watches: [(name: WatchName, query: String)]
    ) async throws(StoreError) -> [WatchName] {
        try await read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, query FROM watch")
            let known = Dictionary(
                uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["query"] as String) })
            return watches.filter { known[$0.name.rawValue] != $0.query }.map(\.name)
        }
    }

    /// Makes the store's watches the config's.
    package func list(
        _ watches: [(name: WatchName, query: String)], at now: Timestamp
    ) async throws(StoreError) {
        try await writer.perform { db in
            for watch in watches {
                try db.execute(
                    sql: """
                        INSERT INTO watch (name, query, addedAt) VALUES (?, ?, ?)
                        ON CONFLICT (name) DO UPDATE SET query = excluded.query, addedAt = excluded.addedAt
                        WHERE query <> excluded.query
                        """,
                    arguments: [watch.name.rawValue, watch.query, now.milliseconds])
            }
            let names = Set(watches.map(\.name.rawValue))
            for name in try String.fetchAll(db, sql: "SELECT name FROM watch")
            where !names.contains(name) {
                try db.execute(sql: "DELETE FROM watch WHERE name = ?", arguments: [name])
            }
        }
    }

    /// Stored items with their text, oldest first, a page at a time.
    /// `after`: the last item of the page before.
    package func items(
        datedSince cutoff: Timestamp, after: ItemID, limit: Int
    ) async throws(StoreError) -> [StoredItem] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT item.*, feed.url AS feedURL,
                        coalesce(feed.name, feed.title, feed.url) AS feedName, summary, body
                    FROM item JOIN itemText ON itemID = item.id JOIN feed ON feed.id = feedID
                    WHERE item.id > ? AND coalesce(published, updated, firstSeen) >= ?
                    ORDER BY item.id LIMIT ?
                    """, arguments: [after.rawValue, cutoff.milliseconds, limit]
            ).map { try StoredItem(row: $0) }
        }
    }

    /// A name of the item that no other item of its feed has, the same each time. There is no way to an item's names but
    /// through those of its feed, so this is for few items.
    package func key(of item: StoredItem) async throws(StoreError) -> ItemKey {
        try await read { db in
            let key = try String.fetchOne(
                db, sql: "SELECT min(key) FROM itemKey WHERE feedID = ? AND itemID = ?",
                arguments: [item.feed.rawValue, item.id.rawValue])
            return ItemKey(stored: key ?? "\(ItemKey.Kind.digest.rawValue):\(item.id.rawValue)")
        }
    }
}

extension StoredItem {
    init(row: Row) throws {
        let details = try StoredJSON.decode(ItemRow.Details.self, row["details"])
        id = ItemID(row["id"])
        feed = FeedID(row["feedID"])
        feedURL = row["feedURL"]
        feedName = row["feedName"]
        guid = row["guid"]
        firstSeen = Timestamp(milliseconds: row["firstSeen"])
        item = EventItem(
            id: guid ?? row["url"] ?? String(id.rawValue), url: row["url"], title: row["title"],
            published: Timestamp(stored: row["published"]),
            updated: Timestamp(stored: row["updated"]), authors: details.authors ?? [],
            tags: details.tags ?? [], language: details.language)
        text = ItemText(
            title: item.title ?? "", summary: row["summary"], body: row["body"],
            authors: item.authors, categories: item.tags, link: item.url,
            language: item.language)
    }
}

extension ItemKey {
    /// Reads what `description` wrote.
    fileprivate init(stored text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let kind = parts.first.flatMap { Kind(rawValue: String($0)) }
        self.init(kind ?? .digest, parts.count > 1 ? String(parts[1]) : text)
    }
}
