import FeedModel
import Scheduling
import Testing

@Suite struct ScheduleTests {
    private let start = Timestamp(seconds: 1_700_000_000)

    private func settings(
        concurrency: Int = 64, perHost: Int = 2, hourly: Int? = nil
    ) -> PollingSettings {
        var settings = PollingSettings()
        settings.concurrency = concurrency
        settings.concurrencyPerHost = perHost
        settings.hourlyLimitPerHost = hourly
        return settings
    }

    /// All feeds that may be polled at `now`, without finishing any.
    private func startAll(_ schedule: inout Schedule, at now: Timestamp) -> [Int64] {
        var started: [Int64] = []
        while case .poll(let feed) = schedule.next(at: now) { started.append(feed.rawValue) }
        return started
    }

    @Test func `feeds are polled in the order in which they are due, not before`() {
        var schedule = Schedule(settings: settings())
        for (feed, second) in [(1, 30), (2, 10), (3, 20)] as [(Int64, Int)] {
            schedule.add(FeedID(feed), host: "h\(feed)", nextPoll: start + .seconds(second))
        }
        #expect(schedule.next(at: start) == .wait(until: start + .seconds(10)))
        #expect(startAll(&schedule, at: start + .seconds(20)) == [2, 3])
        #expect(schedule.next(at: start + .seconds(20)) == .wait(until: start + .seconds(30)))
        #expect(startAll(&schedule, at: start + .seconds(31)) == [1])
        #expect(schedule.next(at: start + .seconds(31)) == .wait(until: nil))
    }

    @Test func `no more polls run at once than the limits allow`() {
        var schedule = Schedule(settings: settings(concurrency: 3, perHost: 2))
        for feed in 1...4 { schedule.add(FeedID(Int64(feed)), host: "one", nextPoll: start) }
        for feed in 5...8 { schedule.add(FeedID(Int64(feed)), host: "two", nextPoll: start) }
        let first = startAll(&schedule, at: start)
        #expect(first.count == 3)
        #expect(first.count { $0 <= 4 } <= 2)
        #expect(first.count { $0 > 4 } <= 2)
        schedule.finish(FeedID(first[0]), at: start, nextPoll: start + .hours(1))
        #expect(startAll(&schedule, at: start).count == 1)
        #expect(schedule.runningCount == 3)
    }

    @Test func `a busy host does not hold up the others`() {
        var schedule = Schedule(settings: settings(perHost: 1))
        for feed in 1...50 { schedule.add(FeedID(Int64(feed)), host: "busy", nextPoll: start) }
        schedule.add(FeedID(99), host: "free", nextPoll: start + .seconds(1))
        #expect(startAll(&schedule, at: start) == [1])
        #expect(startAll(&schedule, at: start + .seconds(1)) == [99])
    }

    @Test func `of a host's waiting feeds the most indebted one goes first`() {
        var schedule = Schedule(settings: settings(perHost: 1))
        schedule.add(FeedID(1), host: "h", lastPoll: start - .hours(2), nextPoll: start)
        schedule.add(
            FeedID(2), host: "h", lastPoll: start - .hours(24), nextPoll: start + .seconds(1))
        schedule.add(
            FeedID(3), host: "h", lastPoll: start - .minutes(5), nextPoll: start + .seconds(2))
        let now = start + .minutes(10)
        #expect(startAll(&schedule, at: start) == [1])
        schedule.finish(FeedID(1), at: now, nextPoll: now + .hours(1))
        // Feed 3 has waited three times as long as promised, feed 2 hardly longer.
        #expect(startAll(&schedule, at: now) == [3])
    }

    @Test func `a token bucket spaces the polls of one host`() {
        var schedule = Schedule(settings: settings(perHost: 100, hourly: 6))
        for feed in 1...40 { schedule.add(FeedID(Int64(feed)), host: "h", nextPoll: start) }
        var polls: [Timestamp] = []
        var now = start
        while now < start + .hours(5) {
            switch schedule.next(at: now) {
            case .poll(let feed):
                polls.append(now)
                schedule.finish(feed, at: now, nextPoll: now + .minutes(1))
            case .wait(let until):
                guard let until else { break }
                #expect(until > now)
                now = until
            }
        }
        #expect(polls.count >= 29)
        for (index, poll) in polls.enumerated() {
            #expect(polls[index...].count { $0 - poll <= .seconds(3600) } <= 6)
        }
    }

    @Test func `a host whose feeds want more than it may be asked costs more, others do not`() {
        var schedule = Schedule(settings: settings(perHost: 100, hourly: 6))
        for feed in 1...40 {
            schedule.add(FeedID(Int64(feed)), host: feed == 40 ? "wide" : "narrow", nextPoll: start)
        }
        var now = start
        while now < start + .days(4) {
            switch schedule.next(at: now) {
            case .poll(let feed):
                let price = schedule.price(of: feed).value / schedule.price.value
                // What is polled more seldom the more it costs.
                let wait = Duration.seconds(3600 * price.squareRoot())
                schedule.finish(feed, at: now, nextPoll: now + wait)
            case .wait(let until): now = until ?? .init(milliseconds: .max)
            }
        }
        // 39 feeds that want a poll an hour each, and get six together: one each in 6.5 hours.
        func factor(_ feed: Int64) -> Double {
            schedule.price(of: FeedID(feed)).value / schedule.price.value
        }
        #expect((21...84).contains(factor(1)), "about the square of 6.5")
        #expect((1...1.1).contains(factor(40)))
    }

