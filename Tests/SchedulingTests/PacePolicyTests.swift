import FeedModel
import Scheduling
import Testing

@Suite struct PacePolicyTests {
    /// Monday 2024-01-01, 00:00 UTC.
    private let now = Timestamp(seconds: 1_704_067_200)

    private func settings(_ change: (inout PollingSettings) -> Void = { _ in }) -> PollingSettings {
        var settings = PollingSettings()
        change(&settings)
        return settings
    }

    /// Waits after many polls alike, at the price of a feed of which nothing is known.
    private func waits(
        _ subject: PacePolicy.Subject, settings: PollingSettings, count: Int = 200
    ) -> [Double] {
        var random = SeededRandom(seed: 1)
        let policy = PacePolicy(settings: settings)
        let price = PollPrice(settings: settings)
        return (0..<count).map { _ in
            (policy.nextPoll(of: subject, after: now, price: price, using: &random) - now).inSeconds
        }
    }

    /// `perDay` items a day, evenly, for four weeks until `now`.
    private func pace(perDay: Int) -> FeedPace {
        var pace = FeedPace(watchedFrom: now - .days(28))
        for index in 1...28 * perDay {
            let item = now - .days(28) + .seconds(index * 86_400 / perDay - 60)
            pace.observe(newItemTimes: [item], at: item + .seconds(60))
        }
        return pace
    }

    @Test func `an unknown feed is polled about as often as the average`() {
        let waits = waits(.init(pace: FeedPace(watchedFrom: now)), settings: settings())
        let mean = waits.reduce(0, +) / Double(waits.count)
        #expect(abs(mean / 1800 - 1) < 0.01)
        #expect(waits.allSatisfy { abs($0 / 1800 - 1) <= 0.051 })
        #expect(Set(waits).count > 100)
    }

    @Test func `a busy feed is polled more often, a quiet one less`() {
        let busy = waits(.init(pace: pace(perDay: 24)), settings: settings())
        let quiet = waits(
            .init(pace: FeedPace(watchedFrom: now - .days(60))), settings: settings())
        #expect(busy.allSatisfy { $0 < 900 && $0 >= 300 })
        #expect(quiet.allSatisfy { $0 > 3600 })
    }

    @Test func `min and max hold after jitter`() {
        let settings = settings {
            $0.min = .minutes(29)
            $0.max = .minutes(31)
        }
        let waits = waits(.init(pace: FeedPace(watchedFrom: now)), settings: settings)
        #expect(waits.allSatisfy { $0 >= 1740 && $0 <= 1860 })
        #expect(waits.contains(1740) && waits.contains(1860))
    }

    @Test func `a fixed pace does not learn`() {
        let fixed = waits(.init(pace: pace(perDay: 24)), settings: settings { $0.pace = .fixed })
        #expect(fixed.allSatisfy { abs($0 / 1800 - 1) <= 0.051 })
    }

    @Test func `a pinned feed keeps its own pace, beyond min and max too`() {
        for minutes in [1, 60, 60 * 48] {
            let subject = PacePolicy.Subject(pace: pace(perDay: 24), pinned: .minutes(minutes))
            let waits = waits(subject, settings: settings())
            #expect(waits.allSatisfy { abs($0 / Double(minutes * 60) - 1) <= 0.051 })
        }
    }

    @Test func `what the server asked for is a floor, for a pinned feed too`() {
        let freshness = Freshness(hints: FreshnessHints(ttl: .hours(2)), cacheLifetime: .hours(3))
        for pinned in [nil, Duration.minutes(10)] {
            let subject = PacePolicy.Subject(
                pace: FeedPace(), freshness: freshness, pinned: pinned)
            #expect(waits(subject, settings: settings()).allSatisfy { $0 == 3 * 3600 })
        }
    }

    @Test func `no poll is so late that the document may have overflowed`() {
        let settings = settings { $0.every = .hours(24) }
        let open = waits(.init(pace: pace(perDay: 96)), settings: settings)
        let guarded = waits(.init(pace: pace(perDay: 96), windowSize: 4), settings: settings)
        #expect(open.allSatisfy { $0 > 3000 })
        #expect(guarded.allSatisfy { $0 < 2300 })
    }

    @Test func `feeds met together part after the first poll`() {
        let subject = PacePolicy.Subject(pace: FeedPace(), isFirstPoll: true)
        let waits = waits(subject, settings: settings())
        #expect(waits.allSatisfy { $0 >= 300 && $0 <= 1890 })
        #expect(waits.contains { $0 < 500 } && waits.contains { $0 > 1500 })
    }

    @Test func `a poll without news has watched, observed or not`() {
        var observed = pace(perDay: 2)
        let later = now + .days(30)
        let settings = settings()
        let policy = PacePolicy(settings: settings)
        let price = PollPrice(settings: settings)
        var (one, other) = (SeededRandom(seed: 4), SeededRandom(seed: 4))
        let unobserved = policy.nextPoll(
            of: .init(pace: observed), after: later, price: price, using: &one)
        observed.observe(newItemTimes: [], at: later)
        let expected = policy.nextPoll(
            of: .init(pace: observed), after: later, price: price, using: &other)
        #expect(unobserved == expected)
    }

