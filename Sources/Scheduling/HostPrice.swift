import FeedModel
import Glibc

/// What the polls of a host cost on top where its feeds want more of them than it may be asked: so much that they want no more.
///
/// Without it they would queue, and who is first in a queue is not who owes most. It follows polls as `PollPrice` does, but
/// those count for more that come late because others went first; where a host has room it is next to nothing.
struct HostPrice: Sendable {
    /// By what factor, as a power of e, a day's allowance spent at once would raise the price.
    private static let gain = 4.0
    /// As a power of e, over the price that all feeds pay.
    private static let limit = log(100_000.0)
    /// More time at once was slept through, not allowed for.
    private static let longestPause: Duration = .hours(24)
    /// A poll that comes as late counts twice, and none for more.
    private static let longQueue: Duration = .hours(12)
    /// A little less is to be spent than is allowed, so that queues end.
    private static let spentPart = 0.98

    private let dailyLimit: Double
    private var updated: Timestamp?
    /// Of the factor over the price that all feeds pay.
    private(set) var logarithm = 0.0

    init(hourlyLimit: Int) { dailyLimit = Double(Swift.max(1, hourlyLimit) * 24) * Self.spentPart }

    /// A feed that was due at `due` is polled.
    mutating func recordPoll(at now: Timestamp, due: Timestamp) {
        advance(to: now)
        let lateness = (now - due).inSeconds / Self.longQueue.inSeconds
        let weight = 1 + Swift.min(Swift.max(lateness, 0), 1)
        logarithm = Swift.min(logarithm + weight * Self.gain / dailyLimit, Self.limit)
    }

    private mutating func advance(to now: Timestamp) {
        defer { updated = now }
        guard let before = updated, now > before else { return }
        let days = Swift.min(now - before, Self.longestPause).inSeconds / 86_400
        logarithm = Swift.max(0, logarithm - Self.gain * days)
    }
}
