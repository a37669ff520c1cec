import FeedModel
import Fetching
import TestSupport
import Testing

/// Servers that answer 304 for ever.
@Suite struct NotModifiedDoubtTests {
    let clock = ManualClock()
    let metadata = FetchMetadata()

    var document: FetchOutcome {
        .fetched(FetchedDocument(body: [1], finalURL: "http://a.example/", digest: [1]), metadata)
    }

    @Test func runOfFourTimesTheLongestSilenceIsDoubted() {
        var doubt = NotModifiedDoubt()
        let isCaught = doubt.observe(.notModified(metadata), wasUnconditional: false, at: clock.now)
        #expect(!isCaught)
        clock.advance(by: .days(12))
        #expect(!doubt.wantsProof(longestSilence: .days(3), at: clock.now))
        clock.advance(by: .hours(1))
        #expect(doubt.wantsProof(longestSilence: .days(3), at: clock.now))
    }

    @Test func livelyFeedIsNotDoubtedBeforeTwoDays() {
        var doubt = NotModifiedDoubt()
        _ = doubt.observe(.notModified(metadata), wasUnconditional: false, at: clock.now)
        clock.advance(by: .hours(48))
        #expect(!doubt.wantsProof(longestSilence: .minutes(10), at: clock.now))
        clock.advance(by: .minutes(1))
        #expect(doubt.wantsProof(longestSilence: .minutes(10), at: clock.now))
    }

    @Test func feedWithoutHistoryIsNotDoubted() {
        var doubt = NotModifiedDoubt()
        _ = doubt.observe(.notModified(metadata), wasUnconditional: false, at: clock.now)
        clock.advance(by: .days(400))
        #expect(!doubt.wantsProof(longestSilence: nil, at: clock.now))
    }

    @Test func proofIsAskedForOnceADay() {
        var doubt = NotModifiedDoubt()
        _ = doubt.observe(.notModified(metadata), wasUnconditional: false, at: clock.now)
        clock.advance(by: .days(30))
        let isCaught = doubt.observe(.unchanged(metadata), wasUnconditional: true, at: clock.now)
        #expect(!isCaught)
        #expect(!doubt.wantsProof(longestSilence: .days(1), at: clock.now))
        clock.advance(by: .hours(24))
        #expect(doubt.wantsProof(longestSilence: .days(1), at: clock.now))
    }

    @Test func serverThatIsCaughtIsReportedOnce() {
        var doubt = NotModifiedDoubt()
        _ = doubt.observe(.notModified(metadata), wasUnconditional: false, at: clock.now)
        let isCaught = doubt.observe(document, wasUnconditional: true, at: clock.now)
        #expect(isCaught)
        _ = doubt.observe(.notModified(metadata), wasUnconditional: false, at: clock.now)
        let isCaughtAgain = doubt.observe(document, wasUnconditional: true, at: clock.now)
        #expect(!isCaughtAgain)
        #expect(doubt.isProven)
    }

    @Test func documentThatWasAskedForConditionallyEndsTheRun() {
        var doubt = NotModifiedDoubt()
        _ = doubt.observe(.notModified(metadata), wasUnconditional: false, at: clock.now)
        let isCaught = doubt.observe(document, wasUnconditional: false, at: clock.now)
        #expect(!isCaught)
        clock.advance(by: .days(400))
        #expect(!doubt.wantsProof(longestSilence: .days(1), at: clock.now))
    }
}
