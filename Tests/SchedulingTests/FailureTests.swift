import FeedModel
import Scheduling
import Testing

@Suite struct FailureTrackerTests {
    private let start = Timestamp(seconds: 1_700_000_000)
    private let tracker = FailureTracker()

    private func reports(failuresAt minutes: [Int]) -> [FailureTracker.Report?] {
        var health = FeedHealth()
        return minutes.map { tracker.recordFailure(of: &health, at: start + .minutes($0)) }
    }

    @Test func `failing is said once, at the third failure that is an hour after the first`() {
        #expect(reports(failuresAt: [0, 30, 60, 90, 500]) == [nil, nil, .failing, nil, nil])
    }

    @Test func `three quick failures are not persistent yet`() {
        #expect(reports(failuresAt: [0, 1, 2, 59, 61]) == [nil, nil, nil, nil, .failing])
    }

    @Test func `two failures a day apart are not persistent yet`() {
        #expect(reports(failuresAt: [0, 1440]) == [nil, nil])
    }

    @Test func `recovered is said only where failing was said`() {
        var health = FeedHealth()
        _ = tracker.recordFailure(of: &health, at: start)
        #expect(tracker.recordSuccess(of: &health) == nil)
        #expect(health == FeedHealth())
        for minute in [0, 40, 80] {
            _ = tracker.recordFailure(of: &health, at: start + .minutes(minute))
        }
        #expect(tracker.recordSuccess(of: &health) == .recovered)
        #expect(!health.isFailing)
        #expect(tracker.recordSuccess(of: &health) == nil)
    }
}

@Suite struct OutageDetectorTests {
    private let now = Timestamp(seconds: 1_700_000_000)

    @Test func `when all fail and none answers, it is us, and all are tried again at the end`() {
        var detector = OutageDetector(feedLimit: 3)
        for feed in [1, 2] as [Int64] {
            #expect(
                detector.recordUnreachable(
                    FeedID(feed), host: "h\(feed)", at: now, feedCount: 10) == .none)
        }
        #expect(
            detector.recordUnreachable(
                FeedID(3), host: "h3", at: now + .minutes(1), feedCount: 10)
                == .began([FeedID(1), FeedID(2)]))
        #expect(detector.since == now)
        #expect(
            detector.recordUnreachable(FeedID(4), host: "h4", at: now, feedCount: 10) == .none)
        #expect(detector.recordAnswer() == .ended([1, 2, 3, 4].map { FeedID($0) }))
        #expect(detector.since == nil)
        #expect(detector.recordAnswer() == .none)
    }

    @Test func `one answer between failures clears the suspicion`() {
        var detector = OutageDetector(feedLimit: 2)
        _ = detector.recordUnreachable(FeedID(1), host: "a", at: now, feedCount: 9)
        _ = detector.recordAnswer()
        #expect(detector.recordUnreachable(FeedID(2), host: "b", at: now, feedCount: 9) == .none)
    }

    @Test func `feeds that are polled seldom fail far apart`() {
        for (memory, isOutage) in [(1, false), (12, true)] as [(Int, Bool)] {
            var detector = OutageDetector(memory: .hours(memory))
            for feed in 1...3 as ClosedRange<Int64> {
                _ = detector.recordUnreachable(
                    FeedID(feed), host: "h\(feed)", at: now + .hours(Int(feed) * 5), feedCount: 3)
            }
            #expect((detector.since != nil) == isOutage)
        }
    }

    @Test func `many feeds of one host down is that host's trouble`() {
        var detector = OutageDetector(feedLimit: 3)
        for feed in 1...20 as ClosedRange<Int64> {
            #expect(
                detector.recordUnreachable(FeedID(feed), host: "a", at: now, feedCount: 20)
                    == .none)
        }
    }

    @Test func `a lone feed that fails is to blame`() {
        var detector = OutageDetector()
        for _ in 0..<9 {
            #expect(
                detector.recordUnreachable(FeedID(1), host: "a", at: now, feedCount: 1) == .none)
        }
    }

    @Test func `one feed that fails again and again is no outage of many`() {
        var detector = OutageDetector(feedLimit: 3)
        for _ in 0..<9 {
            #expect(
                detector.recordUnreachable(FeedID(1), host: "a", at: now, feedCount: 9) == .none)
        }
    }
}
