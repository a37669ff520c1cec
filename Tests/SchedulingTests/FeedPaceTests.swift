import FeedModel
import Scheduling
import Testing

@Suite struct FeedPaceTests {
    /// Monday 2024-01-01, 00:00 UTC.
    private let start = Timestamp(seconds: 1_704_067_200)

    /// A feed that was polled every hour for `days` and had an item `minute` minutes into each of these hours of the day.
    private func pace(days: Int, hours: Set<Int>, minute: Int = 30) -> FeedPace {
        var pace = FeedPace(watchedFrom: start)
        for hour in 0..<days * 24 {
            let begin = start + .hours(hour)
            let items = hours.contains(hour % 24) ? [begin + .minutes(minute)] : []
            pace.observe(newItemTimes: items, at: begin + .hours(1))
        }
        return pace
    }

    @Test func `an unknown feed is thought to have half an item in three days`() {
        #expect(abs(FeedPace().itemsPerDay - 0.5 / 3) < 1e-9)
    }

    @Test func `a steady rate is learned, the prior is outgrown`() {
        let learned = pace(days: 28, hours: Set(0..<24)).itemsPerDay
        #expect(learned > 19 && learned < 24)
    }

    @Test func `what was half a month ago counts half`() {
        var pace = pace(days: 56, hours: Set(0..<24))
        let before = pace.itemsPerDay
        pace.observe(newItemTimes: [], at: start + .days(56 + 14))
        #expect(abs(pace.itemsPerDay / before - 0.5) < 0.05)
    }

    @Test func `polls without news may be left out`() {
        let item = start + .days(5) + .minutes(7)
        var often = FeedPace(watchedFrom: start)
        for hour in 1...240 {
            let poll = start + .hours(hour)
            often.observe(newItemTimes: hour == 121 ? [item] : [], at: poll)
        }
        var seldom = FeedPace(watchedFrom: start)
        seldom.observe(newItemTimes: [item], at: start + .hours(121))
        seldom.observe(newItemTimes: [], at: start + .hours(240))
        #expect(abs(often.itemsPerDay - seldom.itemsPerDay) < 1e-9)
    }

    @Test func `a first document's dates are history`() {
        var pace = FeedPace()
        pace.observe(
            newItemTimes: (0..<20).map { start - .hours(12 * $0) }, at: start + .minutes(5))
        // Two a day over nearly ten days.
        #expect(pace.itemsPerDay > 1.3 && pace.itemsPerDay < 2)
    }

    @Test func `a first document whose dates are all of now, or to come, teaches nothing`() {
        var pace = FeedPace()
        pace.observe(
            newItemTimes: Array(repeating: start, count: 20) + [start + .days(9)],
            at: start + .seconds(2))
        #expect(abs(pace.itemsPerDay - 0.5 / 3) < 1e-9)
        pace.observe(newItemTimes: [], at: start + .days(3))
        #expect(pace.itemsPerDay < 0.1)
    }

    @Test func `a date that cannot be, or none, counts as between the polls`() {
        let poll = start + .hours(1)
        var believed = FeedPace(watchedFrom: start)
        believed.observe(newItemTimes: [start + .minutes(30)], at: poll)
        for time in [start - .days(999), start + .days(999), nil] {
            var pace = FeedPace(watchedFrom: start)
            pace.observe(newItemTimes: [time], at: poll)
            #expect(pace == believed)
        }
    }

    @Test func `where items may have been missed, only what the document spans was watched`() {
        var whole = FeedPace(watchedFrom: start)
        var gap = whole
        let items = (1...20).map { start + .days(10) - .minutes($0) }
        whole.observe(newItemTimes: items, at: start + .days(10))
        gap.observe(newItemTimes: items, at: start + .days(10), mayHaveMissed: true)
        #expect(gap.itemsPerDay > 2 * whole.itemsPerDay)
    }

    @Test func `a poll at or before the last one changes nothing`() {
        let before = pace(days: 3, hours: [9])
        var after = before
        after.observe(newItemTimes: [start], at: start + .days(2))
        #expect(after == before)
    }

    @Test func `what is encoded comes back, in few bytes`() throws {
        for pace in [
            FeedPace(), pace(days: 30, hours: [9, 10]), pace(days: 9, hours: Set(0..<24)),
        ] {
            let bytes = pace.encoded
            #expect(try #require(FeedPace(encoded: bytes)) == pace)
            #expect(bytes.count <= 250)
        }
        #expect(FeedPace().encoded.count < 60)
    }

    @Test func `bytes that are no pace are refused`() {
        let bytes = pace(days: 9, hours: [3]).encoded
        #expect(FeedPace(encoded: []) == nil)
        #expect(FeedPace(encoded: [2] + bytes.dropFirst()) == nil)
        for length in 0..<bytes.count { #expect(FeedPace(encoded: Array(bytes[..<length])) == nil) }
        #expect(FeedPace(encoded: bytes + [0]) == nil)
        // Not a number of items.
        #expect(FeedPace(encoded: [1] + Array(repeating: 0xFF, count: bytes.count - 1)) == nil)
    }
}

@Suite struct SilencePolicyTests {
    private let start = Timestamp(seconds: 1_704_067_200)

    private func pace(days: Int, every interval: Duration) -> FeedPace {
        var pace = FeedPace(watchedFrom: start)
        var item = start + interval
        while item < start + .days(days) {
            pace.observe(newItemTimes: [item], at: item + .seconds(1))
            item = item + interval
        }
        return pace
    }

    private func isSilent(_ pace: FeedPace, afterQuiet days: Int, since: Int) -> Bool {
        SilencePolicy().isSilent(pace, at: start + .days(since) + .days(days))
    }

    @Test func `a daily feed is silent after a week or two, not after a weekend`() {
        let pace = pace(days: 40, every: .hours(24))
        #expect(!isSilent(pace, afterQuiet: 2, since: 40))
        #expect(isSilent(pace, afterQuiet: 14, since: 40))
    }

    @Test func `a monthly feed is not silent after a month`() {
        #expect(!isSilent(pace(days: 400, every: .days(30)), afterQuiet: 31, since: 400))
    }

    @Test func `an hourly feed is not silent within three days`() {
        let pace = pace(days: 20, every: .hours(1))
        #expect(!isSilent(pace, afterQuiet: 2, since: 20))
        #expect(isSilent(pace, afterQuiet: 4, since: 20))
    }

    @Test func `a feed that was once away for long may be away again`() {
        var pace = pace(days: 40, every: .hours(24))
        for day in 60..<90 {
            let item = start + .days(day)
            pace.observe(newItemTimes: [item], at: item + .seconds(1))
        }
        #expect(!isSilent(pace, afterQuiet: 30, since: 90))
        #expect(isSilent(pace, afterQuiet: 70, since: 90))
    }

    @Test func `silence is judged by the rhythm before it, though polls go on`() {
        var pace = pace(days: 40, every: .hours(24))
        let quiet = start + .days(55)
        let before = SilencePolicy().isSilent(pace, at: quiet)
        pace.observe(newItemTimes: [], at: quiet)
        #expect(SilencePolicy().isSilent(pace, at: quiet) == before)
        #expect(before)
    }

    @Test func `a feed without history has no rhythm to break`() {
        var pace = FeedPace(watchedFrom: start)
        pace.observe(newItemTimes: [start + .hours(1)], at: start + .hours(2))
        #expect(!isSilent(pace, afterQuiet: 300, since: 0))
        #expect(!isSilent(FeedPace(), afterQuiet: 300, since: 0))
    }
}
