package import FeedModel

/// When a feed is polled next: what is owed and what was learned, between what the operator, the server and the document allow.
package struct PacePolicy: Sendable {
    /// What a successful poll says of the next one.
    package struct Subject: Sendable {
        package var pace: FeedPace
        package var freshness: Freshness
        /// The feed's own `every:`, which pins it.
        package var pinned: Duration?
        /// Items in the document: the next poll comes before as many new ones are likely. `nil`: not known.
        package var windowSize: Int?
        /// Nothing was known of the feed before: its next poll is spread, so that feeds met together part.
        package var isFirstPoll: Bool

        package init(
            pace: FeedPace, freshness: Freshness = Freshness(), pinned: Duration? = nil,
            windowSize: Int? = nil, isFirstPoll: Bool = false
        ) {
            (self.pace, self.freshness, self.pinned) = (pace, freshness, pinned)
            (self.windowSize, self.isFirstPoll) = (windowSize, isFirstPoll)
        }
    }

    package var settings: PollingSettings

    package init(settings: PollingSettings) { self.settings = settings }

    /// The next poll after a successful one at `now`.
    package func nextPoll(
        of subject: Subject, after now: Timestamp, price: PollPrice,
        using random: inout some RandomNumberGenerator
    ) -> Timestamp {
        var seconds = wait(of: subject, after: now, price: price)
        seconds *= Double.random(in: 0.95...1.05, using: &random)
        if subject.isFirstPoll { seconds *= Double.random(in: 0.1...1, using: &random) }
        let wait = Duration.milliseconds(Int64((seconds * 1000).rounded()))
        return Swift.max(
            now + bounded(wait, pinned: subject.pinned), subject.freshness.earliest(after: now))
    }

    /// The next poll after `failureCount` failures in a row, the last of them at `now`.
    package func nextPoll(
        afterFailures failureCount: Int, pinned: Duration? = nil,
        freshness: Freshness = Freshness(), at now: Timestamp,
        using random: inout some RandomNumberGenerator
    ) -> Timestamp {
        let backoff = Backoff(base: pinned ?? settings.every)
        let wait = backoff.delay(attempt: failureCount, using: &random)
        let floor = Swift.max(Swift.min(pinned ?? settings.min, settings.min), .seconds(1))
        return Swift.max(now + Swift.max(wait, floor), freshness.earliest(after: now))
    }

    /// The next poll of a feed that the server called gone (410): no more than once in 30 days.
    package func nextPollOfGone(
        at now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> Timestamp {
        now + .days(30) + .milliseconds(Int64.random(in: 0...86_400_000, using: &random))
    }

    /// The next poll of a feed at a start at `now`: as stored, if that is to come; soon and spread, if it was missed;
    /// now, if there is none.
    package func resume(
        stored: Timestamp?, at now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> Timestamp {
        guard let stored else { return now }
        guard stored <= now else { return stored }
        let spread = Swift.min(settings.every / 10, Self.resumeLimit).milliseconds
        return now + .milliseconds(Int64.random(in: 0...Swift.max(0, spread), using: &random))
    }
}

extension PacePolicy {
    /// Within this, feeds whose poll was missed while nothing ran are polled after a start.
    private static let resumeLimit: Duration = .minutes(2)
    /// The part of a document's window that may be expected to be new at the next poll.
    private static let windowPart = 0.5

    private func wait(of subject: Subject, after now: Timestamp, price: PollPrice) -> Double {
        if let pinned = subject.pinned { return pinned.inSeconds }
        guard settings.pace == .adaptive else { return settings.every.inSeconds }
        var pace = subject.pace
        // A poll that found nothing new has watched too, whether or not the caller said so.
        pace.observe(newItemTimes: [], at: now)
        let itemLimit = subject.windowSize.map { Double(Swift.max($0, 2)) * Self.windowPart }
        return DelayDebt(pace).wait(
            from: now, price: price.value, itemLimit: itemLimit ?? .infinity,
            longest: settings.max.inSeconds)
    }

    /// The operator's bounds, which hold after jitter; a pinned pace is its own bound, but never hot.
    private func bounded(_ wait: Duration, pinned: Duration?) -> Duration {
        guard pinned == nil else { return Swift.max(wait, .milliseconds(500)) }
        return Swift.max(Swift.min(wait, settings.max), settings.min)
    }
}
