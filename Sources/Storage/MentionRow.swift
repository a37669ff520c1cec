import FeedModel
import Foundation
import GRDB

/// Rows of `mention` and `mentionWatch`, and what they say of stories.
struct MentionRow {
    /// An event names so many other sources at most.
    private static let alsoLimit = 20

    let id: Int64
    let story: StoryID

    static func fetch(_ db: Database, item: ItemID) throws -> MentionRow? {
        let select = try db.cachedStatement(
            sql: "SELECT id, storyID FROM mention WHERE itemID = ?")
        return try Row.fetchOne(select, arguments: [item.rawValue]).map {
            MentionRow(id: $0["id"], story: StoryID($0["storyID"]))
        }
    }

    static func insert(
        _ db: Database, item: ItemID, choice: StoryChoice, time: Timestamp
    ) throws -> Int64 {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO mention (itemID, storyID, link, joinedBy, time, signature)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            item.rawValue, choice.story.rawValue, choice.link, choice.joinedBy,
            time.milliseconds, Data(choice.signature),
        ])
        return db.lastInsertedRowID
    }

    static func setCurrent(_ db: Database, _ id: Int64, _ isCurrent: Bool) throws {
        let update = try db.cachedStatement(sql: "UPDATE mention SET isCurrent = ? WHERE id = ?")
        try update.execute(arguments: [isCurrent, id])
    }

    /// A watch once told stays told.
    static func record(
        _ db: Database, mention: Int64, watch: WatchName, isTold: Bool
    ) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO mentionWatch (mentionID, watch, isTold) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET isTold = max(isTold, excluded.isTold)
                """)
        try insert.execute(arguments: [mention, watch.rawValue, isTold])
    }

    /// The watches of a mention, and whether they were told.
    static func watches(_ db: Database, mention: Int64) throws -> [WatchName: Bool] {
        let select = try db.cachedStatement(
            sql: "SELECT watch, isTold FROM mentionWatch WHERE mentionID = ?")
        let rows = try Row.fetchAll(select, arguments: [mention])
        return Dictionary(uniqueKeysWithValues: rows.map { (WatchName($0["watch"]), $0["isTold"]) })
    }

    static func watchesTold(_ db: Database, story: StoryID) throws -> Set<WatchName> {
        let select = try db.cachedStatement(
            sql: """
                SELECT DISTINCT watch FROM mentionWatch JOIN mention ON mention.id = mentionID
                WHERE storyID = ? AND isTold
                """)
        let names = try String.fetchAll(select, arguments: [story.rawValue])
        return Set(names.map { WatchName($0) })
    }

    /// The story as it stands, seen from one of its mentions.
    static func story(_ db: Database, _ story: StoryID, besides mention: Int64) throws -> EventStory
    {
        let select = try db.cachedStatement(
            sql: """
                SELECT coalesce(feed.name, feed.title, feed.url) AS feedName, item.url AS url
                FROM mention JOIN item ON item.id = itemID JOIN feed ON feed.id = feedID
                WHERE storyID = ? AND mention.id <> ? ORDER BY mention.id LIMIT \(alsoLimit)
                """)
        let also = try Row.fetchAll(select, arguments: [story.rawValue, mention]).map {
            EventStory.Source(feed: $0["feedName"], url: $0["url"])
        }
        return EventStory(id: story, sourceCount: try sourceCount(db, story), also: also)
    }

    /// Feeds that have it: what one of them brings twice is one source.
    static func sourceCount(_ db: Database, _ story: StoryID) throws -> Int {
        let count = try db.cachedStatement(
            sql: """
                SELECT count(DISTINCT feedID) FROM mention JOIN item ON item.id = itemID
                WHERE storyID = ?
                """)
        return try Int.fetchOne(count, arguments: [story.rawValue]) ?? 1
    }

    /// How the story was first told, and of which mention; `nil`: it never was.
    static func firstEvent(
        _ db: Database, _ story: StoryID
    ) throws -> (event: Event, mention: Int64)? {
        let select = try db.cachedStatement(
            sql: """
                SELECT payload, mentionID FROM mention JOIN event ON mentionID = mention.id
                WHERE storyID = ? ORDER BY mention.id, seq LIMIT 1
                """)
        return try Row.fetchOne(select, arguments: [story.rawValue]).map {
            (try StoredJSON.decode(Event.self, $0["payload"]), $0["mentionID"])
        }
    }
}
