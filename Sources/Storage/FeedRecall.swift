package import FeedModel
import Foundation
import GRDB

/// An item that the store knows, without its text.
package struct KnownItem: Sendable, Hashable {
    package var id: ItemID
    package var title: String?
    package var url: String?
    package var published: Timestamp?
    package var firstSeen: Timestamp
    package var contentDigest: [UInt8]
}

/// What is stored of one feed's items, for as long as one read lasts.
package struct FeedRecall {
    private let db: Database
    private let feed: FeedID
    private let byName: Statement
    /// Nothing is known of the feed: no name needs to be looked up.
    package let isEmpty: Bool

    private static let columns = "item.id AS id, title, url, published, firstSeen, contentDigest"

    init(db: Database, feed: FeedID) throws {
        (self.db, self.feed) = (db, feed)
        byName = try db.cachedStatement(
            sql: """
                SELECT \(Self.columns) FROM itemKey JOIN item ON item.id = itemID
                WHERE itemKey.feedID = ? AND key = ?
                """)
        let anyName = try db.cachedStatement(sql: "SELECT 1 FROM itemKey WHERE feedID = ? LIMIT 1")
        isEmpty = try Int.fetchOne(anyName, arguments: [feed.rawValue]) == nil
    }

    /// The item that has this key or alias.
    package func item(named name: ItemKey) throws -> KnownItem? {
        try Row.fetchOne(byName, arguments: [feed.rawValue, name.description])
            .map(KnownItem.init(row:))
    }

    /// The items that were first seen last, the newest first.
    package func recent(_ limit: Int) throws -> [KnownItem] {
        try Row.fetchAll(
            db,
            sql: "SELECT \(Self.columns) FROM item WHERE feedID = ? ORDER BY id DESC LIMIT ?",
            arguments: [feed.rawValue, limit]
        ).map(KnownItem.init(row:))
    }

    /// What an item said when it was stored last; `nil`: forgotten.
    package func text(of id: ItemID) throws -> ItemText? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT coalesce(title, '') AS title, summary, body
                FROM itemText JOIN item ON item.id = itemID WHERE itemID = ?
                """, arguments: [id.rawValue]
        ).map { ItemText(title: $0["title"], summary: $0["summary"], body: $0["body"]) }
    }
}

extension Store {
    /// Reads what is stored of a feed's items, all of it as of one moment.
    package func recall<Answer: Sendable>(
        from feed: FeedID, _ body: @escaping @Sendable (FeedRecall) throws -> Answer
    ) async throws(StoreError) -> Answer {
        try await read { db in try body(FeedRecall(db: db, feed: feed)) }
    }

    /// What these items of a feed said when they were stored last; those whose text was forgotten are left out.
    package func texts(
        of items: [ItemID], in feed: FeedID
    ) async throws(StoreError) -> [ItemID: ItemText] {
        try await recall(from: feed) { recall in
            let texts = try items.compactMap { id in try recall.text(of: id).map { (id, $0) } }
            return Dictionary(texts, uniquingKeysWith: { first, _ in first })
        }
    }
}

extension KnownItem {
    fileprivate init(row: Row) {
        id = ItemID(row["id"])
        (title, url) = (row["title"], row["url"])
        published = Timestamp(stored: row["published"])
        firstSeen = Timestamp(milliseconds: row["firstSeen"])
        contentDigest = Array(row["contentDigest"] as Data)
    }
}
