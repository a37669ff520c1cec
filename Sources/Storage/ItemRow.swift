import FeedModel
import GRDB

/// Writes rows of `item`, `itemKey` and `itemText`.
struct ItemRow {
    /// What has no column of its own.
    struct Details: Decodable {
        var authors: [String]?
        var tags: [String]?
        var language: String?
    }

    private let db: Database
    private let items: RowWriter
    private let changes: RowWriter
    private let texts: RowWriter
    private let keys: RowWriter

    init(_ db: Database) throws {
        self.db = db
        items = try RowWriter(
            db,
            sql: """
                INSERT INTO item (feedID, guid, url, title, published, updated, details, firstSeen, contentDigest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        changes = try RowWriter(
            db,
            sql: """
                UPDATE item SET url = ?, title = ?, published = ?, updated = ?, details = ?, contentDigest = ?
                WHERE id = ?
                """)
        texts = try RowWriter(
            db,
            sql: """
                INSERT INTO itemText (itemID, summary, body) VALUES (?, ?, ?)
                ON CONFLICT (itemID) DO UPDATE SET summary = excluded.summary, body = excluded.body
                """)
        keys = try RowWriter(
            db,
            sql: "INSERT INTO itemKey (feedID, key, itemID) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        )
    }

    func insert(_ commit: ItemCommit, feed: FeedID, time: Timestamp) throws -> ItemID {
        let item = commit.item
        try items.write { row in
            row.add(feed.rawValue)
            row.add(commit.guid)
            row.add(item.url)
            row.add(item.title)
            row.add(item.published?.milliseconds)
            row.add(item.updated?.milliseconds)
            row.add(Self.details(of: item))
            row.add(time.milliseconds)
            row.add(commit.contentDigest)
        }
        let id = ItemID(db.lastInsertedRowID)
        try saveText(id, commit.text)
        return id
    }

    func update(_ id: ItemID, _ commit: ItemCommit) throws {
        let item = commit.item
        try changes.write { row in
            row.add(item.url)
            row.add(item.title)
            row.add(item.published?.milliseconds)
            row.add(item.updated?.milliseconds)
            row.add(Self.details(of: item))
            row.add(commit.contentDigest)
            row.add(id.rawValue)
        }
        try saveText(id, commit.text)
    }

    /// Gives the item names. A name that another item has stays with that one.
    func name(_ id: ItemID, _ names: [ItemKey], feed: FeedID) throws {
        for name in names {
            try keys.write { row in
                row.add(feed.rawValue)
                row.add(name)
                row.add(id.rawValue)
            }
        }
    }

    /// Gives the item a name that another one has.
    func take(_ name: ItemKey, for id: ItemID, feed: FeedID) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE itemKey SET itemID = ? WHERE feedID = ? AND key = ?")
        try statement.execute(arguments: [id.rawValue, feed.rawValue, name.description])
    }

    /// The item's page is elsewhere now.
    func move(_ id: ItemID, to url: String) throws {
        let statement = try db.cachedStatement(sql: "UPDATE item SET url = ? WHERE id = ?")
        try statement.execute(arguments: [url, id.rawValue])
    }

    private func saveText(_ id: ItemID, _ text: ItemText) throws {
        try texts.write { row in
            row.add(id.rawValue)
            row.add(text.summary)
            row.add(text.body)
        }
    }

    /// As `Details` reads it.
    private static func details(of item: EventItem) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("authors", item.authors)
            writer.field("language", item.language)
            writer.field("tags", item.tags)
        }
        return writer.text
    }
}
