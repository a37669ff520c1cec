package import FeedModel

/// What is remembered of a feed's failures: kept in the store beside the feed.
package struct FeedHealth: Sendable, Hashable, Codable {
    /// Failures in a row.
    package var failureCount: Int
    /// When the first of them was seen.
    package var failingSince: Timestamp?
    /// `feed.failing` was said, and `feed.recovered` is owed.
    package var isReported: Bool

    package init(failureCount: Int = 0, failingSince: Timestamp? = nil, isReported: Bool = false) {
        (self.failureCount, self.failingSince) = (failureCount, failingSince)
        self.isReported = isReported
    }

    package var isFailing: Bool { failureCount > 0 }
}

/// Decides when a feed's failures are worth telling: once when they persist, once when they end.
package struct FailureTracker: Sendable, Hashable {
    package enum Report: Sendable, Hashable { case failing, recovered }

    package var failureLimit: Int
    package var patience: Duration

    package init(failureLimit: Int = 3, patience: Duration = .hours(1)) {
        (self.failureLimit, self.patience) = (failureLimit, patience)
    }

    /// Counts a failure; `.failing` the first time that it is both the third or later in a row and an hour old.
    package func recordFailure(of health: inout FeedHealth, at now: Timestamp) -> Report? {
        health.failureCount += 1
        let since = health.failingSince ?? now
        health.failingSince = since
        guard !health.isReported, health.failureCount >= failureLimit, now - since >= patience
        else { return nil }
        health.isReported = true
        return .failing
    }

    /// Forgets the failures; `.recovered` where they had been told.
    package func recordSuccess(of health: inout FeedHealth) -> Report? {
        let wasReported = health.isReported
        health = FeedHealth()
        return wasReported ? .recovered : nil
    }
}
