package import FeedModel
import GRDB

/// A mention with all that was decided of it: what it is known by, and what made it part of its story.
package struct MentionReport: Sendable, Equatable {
    package struct Watch: Sendable, Equatable {
        package var name: WatchName
        /// `false`: recorded only.
        package var isTold: Bool
        /// Where it was not told: the report that this watch had heard of the story by; `nil`: it was too old.
        package var toldBefore: Telling?

        package var isTooOld: Bool { !isTold && toldBefore == nil }
    }

    /// When a report was found, and in which feed.
    package struct Telling: Sendable, Equatable {
        package var feed: String
        package var time: Timestamp
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
            watches: try watches.map {
                let isTold: Bool = $0["isTold"]
                return MentionReport.Watch(
                    name: WatchName($0["watch"]), isTold: isTold,
                    toldBefore: isTold ? nil : try toldBefore(row, watch: $0["watch"], in: db))
            }, names: names)
    }

    /// The first report of the same story that was told for the watch before this one came.
    private static func toldBefore(
        _ row: Row, watch: String, in db: Database
    ) throws -> MentionReport.Telling? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT coalesce(feed.name, feed.title, feed.url) AS feedName, time
                FROM mentionWatch JOIN mention ON mention.id = mentionID
                    JOIN item ON item.id = itemID JOIN feed ON feed.id = feedID
                WHERE storyID = ? AND watch = ? AND isTold AND mention.id < ? ORDER BY mention.id LIMIT 1
                """, arguments: [row["storyID"] as String, watch, row["id"] as Int64]
        ).map {
            MentionReport.Telling(feed: $0["feedName"], time: Timestamp(milliseconds: $0["time"]))
        }
    }
}
