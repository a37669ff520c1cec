import FeedModel

/// How often one host may be asked: a token bucket that evens the polls out, under a count of the last hour that holds
/// in any 3,600 seconds.
struct HostAllowance: Sendable {
    /// A second longer than an hour, so that instants cut to whole seconds keep the promise too.
    private static let hour: Int64 = 3_601_000

    private let limit: Int
    /// Milliseconds between polls in the long run.
    private let interval: Int64
    /// How far ahead of an even pace a host that was left alone may get, in milliseconds.
    private let burst: Int64
    /// When the bucket would be full again, were every poll on the even pace.
    private var evenUntil = Int64.min / 2
    /// The last `limit` polls, a ring; `oldest` is where the next one goes.
    private var recent: [Int64] = []
    private var oldest = 0

    init(hourlyLimit: Int) {
        limit = max(1, hourlyLimit)
        interval = Self.hour / Int64(limit)
        burst = interval * Int64(max(0, limit / 12 - 1))
    }

    /// The first instant from `now` on at which the host may be polled.
    func ready(at now: Timestamp) -> Timestamp {
        var instant = max(now.milliseconds, evenUntil - burst)
        if recent.count == limit { instant = max(instant, recent[oldest] + Self.hour) }
        return Timestamp(milliseconds: instant)
    }

    mutating func recordPoll(at now: Timestamp) {
        evenUntil = max(evenUntil, now.milliseconds) + interval
        if recent.count < limit {
            recent.append(now.milliseconds)
        } else {
            recent[oldest] = now.milliseconds
            oldest = (oldest + 1) % limit
        }
    }
}
