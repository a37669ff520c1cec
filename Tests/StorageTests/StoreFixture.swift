import FeedModel
import Storage
import TestSupport
import Testing

/// A store in a folder of its own, and the drafts that the tests put into it.
struct StoreFixture {
    let folder: TemporaryFolder
    let store: Store
    static let now = Timestamp(seconds: 1_700_000_000)
    static let sink = SinkName("log")

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("feedwatch.db"))
    }

    /// With so many items told: events 1 to `count` in the outbox of `sink`.
    static func filled(_ count: Int) async throws -> StoreFixture {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        _ = try await fixture.store.commit(
            RefreshCommit(time: now, feed: feed, items: (1...count).map { item("\($0)") }),
            rules: rules())
        return fixture
    }

    /// Joins nothing: each item is its own story, unless it names a link that a story has.
    static func rules(
        duplicates: Bool = false, updates: Bool = false, story: String? = nil,
        route: Route = Route()
    ) -> TellingRules {
        TellingRules(
            routes: [(sink, route)], areDuplicatesTold: duplicates, areUpdatesTold: updates,
            stories: StoryBook(
                choose: { item, _ in
                    StoryChoice(
                        story: StoryID(story ?? item.key.value),
                        joinedBy: story == nil ? nil : "the same link", link: item.item.url,
                        signature: [])
                }, mark: { {} }, growthID: { EventID("msg_\($0)_\($1)") }))
    }

    func feed(_ url: String = "https://example.com/feed") async throws -> FeedState {
        let plans = try await store.list([ListedFeed(url: url, name: nil)], at: Self.now)
        let state = try await store.feed(plans[0].id)
        return try #require(state)
    }

    static func item(
        _ guid: String, watches: [String] = ["leica"], known: ItemID? = nil, isTold: Bool = true,
        digest: [UInt8] = [1], eventID: String? = nil, type: EventType = .mentionNew
    ) -> ItemCommit {
        let item = EventItem(id: guid, url: "https://example.com/\(guid)", title: "About \(guid)")
        var commit = ItemCommit(
            key: ItemKey(.guid, guid), known: known, item: item, guid: guid,
            text: ItemText(title: "About \(guid)", body: "text"), contentDigest: digest)
        guard !watches.isEmpty else { return commit }
        let names = watches.map { WatchName($0) }
        let matches = names.map {
            TermMatch(watch: $0, term: "t", field: .title, text: "About", start: 0, end: 5)
        }
        commit.mention = MentionDraft(
            event: Event(
                id: EventID(eventID ?? "msg_\(guid)"), type: type, time: now,
                feed: EventFeed(name: "Example", url: "https://example.com/feed"), watches: names,
                item: item, matches: matches), isTold: isTold)
        return commit
    }

    func known(_ guid: String, in feed: FeedState) async throws -> KnownItem? {
        try await store.recall(from: feed.id) { try $0.item(named: ItemKey(.guid, guid)) }
    }

    func told() async throws -> [Delivery] {
        try await store.work(for: Self.sink, at: Self.now, limit: 1000).due
    }
}
