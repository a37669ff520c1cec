import FeedModel
import Storage
import Testing

@Suite("The outbox is first in, first out")
struct OutboxTests {
    private func due(_ fixture: StoreFixture, after: Duration = .zero) async throws -> [Int64] {
        try await fixture.store.work(
            for: StoreFixture.sink, at: StoreFixture.now + after, limit: 10
        ).due.map(\.event.sequence)
    }

    @Test func `what was delivered is not due again`() async throws {
        let fixture = try await StoreFixture.filled(3)
        try await fixture.store.settle(
            StoreFixture.sink, [(1, .delivered), (2, .delivered)], position: "there",
            at: StoreFixture.now)
        #expect(try await due(fixture) == [3])
        let state = try await fixture.store.sinkState(StoreFixture.sink)
        #expect(state.position == "there")
        #expect(state.firstPending == 3)
    }

    @Test func `a delivery that waits holds up those behind it, until its third failure`()
        async throws
    {
        let fixture = try await StoreFixture.filled(2)
        let later = StoreFixture.now + .minutes(5)
        for attempt in 1...3 {
            try await fixture.store.settle(
                StoreFixture.sink, [(1, .retry(at: later, reason: "503"))], at: StoreFixture.now)
            let work = try await fixture.store.work(
                for: StoreFixture.sink, at: StoreFixture.now, limit: 10)
            #expect(work.due.map(\.event.sequence) == (attempt < 3 ? [] : [2]))
            if attempt < 3 { #expect(work.nextAttempt == later) }
        }
        #expect(try await due(fixture, after: .minutes(5)) == [1, 2])
    }

    @Test func `an event that is told again takes no number`() async throws {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        for ids in [["a", "b"], ["a", "b", "c"]] {
            let events = ids.map {
                Event(
                    id: EventID($0), type: .feedFailing, time: StoreFixture.now,
                    feed: EventFeed(name: "Example", url: feed.url))
            }
            _ = try await fixture.store.commit(
                RefreshCommit(time: StoreFixture.now, feed: feed, healthEvents: events),
                rules: StoreFixture.rules())
        }
        #expect(try await due(fixture) == [1, 2, 3])
    }

    @Test func `a dead letter is not due, and is put back when asked`() async throws {
        let fixture = try await StoreFixture.filled(1)
        try await fixture.store.settle(
            StoreFixture.sink, [(1, .dead(reason: "400"))], at: StoreFixture.now)
        #expect(try await due(fixture).isEmpty)
        #expect(try await fixture.store.redeliver(.failed(StoreFixture.sink)) == 1)
        #expect(try await due(fixture) == [1])
    }
}
