import ConfigFile
import FeedModel
import Fetching
import Scheduling
import Storage
import Testing

@testable import Daemon

@Suite("What a poll's answer does to its feed")
struct FeedLedgerTests {
    private static let now = Timestamp(seconds: 1_700_000_000)

    private func ledger() throws -> (FeedLedger, FeedState) {
        let feed = FeedState(
            id: FeedID(1), url: "https://example.com/feed", name: nil, nextPoll: Self.now)
        let settings = FeedSettings(url: feed.url)
        let ledger = FeedLedger(
            polling: PollingSettings(), settings: settings,
            price: PollPrice(settings: PollingSettings()))
        return (ledger, feed)
    }

    private func entry(
        _ answer: RefreshAnswer, before: FeedState? = nil, outageSince: Timestamp? = nil,
        at now: Timestamp = now
    ) throws -> FeedLedger.Entry {
        let (ledger, fresh) = try ledger()
        return ledger.entry(
            for: answer, items: DraftedItems(), before: before ?? fresh,
            outageSince: outageSince,
            at: now)
    }

    private func failure(
        _ kind: FetchError.Kind = .serverError, retryAfter: Duration? = nil
    ) -> RefreshAnswer {
        .failed(
            RefreshFailure(
                FetchError(kind: kind, description: "It said no.", retryAfter: retryAfter)))
    }

    @Test func `a failure keeps validators, digest and title`() throws {
        var (_, feed) = try ledger()
        feed.validators = Validators(etag: "\"a\"")
        feed.title = "Notes"
        feed.bodyDigest = [1]
        let after = try entry(failure(), before: feed).after
        #expect(after.validators == feed.validators)
        #expect(after.bodyDigest == [1])
        #expect(after.title == "Notes")
        #expect(after.failureCount == 1)
        #expect(after.errorKind == "server-error")
        #expect(after.nextPoll > Self.now)
    }

    @Test func `failing is told once, when it is persistent, and so is its end`() throws {
        var (_, feed) = try ledger()
        var told: [EventType] = []
        for hour in 0..<6 {
            let entry = try entry(failure(), before: feed, at: Self.now + .hours(hour))
            feed = entry.after
            told += entry.events.map(\.type)
        }
        #expect(told == [.feedFailing])
        let recovery = try entry(
            .unchanged(FetchMetadata(status: 304)), before: feed, at: Self.now + .hours(7))
        #expect(recovery.events.map(\.type) == [.feedRecovered])
        #expect(recovery.after.failureCount == 0)
        #expect(recovery.after.errorKind == nil)
    }

    @Test func `our own outage blames no feed`() throws {
        var (_, feed) = try ledger()
        feed = try entry(failure(.dns), before: feed).after
        #expect(feed.failureCount == 1, "it was not clear yet")
        let entry = try entry(failure(.dns), before: feed, outageSince: Self.now)
        #expect(entry.after.failureCount == 0 && entry.after.errorKind == nil)
        #expect(entry.events.isEmpty)
        #expect(entry.after.nextPoll <= Self.now + .minutes(2))
    }

    @Test func `an outage does not acquit a feed that failed before it`() throws {
        var (_, feed) = try ledger()
        feed = try entry(failure(.dns), before: feed).after
        let after = try entry(failure(.dns), before: feed, outageSince: Self.now + .hours(1)).after
        #expect(after.failureCount == 1 && after.errorKind == "dns")
    }

    @Test func `Retry-After binds a restart too`() throws {
        let after = try entry(failure(.rateLimited, retryAfter: .hours(3))).after
        #expect(after.notBefore == Self.now + .hours(3))
        #expect(after.nextPoll >= Self.now + .hours(3))
    }

    @Test func `a feed that is gone is told once and asked again in 30 days`() throws {
        let first = try entry(.gone(FetchMetadata(status: 410)))
        #expect(first.events.map(\.type) == [.feedGone])
        #expect(first.after.nextPoll >= Self.now + .days(30))
        #expect(first.after.nextPoll <= Self.now + .days(31))
        let second = try entry(
            .gone(FetchMetadata(status: 410)), before: first.after, at: Self.now + .days(30))
        #expect(second.events.isEmpty)
    }

    @Test func `a move is adopted at its third sighting on another day`() throws {
        var (_, feed) = try ledger()
        let moved = FetchMetadata(permanentRedirect: "https://example.org/feed", status: 200)
        var told: [EventType] = []
        for day in 0..<3 {
            #expect(feed.fetchURL == "https://example.com/feed")
            let entry = try entry(.unchanged(moved), before: feed, at: Self.now + .days(day))
            feed = entry.after
            told += entry.events.map(\.type)
        }
        #expect(told == [.feedMoved])
        #expect(feed.fetchURL == "https://example.org/feed")
    }
}
