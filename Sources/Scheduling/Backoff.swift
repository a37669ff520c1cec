import FeedModel

/// How long to wait after failures in a row: exponential, with jitter, never given up.
package struct Backoff: Sendable, Hashable {
    /// The first wait, before jitter.
    package var base: Duration
    /// No wait is longer.
    package var cap: Duration

    package init(base: Duration, cap: Duration = .hours(24)) {
        (self.base, self.cap) = (base, cap)
    }

    /// Wait before attempt `attempt` (1 = first retry): full jitter over `base · 2^(attempt-1)`, at most `cap`.
    ///
    /// Clamped before doubling, so large attempts cannot overflow. Source: AWS Architecture Blog, "Exponential Backoff and Jitter".
    package func delay(
        attempt: Int, using random: inout some RandomNumberGenerator
    ) -> Duration {
        let ceiling = ceiling(attempt: attempt).milliseconds
        guard ceiling > 0 else { return .zero }
        return .milliseconds(Int64.random(in: 0...ceiling, using: &random))
    }

    /// The longest wait before attempt `attempt`.
    package func ceiling(attempt: Int) -> Duration {
        guard base > .zero, base < cap else { return Swift.max(.zero, cap) }
        let base = base.milliseconds
        let cap = cap.milliseconds
        let doublings = Swift.max(0, attempt - 1)
        // base · 2^doublings ≤ cap, asked without computing a power that may not fit.
        guard doublings < Int64.bitWidth - 1, base <= cap >> Int64(doublings) else {
            return .milliseconds(cap)
        }
        return .milliseconds(base << Int64(doublings))
    }
}
