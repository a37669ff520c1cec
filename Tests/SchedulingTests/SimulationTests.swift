import FeedModel
import Scheduling
import Testing

@Suite struct SimulationTests {
    private static let start = Timestamp(seconds: 1_704_067_200)

    /// Feeds of very unlike rates, two thirds of them with office hours, for `days`.
    private static func trace(feeds: Int = 24, days: Int, seed: UInt64 = 21) -> Trace {
        var random = SeededRandom(seed: seed)
        let made = (0..<feeds).map { index in
            let perHour = [0.01, 0.04, 0.15, 0.5, 2][index % 5]
            var times: [Timestamp] = [start + .seconds(index)]
            for hour in 0..<days * 24 {
                let isOffice = hour / 24 % 7 < 5 && (8..<18).contains(hour % 24)
                let rate = index % 3 == 0 ? perHour : isOffice ? perHour * 3 : perHour / 8
                for _ in 0..<4 where Double.random(in: 0..<1, using: &random) < rate / 4 {
                    let second = Int.random(in: 0..<3600, using: &random)
                    times.append(start + .hours(hour) + .seconds(second))
                }
            }
            return Trace.Feed(
                name: "feed-\(index)", host: "host-\(index % 2)", itemTimes: times.sorted())
        }
        return Trace(feeds: made)
    }

    private static func settings(
        perDay: Int, pace: PollingSettings.Pace = .adaptive, min: Duration = .minutes(5),
        hourly: Int? = nil
    ) -> PollingSettings {
        var settings = PollingSettings()
        settings.every = .seconds(86_400 / perDay)
        (settings.pace, settings.min) = (pace, min)
        settings.hourlyLimitPerHost = hourly
        return settings
    }

    private static func polls(_ trace: Trace, _ settings: PollingSettings) -> [Simulation.Poll] {
        var simulation = Simulation(trace, settings: settings)
        return simulation.run()
    }

    @Test(arguments: [7, 10, 13])
    func `cutting a trace short changes no earlier poll`(days: Int) throws {
        let whole = Self.trace(days: 14)
        let cut = Trace(
            feeds: whole.feeds.map { feed in
                var feed = feed
                feed.itemTimes.removeAll { $0 >= Self.start + .days(days) }
                return feed
            })
        let end = try #require(cut.end)
        let settings = Self.settings(perDay: 12)
        let expected = Self.polls(whole, settings).filter { $0.time <= end }
        #expect(Self.polls(cut, settings) == expected)
        #expect(expected.count > 1000)
    }

    @Test func `items to come change no poll before them`() {
        let trace = Self.trace(days: 8)
        let change = Self.start + .days(5)
        let other = Trace(
            feeds: trace.feeds.map { feed in
                var feed = feed
                feed.itemTimes = feed.itemTimes.filter { $0 < change }
                feed.itemTimes += (0..<50).map { change + .minutes(31 * $0) }
                return feed
            })
        let settings = Self.settings(perDay: 12)
        #expect(
            Self.polls(trace, settings).filter { $0.time < change }
                == Self.polls(other, settings).filter { $0.time < change })
    }

    @Test func `the order of feeds does not matter, and the same input gives the same polls`() {
        let trace = Self.trace(days: 4)
        let settings = Self.settings(perDay: 24)
        let once = Self.polls(trace, settings)
        #expect(Self.polls(trace, settings) == once)
        #expect(Self.polls(Trace(feeds: trace.feeds.reversed()), settings) == once)
    }

    @Test(arguments: [24, 6])
    func `at an equal budget, items wait about half as long as with a fixed interval`(
        perDay: Int
    ) {
        let trace = Self.trace(days: 28)
        let adaptive = SimulationReport(
            trace, polls: Self.polls(trace, Self.settings(perDay: perDay)))
        let fixed = SimulationReport(
            trace, polls: Self.polls(trace, Self.settings(perDay: perDay, pace: .fixed)))
        #expect(adaptive.delay.mean < 0.6 * fixed.delay.mean)
        #expect(adaptive.delay.p95 <= fixed.delay.p95)
        let budget = Double(24 * 14 * perDay)
        for report in [adaptive, fixed] {
            #expect(abs(Double(report.pollCount) / budget - 1) < 0.02)
        }
        // A fixed interval is half of itself late, on average.
        #expect(abs(fixed.delay.mean / (43_200 / Double(perDay)) - 1) < 0.05)
    }

    @Test func `no two polls of a feed are closer than min or farther apart than max`() {
        let trace = Self.trace(days: 10)
        var settings = Self.settings(perDay: 12, min: .minutes(60))
        settings.max = .hours(6)
        var last: [Int: Timestamp] = [:]
        var waits: [Duration] = []
        for poll in Self.polls(trace, settings) {
            if let before = last[poll.feed] { waits.append(poll.time - before) }
            last[poll.feed] = poll.time
        }
        #expect(waits.min() == .minutes(60))
        #expect(waits.max().map { $0 <= .hours(6) && $0 > .hours(5) } == true)
    }

    @Test(arguments: [1, 7, 150])
    func `a host is never polled more often in an hour than allowed`(limit: Int) {
        let trace = Self.trace(days: 6)
        let settings = Self.settings(perDay: 24, hourly: limit)
        let polls = Self.polls(trace, settings)
        let report = SimulationReport(trace, polls: polls)
        #expect(report.busiestHostHour <= limit)
        for host in ["host-0", "host-1"] {
            let times = polls.filter { trace.feeds[$0.feed].host == host }.map(\.time.seconds)
            let spans = zip(times, times.dropFirst(limit)).map { $1 - $0 }
            #expect(spans.allSatisfy { $0 > 3600 })
        }
        #expect(polls.count >= min(limit, 12) * 2 * 5 * 24)
    }
}

