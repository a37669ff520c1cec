package import FeedModel

/// When many events become one: more than `over` within `window` are gathered until it is over, and told together.
package struct DigestPolicy: Sendable, Hashable {
    package var over: Int
    package var window: Duration

    package init(over: Int, window: Duration) { (self.over, self.window) = (over, window) }

    /// What a sink has before it.
    package struct Burst: Sendable, Equatable {
        /// Messages that it was sent within the last `window`; counted up to `over`.
        package var recentCount: Int
        /// Events that wait; counted up to one more than `over`.
        package var waitingCount: Int
        /// When the first of them was made; `nil`: there is none.
        package var oldest: Timestamp?

        package init(recentCount: Int, waitingCount: Int, oldest: Timestamp?) {
            (self.recentCount, self.waitingCount) = (recentCount, waitingCount)
            self.oldest = oldest
        }
    }

    package enum Decision: Sendable, Hashable {
        case sendEach
        case hold(until: Timestamp)
        case gather
    }

    package func decision(on burst: Burst, at now: Timestamp) -> Decision {
        guard burst.recentCount + burst.waitingCount > over, let oldest = burst.oldest else {
            return .sendEach
        }
        // An event of the future is one of a clock that was set back since: nothing waits for that.
        if oldest <= now, now < oldest + window { return .hold(until: oldest + window) }
        return burst.waitingCount > 1 ? .gather : .sendEach
    }
}
