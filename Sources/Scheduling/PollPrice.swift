import FeedModel
import Glibc

/// The price of a poll, in item-seconds of delay: a feed is polled when it owes as much.
///
/// Follows the budget by feedback: each poll raises the price, time lowers it, so that it rests where polls come as
/// often as the budget brings them. It moves slowly, for it must not follow the hours: it is their sameness that sends
/// polls from quiet hours to busy ones.
package struct PollPrice: Sendable {
    /// By what factor, as a power of e, a day's budget spent at once would raise the price.
    private static let gain = 1.5
    /// As multiples of the price of an unknown feed; where the budget cannot be spent or kept, the price stops here.
    private static let multiples = 0.05...100_000
    /// More time at once was slept through, not allowed for.
    private static let longestPause: Duration = .hours(24)

    private let every: Double
    private let logarithms: ClosedRange<Double>
    private var feedCount = 0
    private var logarithm: Double
    private var hostLogarithm = 0.0
    private var updated: Timestamp?

    /// `stored` is the `value` of an earlier run; without one, the price at which an unknown feed is polled `every`.
    package init(settings: PollingSettings, stored: Double? = nil) {
        every = Swift.max(settings.every.inSeconds, 0.001)
        let unknown = log(FeedPace().itemsPerSecond * every * every / 2)
        logarithms =
            unknown + log(Self.multiples.lowerBound)...unknown + log(Self.multiples.upperBound)
        let initial = stored.flatMap { $0.isFinite && $0 > 0 ? log($0) : nil } ?? unknown
        logarithm = Swift.min(Swift.max(initial, logarithms.lowerBound), logarithms.upperBound)
    }

    /// The price at which feeds of these paces would spend the budget, were their days even: where to begin after a
    /// restart that remembers the feeds but not the price.
    package init(settings: PollingSettings, balancing paces: some Sequence<FeedPace>) {
        var (count, roots) = (0.0, 0.0)
        for pace in paces {
            count += 1
            roots += pace.itemsPerSecond.squareRoot()
        }
        // A feed of rate λ is polled every √(2·price/λ) seconds.
        let mean = count > 0 ? settings.every.inSeconds * roots / count : 0
        self.init(settings: settings, stored: mean * mean / 2)
    }

    /// In item-seconds; worth keeping over a restart.
    package var value: Double { exp(logarithm + hostLogarithm) }

    /// With what a host's polls cost on top.
    func with(_ host: HostPrice) -> PollPrice {
        var price = self
        price.hostLogarithm = host.logarithm
        return price
    }

    mutating func addFeed() { feedCount += 1 }

    mutating func removeFeed() { feedCount -= 1 }

    /// One poll of one of the budget's feeds.
    mutating func recordPoll() {
        guard feedCount > 0 else { return }
        change(byDays: every / (Double(feedCount) * 86_400))
    }

    mutating func advance(to now: Timestamp) {
        defer { updated = now }
        guard let before = updated, now > before, feedCount > 0 else { return }
        change(byDays: -Swift.min(now - before, Self.longestPause).inSeconds / 86_400)
    }

    private mutating func change(byDays days: Double) {
        let moved = logarithm + Self.gain * days
        logarithm = Swift.min(Swift.max(moved, logarithms.lowerBound), logarithms.upperBound)
    }
}
