import FeedModel
import Storage
import Testing

@Suite("A refresh commits whole or not at all")
struct CommitTests {
    @Test func `a commit stores items, events, deliveries, validators and the next poll`()
        async throws
    {
        let fixture = try StoreFixture()
        var feed = try await fixture.feed()
        feed.validators = Validators(etag: "\"a\"", lastModified: "then")
        feed.nextPoll = StoreFixture.now + .hours(1)
        let summary = try await fixture.store.commit(
            RefreshCommit(
                time: StoreFixture.now, feed: feed,
                items: [StoreFixture.item("1"), StoreFixture.item("2", watches: [])]),
            rules: StoreFixture.rules())
        #expect(summary.newItemCount == 2)
        #expect(summary.mentionCount == 1)
        #expect(summary.sinks == [StoreFixture.sink])
        let stored = try await fixture.store.feed(feed.id)
        #expect(stored == feed)
        let told = try await fixture.told()
        #expect(told.map(\.event.sequence) == [1])
        #expect(told.first?.event.event.id == EventID("msg_1"))
    }

    @Test func `a commit that fails leaves everything as it was`() async throws {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        var after = feed
        after.validators = Validators(etag: "\"b\"")
        after.failureCount = -1  // The schema refuses it, after items and events were written.
        await #expect(throws: StoreError.self) {
            try await fixture.store.commit(
                RefreshCommit(
                    time: StoreFixture.now, feed: after, items: [StoreFixture.item("1")]),
                rules: StoreFixture.rules())
        }
        let told = try await fixture.told()
        #expect(told.isEmpty)
        let stored = try await fixture.store.feed(feed.id)
        #expect(stored == feed)
        let known = try await fixture.known("1", in: feed)
        #expect(known == nil)
    }

    @Test func `one failing commit among many does not undo the others`() async throws {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                var after = feed
                after.failureCount = number % 4 == 0 ? -1 : 0
                let commit = RefreshCommit(
                    time: StoreFixture.now, feed: after, items: [StoreFixture.item("\(number)")])
                group.addTask {
                    do {
                        _ = try await fixture.store.commit(commit, rules: StoreFixture.rules())
                        return true
                    } catch {
                        return false
                    }
                }
            }
            let stored = await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            #expect(stored == 30)
        }
        let told = try await fixture.told()
        #expect(told.map(\.event.sequence) == Array(1...30))
    }

    @Test func `stories are undone with the commit that chose them`() async throws {
        let fixture = try StoreFixture()
        var feed = try await fixture.feed()
        feed.failureCount = -1
        let undone = Counter()
        var rules = StoreFixture.rules()
        rules.stories.mark = { { undone.increment() } }
        let commit = RefreshCommit(
            time: StoreFixture.now, feed: feed, items: [StoreFixture.item("1")])
        await #expect(throws: StoreError.self) {
            try await fixture.store.commit(commit, rules: rules)
        }
        #expect(undone.value == 1)
    }

    @Test func `an event with an id that was told before is not told again`() async throws {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        let health = Event(
            id: EventID("msg_health"), type: .feedFailing, time: StoreFixture.now,
            feed: EventFeed(name: "Example", url: feed.url), reason: "dns", detail: "No name.")
        for _ in 0..<2 {
            _ = try await fixture.store.commit(
                RefreshCommit(time: StoreFixture.now, feed: feed, healthEvents: [health]),
                rules: StoreFixture.rules())
        }
        let told = try await fixture.told()
        #expect(told.count == 1)
    }

    @Test func `a sink with watches gets an event only for those`() async throws {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        let route = Route(watches: [WatchName("lumix")], topics: [.mention])
        let summary = try await fixture.store.commit(
            RefreshCommit(
                time: StoreFixture.now, feed: feed,
                items: [
                    StoreFixture.item("1", watches: ["leica"]),
                    StoreFixture.item("2", watches: ["leica", "lumix"]),
                ]), rules: StoreFixture.rules(route: route))
        #expect(summary.eventCount == 2)
        let told = try await fixture.told()
        #expect(told.map(\.event.event.id) == [EventID("msg_2")])
    }
}
