package import FeedModel
import GRDB

/// A mention with all that was decided of it: what it is known by, and what made it part of its story.
package struct MentionReport: Sendable, Equatable {
    package struct Watch: Sendable, Equatable {
        package var name: WatchName
        /// `false`: recorded only.
        package var isTold: Bool
    }

    package var feed: EventFeed
    package var guid: String?
    package var url: String?
    package var title: String?
    package var story: StoryID
    /// `nil`: the story began with it.
    package var joinedBy: String?
    package var time: Timestamp
    /// `false`: an edit took the match away.
    package var isCurrent: Bool
    package var watches: [Watch]
    /// Key and aliases of the item within its feed.
    package var names: [String]
}

extension StoreReader {
    /// The mentions that an event, a story, a guid or a URL leads to, oldest first.
    package func reports(on id: String) throws(StoreError) -> [MentionReport] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT mention.id AS id, itemID, feedID, guid, item.url AS url, item.title AS title, storyID,
                        joinedBy, time, isCurrent, feed.url AS feedURL,
                        coalesce(feed.name, feed.title, feed.url) AS feedName
                    FROM mention JOIN item ON item.id = itemID JOIN feed ON feed.id = feedID
                    WHERE storyID = :id OR guid = :id OR item.url = :id
                        OR mention.id IN (SELECT mentionID FROM event WHERE event.id = :id)
                    ORDER BY mention.id
                    """, arguments: ["id": id])
            return try rows.map { try Self.report($0, in: db) }
        }
    }

    private static func report(_ row: Row, in db: Database) throws -> MentionReport {
        let watches = try Row.fetchAll(
            db,
            sql: "SELECT watch, isTold FROM mentionWatch WHERE mentionID = ? ORDER BY watch",
            arguments: [row["id"] as Int64])
        let names = try String.fetchAll(
            db, sql: "SELECT key FROM itemKey WHERE feedID = ? AND itemID = ? ORDER BY key DESC",
            arguments: [row["feedID"] as Int64, row["itemID"] as Int64])
        return MentionReport(
            feed: EventFeed(name: row["feedName"], url: row["feedURL"]), guid: row["guid"],
            url: row["url"], title: row["title"], story: StoryID(row["storyID"]),
            joinedBy: row["joinedBy"], time: Timestamp(milliseconds: row["time"]),
            isCurrent: row["isCurrent"],
            watches: watches.map {
                MentionReport.Watch(name: WatchName($0["watch"]), isTold: $0["isTold"])
            }, names: names)
    }
}
