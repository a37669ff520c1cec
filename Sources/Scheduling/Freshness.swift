package import FeedModel

/// What a server and a document asked for, as floors under the next poll.
///
/// Each is capped, so that a silly value cannot silence a feed. The caller has turned headers into durations from now.
package struct Freshness: Sendable, Hashable {
    /// `ttl`, `skipHours`, `skipDays`, `sy:update*` of the document.
    package var hints: FreshnessHints
    /// What is left of `Cache-Control: max-age` or `Expires`, the `Age` taken off.
    package var cacheLifetime: Duration?
    /// `Retry-After` of a 429 or a 503.
    package var retryAfter: Duration?

    package init(
        hints: FreshnessHints = FreshnessHints(), cacheLifetime: Duration? = nil,
        retryAfter: Duration? = nil
    ) {
        (self.hints, self.cacheLifetime, self.retryAfter) = (hints, cacheLifetime, retryAfter)
    }

    /// The most that a document or a cache header can ask for.
    package static let floorLimit: Duration = .hours(24)
    /// The most that a `Retry-After` can ask for.
    package static let retryAfterLimit: Duration = .days(7)

    /// The earliest instant, after a poll at `now`, that everything asked for allows.
    package func earliest(after now: Timestamp) -> Timestamp {
        let asked = [hints.ttl, hints.updatePeriod, cacheLifetime].compactMap(\.self)
        let floor = Swift.min(asked.max() ?? .zero, Freshness.floorLimit)
        let retry = Swift.min(retryAfter ?? .zero, Freshness.retryAfterLimit)
        return afterSkippedHours(now + Swift.max(floor, retry, .zero))
    }

    /// The first instant from `instant` on that is in no skipped hour or day, at most 24 h after `instant`.
    package func afterSkippedHours(_ instant: Timestamp) -> Timestamp {
        guard !hints.skipHours.isEmpty || !hints.skipDays.isEmpty else { return instant }
        var candidate = instant
        for _ in 0..<24 where isSkipped(candidate) {
            candidate = nextHour(after: candidate)
        }
        return candidate
    }
}

extension Freshness {
    private func isSkipped(_ instant: Timestamp) -> Bool {
        let date = instant.civil
        return hints.skipHours.contains(date.hour) || hints.skipDays.contains(date.weekday)
    }

    private func nextHour(after instant: Timestamp) -> Timestamp {
        let hour: Int64 = 3_600_000
        let remainder = instant.milliseconds % hour
        return Timestamp(
            milliseconds: instant.milliseconds - remainder + (remainder < 0 ? 0 : hour))
    }
}
