/// A hub's promise to tell us when a feed has something new (WebSub), and how far we are with getting it.
///
/// Values only: what is done with them is decided in the fetching room, what is kept of them in the store.
package struct PushSubscription: Sendable, Hashable {
    package let token: PushToken
    package let feed: FeedID
    package let hub: FeedHub
    /// What the hub signs with.
    package let secret: Secret
    /// It is to end: the feed left the config, or names another hub.
    package var isLeaving = false
    /// The hub was asked, and may put its own question to us until then.
    package var askedUntil: Timestamp?
    /// How long the hub's promise lasts; `nil`: there is none.
    package var leaseEnd: Timestamp?
    /// When the hub is asked next, for the first time or again.
    package var nextRequest: Timestamp
    /// Requests in a row that the hub has not confirmed.
    package var requestCount = 0
    /// Why there is no promise: a sentence.
    package var problem: String?
    package var lastPush: Timestamp?
    /// Pushes in a row after which the feed had nothing new.
    package var falsePushCount = 0

    package init(
        token: PushToken, feed: FeedID, hub: FeedHub, secret: Secret, nextRequest: Timestamp
    ) {
        (self.token, self.feed, self.hub) = (token, feed, hub)
        (self.secret, self.nextRequest) = (secret, nextRequest)
    }

    /// Whether the hub has promised to tell.
    package func isInForce(at now: Timestamp) -> Bool {
        !isLeaving && leaseEnd.map { now < $0 } ?? false
    }
}

/// Who tells of a feed: named by the feed itself.
package struct FeedHub: Sendable, Hashable {
    package var url: String
    /// By what name the hub knows the feed: its `self` link, as written.
    package var topic: String
    /// The feed is on the public internet, so the hub must be there too.
    package var isPublicOnly: Bool

    package init(url: String, topic: String, isPublicOnly: Bool) {
        (self.url, self.topic, self.isPublicOnly) = (url, topic, isPublicOnly)
    }
}

/// Where a subscription's callback path ends. Whoever knows it may speak as the hub, so it is never printed.
package struct PushToken: Sendable, Hashable, CustomStringConvertible {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { "<redacted>" }
}
