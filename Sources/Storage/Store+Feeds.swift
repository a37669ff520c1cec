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
    /// Adopted after permanent redirects.
    package var movedTo: String?
    package var nextPoll: Timestamp
    package var notBefore: Timestamp?
    /// `nil`: never polled.
    package var lastPoll: Timestamp?
    package var pace: [UInt8]?
    package var lastStatus: Int?

    /// Where the next poll goes.
    package var fetchURL: String { movedTo ?? url }
}

extension Store {
    /// Makes the store's list the config's: new feeds are due now, feeds that left are kept but not polled.
    /// Returns the plans, in the order of `feeds`. Writes only what is not so already: a restart with 100,000 feeds is quick.
    package func list(
        _ feeds: [ListedFeed], at now: Timestamp
    ) async throws(StoreError) -> [FeedPlan] {
        try await writer.perform { db in
            var listed = try Self.listed(in: db)
            let plans = try feeds.map { feed in
                let before = listed.removeValue(forKey: feed.url)
                guard let before, before.name == feed.name else {
                    return try Self.list(feed, at: now, in: db)
                }
                var plan = before.plan
                // There may be many: one text for the config and the plan.
                plan.url = feed.url
                return plan
            }
            let leave = try db.cachedStatement(sql: "UPDATE feed SET isListed = 0 WHERE id = ?")
            for (_, plan) in listed.values { try leave.execute(arguments: [plan.id.rawValue]) }
            return plans
        }
    }

    private static let planColumns =
        "id, url, movedTo, nextPoll, notBefore, lastPoll, pace, lastStatus"

    /// The feeds of the last config, by URL.
    private static func listed(
        in db: Database
    ) throws -> [String: (name: String?, plan: FeedPlan)] {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(planColumns), name FROM feed WHERE isListed")
        var listed: [String: (name: String?, plan: FeedPlan)] = [:]
        while let row = try rows.next() {
            let plan = FeedPlan(row: row)
            listed[plan.url] = (row[8], plan)
        }
        return listed
    }

    private static func list(
        _ feed: ListedFeed, at now: Timestamp, in db: Database
    ) throws -> FeedPlan {
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO feed (url, name, addedAt, nextPoll) VALUES (?, ?, ?, ?)
                ON CONFLICT (url) DO UPDATE SET isListed = 1, name = excluded.name
                RETURNING \(planColumns)
                """)
        let row = try Row.fetchOne(
            upsert, arguments: [feed.url, feed.name, now.milliseconds, now.milliseconds])
        guard let row else { preconditionFailure("an upsert returns its row") }
        return FeedPlan(row: row)
    }

    /// All that is remembered of a feed.
    package func feed(_ id: FeedID) async throws(StoreError) -> FeedState? {
        try await read { db in try FeedState.fetch(db, id: id) }
    }
}

extension FeedPlan {
    /// From a row of `Store.planColumns`, by place, for there may be many.
    fileprivate init(row: Row) {
        self.init(
            id: FeedID(row[0]), url: row[1], movedTo: row[2],
            nextPoll: Timestamp(milliseconds: row[3]), notBefore: Timestamp(stored: row[4]),
            lastPoll: Timestamp(stored: row[5]), pace: (row[6] as Data?).map(Array.init),
            lastStatus: row[7])
    }
}
