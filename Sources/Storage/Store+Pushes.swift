package import FeedModel
import GRDB

/// What is remembered of hubs: rows of `push`.
extension Store {
    package func pushSubscriptions() async throws(StoreError) -> [PushSubscription] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM push").map(PushSubscription.init(row:))
        }
    }

    /// Writes down how far a subscription is, whether it was known or not.
    package func save(_ push: PushSubscription) async throws(StoreError) {
        try await writer.perform { db in
            let upsert = try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO push (token, feedID, hub, topic, isPublicOnly, secret, isLeaving, askedUntil,
                        leaseEnd, nextRequest, requestCount, problem, lastPush, falsePushCount)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            try upsert.execute(arguments: [
                push.token.rawValue, push.feed.rawValue, push.hub.url, push.hub.topic,
                push.hub.isPublicOnly, push.secret.reveal(), push.isLeaving,
                push.askedUntil?.milliseconds, push.leaseEnd?.milliseconds,
                push.nextRequest.milliseconds, push.requestCount, push.problem,
                push.lastPush?.milliseconds, push.falsePushCount,
            ])
        }
    }

    package func forget(_ token: PushToken) async throws(StoreError) {
        try await writer.perform { db in
            try db.execute(sql: "DELETE FROM push WHERE token = ?", arguments: [token.rawValue])
        }
    }

    /// Nothing listens for pushes any more.
    package func forgetPushes() async throws(StoreError) {
        try await writer.perform { db in try db.execute(sql: "DELETE FROM push") }
    }
}

extension StoreReader {
    /// The subscriptions of listed feeds that are not about to end.
    package func pushSubscriptions() throws(StoreError) -> [FeedID: PushSubscription] {
        try read { db in
            // A store that no daemon has brought up to date yet has none.
            guard try db.tableExists("push") else { return [:] }
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM push WHERE NOT isLeaving")
            return Dictionary(
                rows.map { PushSubscription(row: $0) }.map { ($0.feed, $0) },
                uniquingKeysWith: { first, _ in first })
        }
    }
}

extension PushSubscription {
    fileprivate init(row: Row) {
        self.init(
            token: PushToken(row["token"]), feed: FeedID(row["feedID"]),
            hub: FeedHub(
                url: row["hub"], topic: row["topic"], isPublicOnly: row["isPublicOnly"]),
            secret: Secret(row["secret"]), nextRequest: Timestamp(milliseconds: row["nextRequest"]))
        isLeaving = row["isLeaving"]
        askedUntil = Timestamp(stored: row["askedUntil"])
        leaseEnd = Timestamp(stored: row["leaseEnd"])
        (requestCount, problem) = (row["requestCount"], row["problem"])
        lastPush = Timestamp(stored: row["lastPush"])
        falsePushCount = row["falsePushCount"]
    }
}
