import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

/// What publishers really do, each over several polls of a feed, through the daemon's own refresh and store.
@Suite("No news of what is old")
struct DisasterReplayTests {
    typealias Post = PollScene.Post

    private func posts(
        _ range: ClosedRange<Int>, guid: (Int) -> String?, link: (Int) -> String?,
        date: (Int) -> Timestamp? = { Self.day($0) }
    ) -> [Post] {
        range.reversed().map { number in
            Post(
                guid: guid(number), link: link(number),
                title: "Leica \(sentence(seed: number, words: 6))",
                text: sentence(seed: 100 + number, words: 60), published: date(number))
        }
    }

    private static func day(_ number: Int) -> Timestamp {
        Timestamp(seconds: 1_795_000_000 + Int64(number) * 1800)
    }

    @Test func `Google News gives each item a new guid and a new link on each poll`() async throws {
        let scene = try PollScene()
        for poll in 0..<4 {
            try scene.serve(
                posts(
                    (1 + poll)...(20 + poll), guid: { "CBMi-\(poll)-\($0)" },
                    link: { "https://news.google.com/rss/articles/CBMi\(poll)x\($0)?oc=5" }))
            #expect(try await scene.poll().count == (poll == 0 ? 20 : 1))
        }
        let feed = try scene.feed()
        #expect(feed.guidState == "unstable")
        #expect(feed.guidReason?.contains("19 known items came back under new guids") == true)
    }

    @Test func `a title edited in a feed of ever new guids is an edit`() async throws {
        let scene = try PollScene()
        let link: (Int) -> String = { "https://example.com/story-\($0)" }
        try scene.serve(posts(1...6, guid: { "a\($0)" }, link: link))
        #expect(try await scene.poll().count == 6)
        var second = posts(1...6, guid: { "b\($0)" }, link: link)
        second[2].title = "Update: Leica and something else altogether"
        try scene.serve(second)
        #expect(try await scene.poll() == [])
    }

    @Test func `a WordPress blog goes from http to https`() async throws {
        let scene = try PollScene()
        try scene.serve(
            posts(
                1...10, guid: { "http://blog.example/?p=\($0)" },
                link: { "http://blog.example/2026/post-\($0)/" }))
        #expect(try await scene.poll().count == 10)
        for poll in 0..<2 {
            try scene.serve(
                posts(
                    1...(11 + poll), guid: { "https://blog.example/?p=\($0)" },
                    link: { "https://www.blog.example/2026/post-\($0)" }))
            #expect(try await scene.poll().count == 1)
            #expect(try scene.feed().guidState == (poll == 0 ? "migrated" : "stable"))
        }
    }

    @Test func `a move to https under the same guids is told in a word, and links follow`()
        async throws
    {
        let scene = try PollScene()
        let guid: (Int) -> String = { "post-\($0)" }
        try scene.serve(posts(1...5, guid: guid, link: { "http://blog.example/\($0)" }))
        #expect(try await scene.poll().count == 5)
        for state in ["migrated", "stable"] {
            try scene.serve(
                posts(1...5, guid: guid, link: { "https://blog.example/\($0)?from=\(state)" }))
            #expect(try await scene.poll() == [])
            #expect(try scene.feed().guidState == state)
        }
        let item = try scene.reader().reports(on: "https://blog.example/3?from=migrated")
        #expect(item.count == 1)
    }

