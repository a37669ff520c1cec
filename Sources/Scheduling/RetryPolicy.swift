import FeedModel

/// When a delivery that failed is tried again: the operator's list of waits, then the dead letter.
package struct RetryPolicy: Sendable, Hashable {
    package enum Decision: Sendable, Hashable {
        case retry(after: Duration)
        case deadLetter
    }

    /// Waits between attempts, before jitter of a fifth either way.
    package var waits: [Duration]

    package init(waits: [Duration]) { self.waits = waits }

    /// What follows the failure of attempt `attempt` (1 = the first). `asked`, the other side's Retry-After, makes the wait
    /// longer, up to 7 days, and never shorter: the list is for how long we try.
    package func decision(
        afterAttempt attempt: Int, asked: Duration? = nil,
        using random: inout some RandomNumberGenerator
    ) -> Decision {
        guard attempt >= 1, attempt <= waits.count else { return .deadLetter }
        let wait = Double(waits[attempt - 1].milliseconds)
        let jittered = wait * Double.random(in: 0.8...1.2, using: &random)
        let asked = Swift.min(asked ?? .zero, Freshness.retryAfterLimit)
        return .retry(after: Swift.max(.milliseconds(Int64(jittered)), asked))
    }
}
