package import FeedModel
import Glibc

/// What has been learned of one feed's rhythm: how many items it has a day, and in which hours of the week.
///
/// A gamma–Poisson rate: items seen over time watched, both fading with a half-life of 14 days, on top of a prior of
/// half an item in three days; times a profile of the week, which fades more slowly, for habits outlast moods.
/// Polls without news need not be observed one by one: the next `observe` covers the time since the last.
package struct FeedPace: Sendable, Hashable {
    static let halfLife = 14.0 * 86_400
    private static let profileHalfLife = 112.0 * 86_400
    static let priorItems = 0.5
    static let priorSeconds = 3.0 * 86_400
    /// Dates of a first document that lie closer together say when it was made, not when its items were.
    private static let shortestHistory: Duration = .hours(1)

    /// Items seen, faded.
    var items = 0.0
    /// Seconds watched, faded likewise.
    var watched = 0.0
    /// Up to where the feed has been watched.
    var observedUntil: Timestamp?
    var lastItem: Timestamp?
    /// The longest quiet between two items that was ever seen, in seconds.
    var longestQuiet = 0.0
    var profile = WeekProfile()

    package init() {}

    /// A pace of which it is known that nothing was published before `start`.
    package init(watchedFrom start: Timestamp) { observedUntil = start }

    /// Items a day, as now believed.
    package var itemsPerDay: Double { itemsPerSecond * 86_400 }

    /// The longest quiet between two items that was ever seen; `nil` before there were two.
    package var longestSilence: Duration? {
        longestQuiet > 0 ? .milliseconds(Int64(longestQuiet * 1000)) : nil
    }

    var itemsPerSecond: Double { (Self.priorItems + items) / (Self.priorSeconds + watched) }

    /// Learns from a poll at `poll`: when the items that were new at it were published; `nil` where that is not known.
    ///
    /// A first document's dates are history. Later, a time that is not between the last poll and this one is not believed.
    /// `mayHaveMissed`: the document held nothing of the last one, so only the time that its items span counts as watched.
    package mutating func observe(
        newItemTimes: [Timestamp?], at poll: Timestamp, mayHaveMissed: Bool = false
    ) {
        guard let since = observedUntil else {
            observeHistory(newItemTimes.compactMap(\.self), at: poll)
            return
        }
        guard poll > since else { return }
        guard !newItemTimes.isEmpty else { return watch(from: since, until: poll, since: since) }
        let oldest = newItemTimes.lazy.compactMap(\.self).filter { $0 > since && $0 < poll }.min()
        let begin = mayHaveMissed ? oldest ?? since : since
        watch(from: begin, until: poll, since: since)
        let middle = begin + .milliseconds((poll - begin).milliseconds / 2)
        let believed = newItemTimes.map { time in
            guard let time, time > since, time <= poll else { return middle }
            return time
        }
        for time in believed.sorted() { record(itemAt: time, seenAt: poll) }
    }
}

extension FeedPace {
    private mutating func observeHistory(_ times: [Timestamp], at poll: Timestamp) {
        observedUntil = poll
        let times = times.filter { $0 <= poll }.sorted()
        guard let oldest = times.first, poll - oldest >= Self.shortestHistory else { return }
        watch(from: oldest, until: poll, since: oldest)
        lastItem = oldest
        // The oldest item begins the span, so it is no evidence of the rate within.
        for time in times.dropFirst() { record(itemAt: time, seenAt: poll) }
    }

    /// Fades what is known over the time since it was last looked at, and counts what was watched of that time.
    private mutating func watch(from begin: Timestamp, until poll: Timestamp, since: Timestamp) {
        let seconds = (poll - since).inSeconds
        let factor = exp2(-seconds / Self.halfLife)
        items *= factor
        watched = watched * factor + Self.weight(ofSpan: (poll - begin).inSeconds)
        profile.fade(by: exp2(-seconds / Self.profileHalfLife))
        observedUntil = poll
    }

    private mutating func record(itemAt time: Timestamp, seenAt poll: Timestamp) {
        let age = (poll - time).inSeconds
        items += exp2(-age / Self.halfLife)
        profile.record(exp2(-age / Self.profileHalfLife), at: time)
        if let lastItem, time > lastItem {
            longestQuiet = Swift.max(longestQuiet, (time - lastItem).inSeconds)
        }
        lastItem = Swift.max(lastItem ?? time, time)
    }

    /// What a span that ends now counts for: the integral of the fading weights over it.
    static func weight(ofSpan seconds: Double) -> Double {
        let decay = log(2) / halfLife
        return -expm1(-seconds * decay) / decay
    }
}