    @Test func `failures back off with jitter, from min to a day, and longer only where asked`() {
        let policy = PacePolicy(settings: settings())
        var random = SeededRandom(seed: 2)
        for failureCount in [1, 2, 5, 50, 5000] {
            let ceiling = Backoff(base: .minutes(30)).ceiling(attempt: failureCount)
            for _ in 0..<100 {
                let wait =
                    policy.nextPoll(afterFailures: failureCount, at: now, using: &random) - now
                #expect(wait >= .minutes(5) && wait <= ceiling)
            }
        }
        let asked = policy.nextPoll(
            afterFailures: 1, freshness: Freshness(retryAfter: .days(2)), at: now, using: &random)
        #expect(asked - now == .days(2))
    }

    @Test func `a feed that is gone is asked again after thirty days`() {
        var random = SeededRandom(seed: 2)
        let next = PacePolicy(settings: settings()).nextPollOfGone(at: now, using: &random)
        #expect(next - now >= .days(30) && next - now <= .days(31))
    }

    @Test func `a restart forgets no next poll and spreads the missed ones`() {
        let policy = PacePolicy(settings: settings())
        var random = SeededRandom(seed: 2)
        #expect(policy.resume(stored: nil, at: now, using: &random) == now)
        let coming = now + .minutes(7)
        #expect(policy.resume(stored: coming, at: now, using: &random) == coming)
        let missed = (0..<200).map { _ in
            policy.resume(stored: now - .days(1), at: now, using: &random)
        }
        #expect(missed.allSatisfy { $0 >= now && $0 <= now + .minutes(2) })
        #expect(Set(missed).count > 100)
    }
}

@Suite struct PollPriceTests {
    private let start = Timestamp(seconds: 1_704_067_200)

    /// The price after a day of polls of ten feeds, `count` each, where the budget has 24 each.
    private func price(afterPolls count: Int, stored: Double? = nil) -> Double {
        var settings = PollingSettings()
        settings.every = .hours(1)
        var schedule = Schedule(
            settings: settings, price: PollPrice(settings: settings, stored: stored))
        for feed in 0..<10 {
            schedule.add(FeedID(Int64(feed)), host: "h\(feed)", nextPoll: start)
        }
        var now = start
        let interval = Duration.seconds(86_400 / count)
        while now < start + .days(1) {
            switch schedule.next(at: now) {
            case .poll(let feed): schedule.finish(feed, at: now, nextPoll: now + interval)
            case .wait(let until): now = until ?? .init(milliseconds: .max)
            }
        }
        return schedule.price.value
    }

    @Test func `polls above the budget raise the price, polls below lower it`() {
        let even = price(afterPolls: 24)
        #expect(price(afterPolls: 48) > 2 * even)
        #expect(price(afterPolls: 12) < 0.6 * even)
        #expect(abs(even / PollPrice(settings: hourly).value - 1) < 0.1)
    }

    @Test func `a stored price is taken up, a senseless one is not`() {
        let usual = PollPrice(settings: hourly).value
        #expect(abs(PollPrice(settings: hourly, stored: usual * 3).value / usual - 3) < 1e-9)
        for stored in [0, -1, .nan, .infinity] {
            #expect(PollPrice(settings: hourly, stored: stored).value == usual)
        }
        #expect(PollPrice(settings: hourly, stored: 1e300).value.isFinite)
    }

    @Test func `known paces give the price at which they spend the budget`() {
        let usual = PollPrice(settings: hourly).value
        let unknown = PollPrice(settings: hourly, balancing: [FeedPace(), FeedPace()]).value
        #expect(abs(unknown / usual - 1) < 1e-9)
        #expect(PollPrice(settings: hourly, balancing: []).value == usual)
        let quiet = FeedPace(watchedFrom: start - .days(90))
        var watched = quiet
        watched.observe(newItemTimes: [], at: start)
        #expect(PollPrice(settings: hourly, balancing: [watched, watched]).value < usual / 3)
    }

    @Test func `quick retries of an outage are not paid for by the other feeds`() {
        var schedule = Schedule(settings: hourly)
        schedule.add(FeedID(1), host: "h", nextPoll: start)
        let before = schedule.price.value
        #expect(schedule.next(at: start) == .poll(FeedID(1)))
        schedule.finish(FeedID(1), at: start, nextPoll: start + .hours(1), isSpent: false)
        #expect(schedule.price.value == before)
        schedule.update(FeedID(1), nextPoll: start)
        #expect(schedule.next(at: start) == .poll(FeedID(1)))
        schedule.finish(FeedID(1), at: start, nextPoll: start + .hours(1))
        #expect(schedule.price.value > before)
    }

    private var hourly: PollingSettings {
        var settings = PollingSettings()
        settings.every = .hours(1)
        return settings
    }
}