    @Test func `a new system that keeps titles and times is a migration`() async throws {
        let scene = try PollScene(options: "first_poll: all\nupdates: notify")
        try scene.serve(
            posts(1...9, guid: { "old-\($0)" }, link: { "https://example.com/node/\($0)" }))
        #expect(try await scene.poll().count == 9)
        let after = posts(
            1...10, guid: { "urn:uuid:\($0)" }, link: { "https://example.com/stories/s\($0)" }
        ).map { post in
            var post = post
            post.text += " Read more in our new magazine."
            return post
        }
        try scene.serve(after)
        #expect(try await scene.poll().count == 1)
        let feed = try scene.feed()
        #expect(feed.guidState == "migrated")
        #expect(
            feed.guidReason
                == "The feed changed its guids or addresses; 9 items known from before, and no news."
        )
    }

    @Test func `a new content system gives fifty items new guids, links, hosts and dates`()
        async throws
    {
        let scene = try PollScene()
        try scene.serve(
            posts(1...50, guid: { "old-\($0)" }, link: { "https://old.example/node/\($0)" }))
        #expect(try await scene.poll().count == 50)
        func migrated(_ range: ClosedRange<Int>) -> [Post] {
            posts(
                range, guid: { "urn:uuid:\($0)" },
                link: { "https://new.example/stories/\($0 + 7000)" }, date: { _ in Self.day(900) }
            ).map { post in
                var post = post
                post.text += " Read more in our new magazine."
                return post
            }
        }
        try scene.serve(migrated(1...51))
        #expect(try await scene.poll().count == 1)
        #expect(try scene.feed().guidState == "migrated")
        try scene.serve(migrated(1...52))
        #expect(try await scene.poll().count == 1)
        #expect(try scene.feed().guidState == "stable")
    }

    @Test func `the edits of a migration are not told, even where updates are`() async throws {
        let scene = try PollScene(options: "first_poll: all\nupdates: notify")
        let slug: (Int) -> String = { sentence(seed: $0, words: 5).replacing(" ", with: "-") }
        try scene.serve(posts(1...20, guid: slug, link: { "https://a.example/\(slug($0))" }))
        #expect(try await scene.poll().count == 20)
        let after = posts(
            1...20, guid: { "b" + slug($0) }, link: { "https://b.example/\(slug($0)).html" },
            date: { _ in Self.day(900) }
        ).map { post in
            var post = post
            post.title += " – the new magazine"
            return post
        }
        try scene.serve(after)
        #expect(try await scene.poll() == [])
    }

    @Test func `an item that matches for the first time when its feed moves is told`() async throws
    {
        let scene = try PollScene(options: "first_poll: all\nupdates: notify")
        var before = posts(
            1...6, guid: { "http://a.example/?p=\($0)" }, link: { "http://a.example/s/\($0)" })
        before[2].title = "An alliance of two makers"
        try scene.serve(before)
        #expect(try await scene.poll().count == 5)
        var after = posts(
            1...6, guid: { "https://a.example/?p=\($0)" }, link: { "https://a.example/s/\($0)" })
        after[1].text += " Edited in the move."
        after[2].title = before[2].title
        after[2].text += " One of them is Leica."
        try scene.serve(after)
        let told = try await scene.poll()
        #expect(told.types == ["mention.updated"])
        #expect(told.titles == [before[2].title])
        #expect(try scene.feed().guidState == "migrated")
    }

    @Test func `one guid for all items loses none`() async throws {
        let scene = try PollScene()
        let link: (Int) -> String = { "https://example.com/story-\($0)" }
        try scene.serve(posts(1...10, guid: { _ in "https://example.com/" }, link: link))
        #expect(try await scene.poll().count == 10)
        #expect(try scene.feed().guidState == "shared")
        try scene.serve(posts(3...12, guid: { _ in "https://example.com/" }, link: link))
        #expect(try await scene.poll().count == 2)
    }

    @Test func `items without guid and date are told once`() async throws {
        let scene = try PollScene()
        func undated(_ range: ClosedRange<Int>) -> [Post] {
            posts(range, guid: { _ in nil }, link: { _ in nil }, date: { _ in nil })
        }
        try scene.serve(undated(1...10))
        #expect(try await scene.poll().count == 10)
        try scene.serve(undated(1...10).reversed())
        #expect(try await scene.poll() == [])
        try scene.serve(undated(3...11))
        #expect(try await scene.poll().count == 1)
    }

    @Test func `a title edited three times is told once`() async throws {
        let scene = try PollScene()
        var post = posts(1...1, guid: { _ in "g1" }, link: { _ in "https://example.com/a" })[0]
        try scene.serve([post])
        #expect(try await scene.poll().count == 1)
        for title in ["Leica sells two lenses", "Leica: two lenses", "Updated: Leica, lenses"] {
            post.title = title
            try scene.serve([post])
            #expect(try await scene.poll() == [])
        }
        #expect(try scene.reader().mentions(watch: nil, since: nil, limit: 0).count == 1)
    }

    @Test func `an item is deleted and an old one slides in`() async throws {
        let scene = try PollScene()
        let guid: (Int) -> String = { "g\($0)" }
        let link: (Int) -> String = { "https://example.com/story-\($0)" }
        let date: (Int) -> Timestamp = { Self.day($0 * 48) }
        try scene.serve(posts(11...20, guid: guid, link: link, date: date))
        #expect(try await scene.poll().count == 10)
        let rest = posts(10...20, guid: guid, link: link, date: date).filter { $0.guid != "g15" }
        try scene.serve(rest)
        #expect(try await scene.poll() == [])
        try scene.serve(posts(12...21, guid: guid, link: link, date: date))
        #expect(try await scene.poll().count == 1)
    }

    @Test func `a feed comes in another order`() async throws {
        let scene = try PollScene()
        let items = posts(1...20, guid: { "g\($0)" }, link: { "https://example.com/story-\($0)" })
        try scene.serve(items)
        #expect(try await scene.poll().count == 20)
        try scene.serve(items.reversed())
        #expect(try await scene.poll() == [])
        #expect(try scene.feed().guidState == "stable")
    }

    @Test(arguments: [true, false])
    func `the same guid is reused three years later`(isDated: Bool) async throws {
        let scene = try PollScene()
        let start = scene.clock.now
        let first = Post(
            guid: "42", link: "https://example.com/2023/fair",
            title: "Leica opens its camera fair in Cologne",
            text: "Doors open.", published: isDated ? start : nil)
        try scene.serve([first])
        #expect(try await scene.poll().count == 1)
        var later = first
        later.link = "https://example.com/2026/recall"
        later.title = "Batteries recalled worldwide, Leica says"
        later.published = isDated ? start + .days(3 * 365) : nil
        try scene.serve([later])
        #expect(try await scene.poll(after: .days(3 * 365)).titles == [later.title])
        #expect(try scene.feed().guidState == "reused")
        #expect(try await scene.poll() == [])
        later.title = "Leica recalls batteries worldwide"
        try scene.serve([later])
        #expect(try await scene.poll() == [])
    }

    @Test func `the next forecast from a template is news`() async throws {
        let scene = try PollScene()
        for day in 1...4 {
            let forecasts = ["Wetzlar", "Yokohama", "Osaka", "Rochester", "Jena"].map { town in
                Post(
                    guid: "\(town)-\(day)", link: "https://example.com/\(town)/\(day)",
                    title: "Leica weather for \(town)",
                    text:
                        "The weather in \(town) today: \(10 + day) degrees, wind \(5 * day) km/h from the west, rain \(2 * day) mm. Have a good day.",
                    published: Self.day(day * 48))
            }
            try scene.serve(forecasts)
            #expect(try await scene.poll(after: .days(1)).count == 5)
        }
        #expect(try scene.feed().guidState == "stable")
    }
}
