package import FeedModel
import Foundation
import GRDB

/// A feed as the config lists it.
package struct ListedFeed: Sendable, Hashable {
    package var url: String
    package var name: String?
    package init(url: String, name: String?) { (self.url, self.name) = (url, name) }
}

/// When a feed that is listed may be polled next.
package struct FeedPlan: Sendable, Equatable {
    package var id: FeedID
    package var url: String
    package var fetchURL: String
    package var nextPoll: Timestamp
    package var notBefore: Timestamp?
    /// `nil`: never polled.
    package var lastPoll: Timestamp?
    package var pace: [UInt8]?
}

extension Store {
    /// Makes the store's list the config's: new feeds are due now, feeds that left are kept but not polled.
    /// Returns the plans, in the order of `feeds`.
    package func list(
        _ feeds: [ListedFeed], at now: Timestamp
    ) async throws(StoreError) -> [FeedPlan] {
        try await writer.perform { db in
            try db.execute(sql: "UPDATE feed SET isListed = 0 WHERE isListed = 1")
            return try feeds.map { try Self.list($0, at: now, in: db) }
        }
    }

    private static func list(
        _ feed: ListedFeed, at now: Timestamp, in db: Database
    ) throws -> FeedPlan {
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO feed (url, name, addedAt, nextPoll) VALUES (?, ?, ?, ?)
                ON CONFLICT (url) DO UPDATE SET isListed = 1, name = excluded.name
                RETURNING id, url, coalesce(movedTo, url) AS fetchURL, nextPoll, notBefore, lastPoll, pace
                """)
        let row = try Row.fetchOne(
            upsert, arguments: [feed.url, feed.name, now.milliseconds, now.milliseconds])
        guard let row else { preconditionFailure("an upsert returns its row") }
        return FeedPlan(
            id: FeedID(row["id"]), url: row["url"], fetchURL: row["fetchURL"],
            nextPoll: Timestamp(milliseconds: row["nextPoll"]),
            notBefore: Timestamp(stored: row["notBefore"]),
            lastPoll: Timestamp(stored: row["lastPoll"]),
            pace: (row["pace"] as Data?).map(Array.init))
    }

    /// All that is remembered of a feed.
    package func feed(_ id: FeedID) async throws(StoreError) -> FeedState? {
        try await read { db in try FeedState.fetch(db, id: id) }
    }
}
