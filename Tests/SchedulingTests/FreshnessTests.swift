import FeedModel
import Scheduling
import Testing

@Suite struct FreshnessTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let freshness: Freshness
        let earliest: Duration

        init(_ claim: String, _ freshness: Freshness, _ earliest: Duration) {
            (testDescription, self.freshness, self.earliest) = (claim, freshness, earliest)
        }
    }

    /// A Tuesday, 10:20 UTC.
    private static let now = CivilDate(year: 2024, month: 1, day: 2, hour: 10, minute: 20).timestamp

    private static func hints(
        ttl: Duration? = nil, skipHours: [Int] = [], skipDays: [Int] = [],
        updatePeriod: Duration? = nil
    ) -> Freshness {
        Freshness(
            hints: FreshnessHints(
                ttl: ttl, skipHours: skipHours, skipDays: skipDays, updatePeriod: updatePeriod))
    }

    @Test(arguments: [
        Row("nothing asked, nothing waited", Freshness(), .zero),
        Row("a ttl is a floor", hints(ttl: .hours(1)), .hours(1)),
        Row("an update period is a floor", hints(updatePeriod: .hours(3)), .hours(3)),
        Row(
            "the longest of several counts", hints(ttl: .hours(1), updatePeriod: .hours(3)),
            .hours(3)),
        Row("a cache lifetime is a floor", Freshness(cacheLifetime: .minutes(7)), .minutes(7)),
        Row("a silly ttl is cut to a day", hints(ttl: .days(365)), .hours(24)),
        Row("a silly lifetime is cut to a day", Freshness(cacheLifetime: .days(9999)), .hours(24)),
        Row("a Retry-After may ask for days", Freshness(retryAfter: .days(3)), .days(3)),
        Row("a silly Retry-After is cut to a week", Freshness(retryAfter: .days(99)), .days(7)),
        Row("a negative lifetime asks for nothing", Freshness(cacheLifetime: .seconds(-9)), .zero),
        Row("skipped hours are slept through", hints(skipHours: [10, 11, 12]), .minutes(160)),
        Row("hours yet to come are not skipped now", hints(skipHours: [11, 12]), .zero),
        Row(
            "a floor that ends in a skipped hour goes past it",
            hints(ttl: .hours(1), skipHours: [11]), .minutes(100)),
        Row("a skipped day is slept through", hints(skipDays: [2]), .minutes(820)),
        Row(
            "days skipped for ever cost a day", hints(skipDays: [0, 1, 2, 3, 4, 5, 6]),
            .minutes(1420)),
        Row("hours skipped for ever cost a day", hints(skipHours: Array(0...23)), .minutes(1420)),
    ])
    func earliest(_ row: Row) {
        let earliest = row.freshness.earliest(after: Self.now)
        #expect(earliest - Self.now == row.earliest)
    }
}
