package import FeedModel

/// The scheduler in simulated time: replays a trace through the same `Schedule` and `PacePolicy` as the daemon.
///
/// A poll takes no time and sees the newest items of its feed, as a document of `windowSize` items would show them.
/// Of an item nothing is known before a poll at or after its time, and of the trace's end nothing at all.
package struct Simulation: Sendable {
    package struct Poll: Sendable, Hashable {
        /// Index into the trace's feeds.
        package var feed: Int
        package var time: Timestamp
        package init(feed: Int, time: Timestamp) { (self.feed, self.time) = (feed, time) }
    }

    /// Items in a simulated document.
    package static let windowSize = 20
    private static let seed: UInt64 = 0x5EED_F00D

    private let trace: Trace
    private let settings: PollingSettings
    private let policy: PacePolicy
    private var random = SeededRandom(seed: Self.seed)
    private var paces: [FeedPace]
    /// Items of each feed that were published up to its last poll.
    private var publishedCounts: [Int]

    package init(_ trace: Trace, settings: PollingSettings) {
        (self.trace, self.settings) = (trace, settings)
        policy = PacePolicy(settings: settings)
        let start = trace.start ?? Timestamp(milliseconds: 0)
        paces = trace.feeds.map { _ in FeedPace(watchedFrom: start) }
        publishedCounts = trace.feeds.map { _ in 0 }
    }

    /// All polls, in order of time.
    package mutating func run() -> [Poll] {
        guard let start = trace.start, let end = trace.end else { return [] }
        var schedule = filledSchedule(from: start)
        var polls: [Poll] = []
        var now = start
        while now <= end {
            switch schedule.next(at: now) {
            case .poll(let id):
                let feed = Int(id.rawValue)
                polls.append(Poll(feed: feed, time: now))
                let nextPoll = poll(feed, at: now, price: schedule.price(of: id))
                schedule.finish(id, at: now, nextPoll: nextPoll)
            case .wait(until: let instant?): now = instant
            case .wait(until: nil): return polls
            }
        }
        return polls
    }
}

extension Simulation {
    /// Feeds begin evenly spread over one interval, in an order that is not that of their names.
    private mutating func filledSchedule(from start: Timestamp) -> Schedule {
        var schedule = Schedule(settings: settings)
        let every = Double(settings.every.milliseconds)
        for (index, feed) in trace.feeds.enumerated() {
            let offset = Int64(every * Double.random(in: 0..<1, using: &random))
            schedule.add(
                FeedID(Int64(index)), host: feed.host, nextPoll: start + .milliseconds(offset))
        }
        return schedule
    }

    private mutating func poll(_ feed: Int, at now: Timestamp, price: PollPrice) -> Timestamp {
        let times = trace.feeds[feed].itemTimes
        let before = publishedCounts[feed]
        var published = before
        while published < times.count, times[published] <= now { published += 1 }
        publishedCounts[feed] = published
        let visible = times[Swift.max(before, published - Self.windowSize)..<published]
        paces[feed].observe(
            newItemTimes: Array(visible), at: now,
            mayHaveMissed: before > 0 && published - before >= Self.windowSize)
        let subject = PacePolicy.Subject(pace: paces[feed], windowSize: Self.windowSize)
        return policy.nextPoll(of: subject, after: now, price: price, using: &random)
    }
}
