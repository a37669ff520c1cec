import FeedModel
import Fetching
import TestSupport
import Testing

/// Servers that answer 304 for ever.
@Suite struct NotModifiedDoubtTests {
    let clock = ManualClock()

    /// In a run of 304s that begins now.
    private func doubt() -> NotModifiedDoubt {
        var doubt = NotModifiedDoubt()
        let isCaught = doubt.observe(.notModified, wasUnconditional: false, at: clock.now)
        #expect(!isCaught)
        return doubt
    }

    @Test func runOfFourTimesTheLongestSilenceIsDoubted() {
        let doubt = doubt()
        clock.advance(by: .days(12))
        #expect(!doubt.wantsProof(longestSilence: .days(3), at: clock.now))
        clock.advance(by: .hours(1))
        #expect(doubt.wantsProof(longestSilence: .days(3), at: clock.now))
    }

    @Test func livelyFeedIsNotDoubtedBeforeTwoDays() {
        let doubt = doubt()
        clock.advance(by: .hours(48))
        #expect(!doubt.wantsProof(longestSilence: .minutes(10), at: clock.now))
        clock.advance(by: .minutes(1))
        #expect(doubt.wantsProof(longestSilence: .minutes(10), at: clock.now))
    }

    @Test func feedWithoutHistoryIsNotDoubted() {
        let doubt = doubt()
        clock.advance(by: .days(400))
        #expect(!doubt.wantsProof(longestSilence: nil, at: clock.now))
    }

    @Test func proofIsAskedForOnceADay() {
        var doubt = doubt()
        clock.advance(by: .days(30))
        let isCaught = doubt.observe(.sameDocument, wasUnconditional: true, at: clock.now)
        #expect(!isCaught)
        #expect(!doubt.wantsProof(longestSilence: .days(1), at: clock.now))
        clock.advance(by: .hours(24))
        #expect(doubt.wantsProof(longestSilence: .days(1), at: clock.now))
    }

    @Test func serverThatIsCaughtIsReportedOnceAndAskedEveryDay() {
        var doubt = doubt()
        let old = NotModifiedDoubt.Answer.newDocument(isOld: true)
        let isCaught = doubt.observe(old, wasUnconditional: true, at: clock.now)
        #expect(isCaught)
        _ = doubt.observe(.notModified, wasUnconditional: false, at: clock.now)
        clock.advance(by: .hours(25))
        #expect(doubt.wantsProof(longestSilence: .days(300), at: clock.now))
        let isCaughtAgain = doubt.observe(old, wasUnconditional: true, at: clock.now)
        #expect(!isCaughtAgain)
        #expect(doubt.isProven)
    }

    @Test(arguments: [(true, false), (false, true), (false, false)])
    func documentThatMayBeYoungerThanTheLast304ProvesNothing(
        wasUnconditional: Bool, isOld: Bool
    ) {
        var doubt = doubt()
        let isCaught = doubt.observe(
            .newDocument(isOld: isOld), wasUnconditional: wasUnconditional, at: clock.now)
        #expect(!isCaught)
        #expect(!doubt.isProven)
        clock.advance(by: .days(400))
        #expect(!doubt.wantsProof(longestSilence: .days(1), at: clock.now))
    }
}
