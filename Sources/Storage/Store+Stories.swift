package import FeedModel
import Foundation
import GRDB

/// A mention as stories look at it.
package struct StoredMention: Sendable, Equatable {
    package var story: StoryID
    /// The story began with it.
    package var isBeginning: Bool
    package var feed: FeedID
    package var link: String?
    package var published: Timestamp?
    package var time: Timestamp
    package var signature: [UInt8]
}

extension Store {
    /// The mentions made since `cutoff`, in the order in which they were made.
    package func mentions(since cutoff: Timestamp) async throws(StoreError) -> [StoredMention] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT storyID, joinedBy, feedID, link, coalesce(published, updated) AS published, time, signature
                    FROM mention JOIN item ON item.id = itemID WHERE time >= ? ORDER BY mention.id
                    """, arguments: [cutoff.milliseconds]
            ).map { row in
                StoredMention(
                    story: StoryID(row["storyID"]), isBeginning: row["joinedBy"] == nil,
                    feed: FeedID(row["feedID"]), link: row["link"],
                    published: Timestamp(stored: row["published"]),
                    time: Timestamp(milliseconds: row["time"]),
                    signature: (row["signature"] as Data?).map(Array.init) ?? [])
            }
        }
    }
}