    @Test func `suspects hold half of the places at most, in all and on each host`() {
        var schedule = Schedule(settings: settings(concurrency: 4, perHost: 2))
        for feed in 1...8 {
            schedule.add(
                FeedID(Int64(feed)), host: feed <= 2 ? "h" : "\(feed)", nextPoll: start)
        }
        // All eight held their places for long.
        for _ in 1...2 {
            for feed in startAll(&schedule, at: start) {
                schedule.finish(
                    FeedID(feed), at: start, nextPoll: start + .minutes(1), isSuspect: true)
            }
        }
        let now = start + .minutes(1)
        // One of the two on host h, and one other.
        #expect(startAll(&schedule, at: now) == [1, 3])
        schedule.add(FeedID(9), host: "h", nextPoll: now)
        schedule.add(FeedID(10), host: "10", nextPoll: now)
        schedule.add(FeedID(11), host: "11", nextPoll: now)
        #expect(startAll(&schedule, at: now) == [9, 10])
        schedule.finish(FeedID(3), at: now, nextPoll: now + .hours(1))
        // A place for a suspect is free again, but a healthy feed is due as well, and first.
        schedule.finish(FeedID(9), at: now, nextPoll: now + .hours(1))
        #expect(Set(startAll(&schedule, at: now)) == [4, 11])
    }

    @Test func `a host that finds us too eager is left alone with all its feeds`() {
        var schedule = Schedule(settings: settings())
        for feed in 1...3 {
            schedule.add(FeedID(Int64(feed)), host: feed == 3 ? "g" : "h", nextPoll: start)
        }
        schedule.hold(hostOf: FeedID(1), until: start + .minutes(5))
        #expect(startAll(&schedule, at: start) == [3])
        #expect(schedule.next(at: start) == .wait(until: start + .minutes(5)))
        #expect(startAll(&schedule, at: start + .minutes(5)) == [1, 2])
    }

    @Test func `a feed that is removed while it runs, waits or is due leaves no trace`() {
        var schedule = Schedule(settings: settings(perHost: 1))
        for feed in 1...3 { schedule.add(FeedID(Int64(feed)), host: "h", nextPoll: start) }
        #expect(startAll(&schedule, at: start) == [1])
        schedule.remove(FeedID(2))
        schedule.remove(FeedID(1))
        schedule.finish(FeedID(1), at: start, nextPoll: start)
        #expect(schedule.runningCount == 0)
        #expect(schedule.feedCount == 1)
        #expect(startAll(&schedule, at: start) == [3])
        schedule.remove(FeedID(3))
        #expect(schedule.next(at: start) == .wait(until: nil))
    }

    @Test func `a push makes a feed due now, an update can put it off`() {
        var schedule = Schedule(settings: settings())
        schedule.add(FeedID(1), host: "h", nextPoll: start + .hours(5))
        schedule.update(FeedID(1), nextPoll: start)
        #expect(schedule.nextPoll(of: FeedID(1)) == start)
        #expect(startAll(&schedule, at: start) == [1])
        schedule.update(FeedID(1), nextPoll: start)
        #expect(schedule.next(at: start) == .wait(until: nil))
        schedule.finish(FeedID(1), at: start, nextPoll: start + .hours(1))
        schedule.update(FeedID(1), nextPoll: start + .hours(2))
        #expect(schedule.next(at: start) == .wait(until: start + .hours(2)))
    }

    @Test func `a slot and a host are used again after a feed is gone`() {
        var schedule = Schedule(settings: settings())
        for round in 0..<100 {
            let feed = FeedID(Int64(round))
            let now = start + .seconds(round)
            schedule.add(feed, host: "h\(round)", nextPoll: now)
            #expect(startAll(&schedule, at: now) == [Int64(round)])
            schedule.remove(feed)
        }
        #expect(schedule.feedCount == 0)
        #expect(schedule.runningCount == 0)
    }

    @Test func `random adds, removes, updates and polls keep the order of a plain sort`() {
        var random = SeededRandom(seed: 11)
        var schedule = Schedule(settings: settings(concurrency: 1000, perHost: 1000))
        var expected: [Int64: Timestamp] = [:]
        for _ in 0..<5000 {
            let feed = Int64.random(in: 0..<200, using: &random)
            let due = start + .seconds(Int.random(in: 0..<100_000, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                schedule.remove(FeedID(feed))
                expected[feed] = nil
            case 1 where expected[feed] != nil:
                schedule.update(FeedID(feed), nextPoll: due)
                expected[feed] = due
            default:
                schedule.add(FeedID(feed), host: "h\(feed % 7)", nextPoll: due)
                expected[feed] = due
            }
        }
        var polled: [Int64] = []
        while case .wait(let until?) = schedule.next(at: start - .seconds(1)) {
            guard case .poll(let feed) = schedule.next(at: until) else { break }
            #expect(expected[feed.rawValue] == until)
            polled.append(feed.rawValue)
            schedule.remove(feed)
        }
        #expect(polled.count == expected.count)
    }
}