@Suite struct SimulationReportTests {
    private func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

    private func report(items: [Int64], polls: [Int64]) -> SimulationReport {
        let trace = Trace(feeds: [.init(name: "a", host: "h", itemTimes: items.map(time))])
        return SimulationReport(trace, polls: polls.map { .init(feed: 0, time: time($0)) })
    }

    @Test func `only the second half is scored, by the first poll at or after each item`() {
        let report = report(items: [0, 40, 50, 60, 100], polls: [45, 60, 70])
        // The items at 50, 60 and 100: seen at 60, at 60, and, unseen, at the end.
        #expect(report.itemCount == 3)
        #expect(report.delay == .init(mean: 10.0 / 3, p50: 0, p95: 10, p99: 10))
        #expect(report.pollCount == 2)
        #expect(report.lostCount == 0)
    }

    @Test
    func `an item with twenty newer ones before its first poll is lost, and counts all the same`() {
        let items = [0] + (100...120).map { Int64($0) }
        let report = report(items: items, polls: [120])
        #expect(report.lostCount == 1)
        #expect(report.itemCount == 21)
        #expect(self.report(items: items, polls: [119, 120]).lostCount == 0)
    }

    @Test func `the busiest hour of a host is any 3,600 seconds`() {
        let report = report(items: [0, 10_000], polls: [5000, 6000, 8599, 8600, 9000])
        #expect(report.busiestHostHour == 4)
    }

    @Test func `the answer is one line in the contract's order`() {
        let json = report(items: [0, 40, 50, 60, 100], polls: [45, 60, 70]).json
        #expect(
            json
                == #"{"feeds":1,"items":3,"delay":{"mean":3.333,"p50":0.0,"p95":10.0,"p99":10.0},"polls":2,"lost":0,"host_hour":2}"#
        )
    }

    @Test func `a trace of one instant has nothing to score but is no error`() {
        let report = report(items: [5], polls: [])
        #expect(report.itemCount == 1)
        #expect(report.delay.mean == 0)
    }
}

@Suite struct ContinuityTests {
    @Test func `a gap is where nothing of an earlier document is left`() {
        #expect(Continuity.mayHaveMissed(previousCount: 20, count: 20, knownCount: 0))
        #expect(!Continuity.mayHaveMissed(previousCount: 20, count: 20, knownCount: 1))
        #expect(!Continuity.mayHaveMissed(previousCount: 0, count: 20, knownCount: 0))
        #expect(!Continuity.mayHaveMissed(previousCount: 20, count: 0, knownCount: 0))
    }
}
