import FeedModel
import Storage
import TestSupport
import Testing

@Suite("What the store does for a sink as a whole")
struct SinkCareTests {
    private static let other = SinkName("other")

    private func event(_ id: String, _ type: EventType = .sinkStopped) -> Event {
        Event(
            id: EventID(id), type: type, time: StoreFixture.now,
            feed: EventFeed(name: "sink log", url: "sink:log"))
    }

    @Test func `a stop is told once for a reason, and anew after it was over`() async throws {
        let fixture = try await StoreFixture.filled(1)
        let store = fixture.store
        let routes = [(sink: Self.other, route: Route())]
        func stop(_ id: String, _ reason: String) async throws -> Set<SinkName> {
            try await store.stop(
                StoreFixture.sink, reason: reason, telling: event(id), to: routes)
        }
        #expect(try await stop("a", "410") == [Self.other])
        #expect(try await stop("b", "410") == [])
        #expect(try await stop("c", "gone") == [Self.other])
        #expect(try await store.sinkState(StoreFixture.sink).stoppedReason == "gone")
        try await store.settle(StoreFixture.sink, [(1, .delivered)], at: StoreFixture.now)
        #expect(try await store.sinkState(StoreFixture.sink).stoppedReason == nil)
        #expect(try await stop("d", "gone") == [Self.other])
    }

    @Test func `a clock that was set back takes the retries with it`() async throws {
        let fixture = try await StoreFixture.filled(1)
        let later = StoreFixture.now + .minutes(5)
        try await fixture.store.settle(
            StoreFixture.sink, [(1, .retry(at: later, reason: "503"))], at: StoreFixture.now)
        try await fixture.store.hasten(StoreFixture.sink, by: .hours(1))
        let work = try await fixture.store.work(
            for: StoreFixture.sink, at: StoreFixture.now - .hours(1), limit: 10)
        #expect(work.nextAttempt == later - .hours(1))
        try await fixture.store.hasten(StoreFixture.sink, to: StoreFixture.now - .hours(2))
        #expect(try await !fixture.told().isEmpty)
    }

    @Test func `a digest takes the place of what waits`() async throws {
        let fixture = try await StoreFixture.filled(30)
        let store = fixture.store
        try await store.settle(StoreFixture.sink, [(1, .delivered)], at: StoreFixture.now)
        let waiting = try await store.waiting(for: StoreFixture.sink, limit: 21)
        #expect(waiting.count == 21)
        #expect(waiting.oldest == StoreFixture.now)
        let digest = event("digest", .digest)
        try await store.gather(for: StoreFixture.sink, at: StoreFixture.now) { events in
            #expect(events.map(\.sequence) == Array(2...30))
            return digest
        }
        #expect(try await fixture.told().map(\.event.event.id) == [digest.id])
        #expect(try await store.waiting(for: StoreFixture.sink, limit: 21).count == 0)
        let sent = try await store.sentCount(
            to: StoreFixture.sink, since: StoreFixture.now - .minutes(5), limit: 20)
        #expect(sent == 1)
        let reports = try StoreReader(path: fixture.folder.file("feedwatch.db"))
            .deliveries(failedOnly: false, limit: 0)
        #expect(reports.count { $0.digestSequence == 31 } == 29)
        #expect(try await store.redeliver(.event(EventID("msg_7"))) == 1)
        #expect(try await fixture.told().map(\.event.sequence) == [7, 31])
        // What went into the digest is not sent beside it: the first by itself, the seventh since it was asked for, the digest.
        #expect(try await store.redeliver(.since(StoreFixture.sink, StoreFixture.now)) == 3)
        #expect(try await fixture.told().map(\.event.sequence) == [1, 7, 31])
    }

    @Test func `room that was freed goes back to the disk`() async throws {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        var items = (1...400).map { StoreFixture.item("\($0)") }
        for index in items.indices {
            items[index].text.body = String(repeating: "A long text. ", count: 1500)
        }
        _ = try await fixture.store.commit(
            RefreshCommit(time: StoreFixture.now, feed: feed, items: items),
            rules: StoreFixture.rules())
        let reader = try StoreReader(path: fixture.folder.file("feedwatch.db"))
        let full = try reader.health()
        _ = try await fixture.store.forget(
            itemsBefore: StoreFixture.now + .days(1), mentionsBefore: StoreFixture.now)
        let freed = try reader.health().freeBytes
        #expect(freed > full.freeBytes + (4 << 20))
        while try await fixture.store.shrink() {}
        #expect(try reader.health().freeBytes < 2 << 20)
        #expect(try reader.health().problems == [])
    }
}
