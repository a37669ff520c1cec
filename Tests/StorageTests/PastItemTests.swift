import FeedModel
import Storage
import TestSupport
import Testing

@Suite("What a backtest and check read from the store")
struct PastItemTests {
    /// A commit of items that say what the fixture's do.
    private static func commit(
        _ items: [ItemCommit], into fixture: StoreFixture, at time: Timestamp = StoreFixture.now
    ) async throws {
        let feed = try await fixture.feed()
        _ = try await fixture.store.commit(
            RefreshCommit(time: time, feed: feed, items: items), rules: StoreFixture.rules())
    }

    @Test func `items come oldest first, with what they were found to mention`() async throws {
        let fixture = try StoreFixture()
        var tagged = StoreFixture.item("b", watches: [])
        tagged.item.authors = ["Jane"]
        tagged.item.tags = ["Cameras"]
        tagged.item.language = "en"
        try await Self.commit(
            [StoreFixture.item("a", watches: ["leica", "lumix"]), tagged], into: fixture)
        let reader = try StoreReader(path: fixture.store.path)
        let items = try reader.pastItems(after: ItemID(0), since: nil)
        #expect(items.map(\.watches) == [[WatchName("leica"), WatchName("lumix")], []])
        let texts = try items.map { try $0.text() }
        #expect(texts.map(\.title) == ["About a", "About b"])
        #expect(texts[0].body == "text" && texts[0].link == "https://example.com/a")
        #expect(texts[1].authors == ["Jane"] && texts[1].categories == ["Cameras"])
        #expect(texts[1].language == "en")
        #expect(try reader.pastItems(after: items[0].id, since: nil).map(\.id) == [items[1].id])
        #expect(try reader.pastItems(after: items[1].id, since: nil).isEmpty)
        #expect(try reader.itemRange(since: nil) == items[0].id.rawValue...items[1].id.rawValue)
    }

    @Test func `items before the cutoff are left out`() async throws {
        let fixture = try StoreFixture()
        try await Self.commit([StoreFixture.item("a")], into: fixture)
        let later = StoreFixture.now + .days(1)
        try await Self.commit([StoreFixture.item("b")], into: fixture, at: later)
        let reader = try StoreReader(path: fixture.store.path)
        let items = try reader.pastItems(after: ItemID(0), since: later)
        #expect(try items.map { try $0.text().title } == ["About b"])
        #expect(try reader.itemRange(since: later + .days(1)) == nil)
    }

    @Test func `a page ends where it grows large`() async throws {
        let fixture = try StoreFixture()
        let items = (0..<5).map { number in
            var item = StoreFixture.item("\(number)", watches: [])
            item.text.body = String(repeating: "a", count: 3 << 20)
            return item
        }
        try await Self.commit(items, into: fixture)
        let reader = try StoreReader(path: fixture.store.path)
        #expect(try reader.pastItems(after: ItemID(0), since: nil).count == 2)
    }

    @Test func `a watch is silent where items came and none was its own`() async throws {
        let fixture = try StoreFixture()
        let (start, now) = (StoreFixture.now, StoreFixture.now + .days(40))
        try await fixture.store.list(
            [(WatchName("leica"), "Leica"), (WatchName("lumix"), "Lumix")], at: start)
        let reader = try StoreReader(path: fixture.store.path)
        #expect(try reader.silentWatches(since: now - .days(30)).isEmpty)
        try await Self.commit([StoreFixture.item("a")], into: fixture, at: now - .days(1))
        #expect(
            try reader.silentWatches(since: now - .days(30)).map(\.name) == [WatchName("lumix")])
        #expect(try reader.silentWatches(since: start - .days(1)).isEmpty)
    }
}
