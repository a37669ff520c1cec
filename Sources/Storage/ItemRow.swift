import FeedModel
import Foundation
import GRDB

/// Rows of `item`, `itemKey` and `itemText`.
enum ItemRow {
    /// What has no column of its own.
    struct Details: Codable {
        var authors: [String]?
        var tags: [String]?
        var language: String?

        init(_ item: EventItem) {
            authors = item.authors.isEmpty ? nil : item.authors
            tags = item.tags.isEmpty ? nil : item.tags
            language = item.language
        }
    }

    static func insert(
        _ db: Database, _ commit: ItemCommit, feed: FeedID, time: Timestamp
    ) throws -> ItemID {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO item (feedID, guid, url, title, published, updated, details, firstSeen, contentDigest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        let item = commit.item
        try insert.execute(arguments: [
            feed.rawValue, commit.guid, item.url, item.title, item.published?.milliseconds,
            item.updated?.milliseconds, try encoded(Details(item)), time.milliseconds,
            Data(commit.contentDigest),
        ])
        let id = ItemID(db.lastInsertedRowID)
        try saveText(db, id, commit.text)
        return id
    }

    static func update(_ db: Database, _ id: ItemID, _ commit: ItemCommit) throws {
        let update = try db.cachedStatement(
            sql: """
                UPDATE item SET url = ?, title = ?, published = ?, updated = ?, details = ?, contentDigest = ?
                WHERE id = ?
                """)
        let item = commit.item
        try update.execute(arguments: [
            item.url, item.title, item.published?.milliseconds, item.updated?.milliseconds,
            try encoded(Details(item)), Data(commit.contentDigest), id.rawValue,
        ])
        try saveText(db, id, commit.text)
    }

    /// Gives the item names. A name that another item has stays with that one.
    static func name(_ db: Database, _ id: ItemID, _ names: [ItemKey], feed: FeedID) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT INTO itemKey (feedID, key, itemID) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        )
        for name in names {
            try insert.execute(arguments: [feed.rawValue, name.description, id.rawValue])
        }
    }

    private static func saveText(_ db: Database, _ id: ItemID, _ text: ItemText) throws {
        let save = try db.cachedStatement(
            sql: """
                INSERT INTO itemText (itemID, summary, body) VALUES (?, ?, ?)
                ON CONFLICT (itemID) DO UPDATE SET summary = excluded.summary, body = excluded.body
                """)
        try save.execute(arguments: [id.rawValue, text.summary, text.body])
    }

    /// Most items have no details worth the encoder's time.
    private static func encoded(_ details: Details) throws -> String {
        let isEmpty = details.authors == nil && details.tags == nil && details.language == nil
        return isEmpty ? "{}" : try StoredJSON.encode(details)
    }
}
