package import FeedModel

/// Tells a feed's trouble from our own: when everything fails and nothing answers, it is us, and no feed is blamed.
///
/// An answer of any status proves that the network works; only failures that may be local (no name, no route, no
/// connection, timeout) count. An outage begins when, since the last answer, `feedLimit` feeds on two hosts or more
/// (or all feeds, where there are fewer, but at least two) have failed so, never further apart than `memory`.
package struct OutageDetector: Sendable {
    package enum Change: Sendable, Hashable {
        case none
        /// The feeds that failed before it was clear, to be looked at again soon.
        case began([FeedID])
        /// The feeds that failed since the last answer, to be polled again soon.
        case ended([FeedID])
    }

    private var isOutage = false
    private var failed: Set<FeedID> = []
    private var hosts: Set<String> = []
    private var firstFailure: Timestamp?
    private var lastFailure: Timestamp?
    private let feedLimit: Int
    private let memory: Duration

    package init(feedLimit: Int = 5, memory: Duration = .hours(1)) {
        (self.feedLimit, self.memory) = (feedLimit, memory)
    }

    /// When the outage began, as far as we saw; `nil`: there is none.
    package var since: Timestamp? { isOutage ? firstFailure : nil }

    /// A poll that found no server: `feedCount` is how many feeds are polled at all.
    package mutating func recordUnreachable(
        _ feed: FeedID, host: String, at now: Timestamp, feedCount: Int
    ) -> Change {
        if !isOutage, let lastFailure, now - lastFailure >= memory { clear() }
        firstFailure = firstFailure ?? now
        lastFailure = now
        let before = failed
        failed.insert(feed)
        hosts.insert(host)
        guard !isOutage, failed.count >= max(2, min(feedLimit, feedCount)), hosts.count >= 2
        else { return .none }
        isOutage = true
        return .began(Self.inOrder(before))
    }

    /// A server answered, with whatever status.
    package mutating func recordAnswer() -> Change {
        defer { clear() }
        return isOutage ? .ended(Self.inOrder(failed)) : .none
    }

    /// How soon a feed is tried again during an outage: often enough to notice its end, not hot.
    package static func retryDelay(using random: inout some RandomNumberGenerator) -> Duration {
        .milliseconds(Int64.random(in: 30_000...90_000, using: &random))
    }

    private static func inOrder(_ feeds: Set<FeedID>) -> [FeedID] {
        feeds.sorted { $0.rawValue < $1.rawValue }
    }

    private mutating func clear() {
        failed.removeAll()
        hosts.removeAll()
        firstFailure = nil
        isOutage = false
    }
}
