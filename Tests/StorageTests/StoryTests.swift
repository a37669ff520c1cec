import FeedModel
import Storage
import Testing

@Suite("A story is told once for each watch")
struct StoryTests {
    private func commit(
        _ fixture: StoreFixture, _ items: [ItemCommit], _ rules: TellingRules,
        feed url: String = "https://example.com/feed"
    ) async throws -> CommitSummary {
        let feed = try await fixture.feed(url)
        return try await fixture.store.commit(
            RefreshCommit(time: StoreFixture.now, feed: feed, items: items), rules: rules)
    }

    @Test func `a copy is recorded and not told`() async throws {
        let fixture = try StoreFixture()
        let rules = StoreFixture.rules(story: "s")
        let summary = try await commit(
            fixture, [StoreFixture.item("1"), StoreFixture.item("2")], rules)
        #expect(summary.mentionCount == 2)
        #expect(summary.suppressedCount == 1)
        let told = try await fixture.told()
        #expect(told.map(\.event.event.id) == [EventID("msg_1")])
    }

    @Test func `a copy that hits another watch is told for that watch`() async throws {
        let fixture = try StoreFixture()
        let rules = StoreFixture.rules(story: "s")
        _ = try await commit(fixture, [StoreFixture.item("1")], rules)
        _ = try await commit(
            fixture, [StoreFixture.item("2", watches: ["leica", "lumix"])], rules,
            feed: "https://example.com/other")
        let told = try await fixture.told()
        #expect(told.map(\.event.event.watches) == [[WatchName("leica")], [WatchName("lumix")]])
        #expect(told.last?.event.event.story?.sourceCount == 2)
    }

    @Test func `with duplicates told each copy is its own event`() async throws {
        let fixture = try StoreFixture()
        let rules = StoreFixture.rules(duplicates: true, story: "s")
        _ = try await commit(fixture, [StoreFixture.item("1"), StoreFixture.item("2")], rules)
        let told = try await fixture.told()
        #expect(told.count == 2)
        #expect(told.allSatisfy { $0.event.event.story?.id == StoryID("s") })
    }

    @Test func `a mention that was only recorded does not keep its story quiet`() async throws {
        let fixture = try StoreFixture()
        let rules = StoreFixture.rules(story: "s")
        _ = try await commit(
            fixture, [StoreFixture.item("1", isTold: false), StoreFixture.item("2")], rules)
        let told = try await fixture.told()
        #expect(told.map(\.event.event.id) == [EventID("msg_2")])
    }

    @Test func `an edit that makes an item match is told as an update`() async throws {
        let fixture = try StoreFixture()
        _ = try await commit(fixture, [StoreFixture.item("1", watches: [])], StoreFixture.rules())
        let feed = try await fixture.feed()
        let known = try await fixture.known("1", in: feed)
        let id = try #require(known).id
        _ = try await commit(
            fixture,
            [
                StoreFixture.item(
                    "1", known: id, digest: [2], eventID: "msg_e", type: .mentionUpdated)
            ],
            StoreFixture.rules())
        let told = try await fixture.told()
        #expect(told.map(\.event.event.type) == [.mentionUpdated])
    }

    @Test func `an edit of a mention is told only where updates are asked for`() async throws {
        let fixture = try StoreFixture()
        _ = try await commit(fixture, [StoreFixture.item("1")], StoreFixture.rules())
        let feed = try await fixture.feed()
        let known = try await fixture.known("1", in: feed)
        let id = try #require(known).id
        let edit = StoreFixture.item(
            "1", known: id, digest: [2], eventID: "msg_e", type: .mentionUpdated)
        _ = try await commit(fixture, [edit], StoreFixture.rules())
        #expect(try await fixture.told().count == 1)
        _ = try await commit(fixture, [edit], StoreFixture.rules(updates: true))
        #expect(try await fixture.told().count == 2)
    }
}
