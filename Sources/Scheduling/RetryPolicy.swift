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

    /// What follows the failure of attempt `attempt` (1 = the first); `asked` is the other side's Retry-After, within 1 s … 7 d.
    package func decision(
        afterAttempt attempt: Int, asked: Duration? = nil,
        using random: inout some RandomNumberGenerator
    ) -> Decision {
        guard attempt >= 1, attempt <= waits.count else { return .deadLetter }
        if let asked {
            return .retry(
                after: Swift.min(Swift.max(asked, .seconds(1)), Freshness.retryAfterLimit))
        }
        let wait = Double(waits[attempt - 1].milliseconds)
        let jittered = wait * Double.random(in: 0.8...1.2, using: &random)
        return .retry(after: .milliseconds(Int64(jittered)))
    }
}
