import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

/// Stories over several feeds, through the daemon's own refresh and store.
@Suite("A story is told once")
struct StoryReplayTests {
    typealias Post = PollScene.Post

    private func wire(_ feed: Int) -> Post {
        let title = feed % 2 == 0 ? "Leica and Panasonic join hands" : "An alliance for Leica"
        return Post(
            guid: "wire-\(feed)", link: "https://f\(feed).example/wire",
            title: "\(title): \(sentence(seed: feed, words: 3))",
            text: "By \(sentence(seed: 50 + feed, words: 3)), correspondent. "
                + sentence(seed: 5, words: 260) + " " + sentence(seed: 70 + feed, words: 20))
    }

    @Test func `a wire story in ten feeds is told once and said to grow`() async throws {
        let scene = try PollScene(feeds: 10)
        var told: [ToldEvent] = []
        for feed in 0..<10 {
            for empty in feed..<10 { try scene.serve([], in: empty) }
            try scene.serve([wire(feed)], in: feed)
            told += try await scene.poll()
        }
        #expect(told.types == ["mention.new", "story.grew", "story.grew"])
        #expect(told.map(\.story?.sources) == [1, 3, 10])
        #expect(Set(told.titles) == [wire(0).title])
        #expect(Set(told.map(\.story?.id)).count == 1)
        #expect(told.last?.story?.also?.count == 9)
        let mentions = try scene.reader().mentions(watch: nil, since: nil, limit: 0)
        #expect(mentions.map(\.event.type) == [.mentionNew])
        #expect(mentions.first?.event.story?.sourceCount == 10)
    }

    @Test func `ten copies that come in one poll are told once`() async throws {
        let scene = try PollScene(feeds: 10)
        for feed in 0..<10 { try scene.serve([wire(feed)], in: feed) }
        let told = try await scene.poll()
        #expect(told.types.sorted() == ["mention.new", "story.grew", "story.grew"])
    }

    @Test func `with duplicates told each copy is its own mention`() async throws {
        let scene = try PollScene(feeds: 4, options: "first_poll: all\nduplicates: notify")
        for feed in 0..<4 { try scene.serve([wire(feed)], in: feed) }
        let told = try await scene.poll()
        #expect(told.filter { $0.type == "mention.new" }.count == 4)
        #expect(Set(told.map(\.story?.id)).count == 1)
    }

    @Test func `what one feed brings twice is one source`() async throws {
        let scene = try PollScene(feeds: 3)
        let posts = (0..<4).map { number in
            var post = wire(0)
            (post.guid, post.link) = ("copy-\(number)", "https://f0.example/copy-\(number)")
            return post
        }
        for feed in 0..<3 { try scene.serve([], in: feed) }
        for count in 1...4 {
            try scene.serve(Array(posts.prefix(count)), in: 0)
            #expect(try await scene.poll().count == (count == 1 ? 1 : 0))
        }
        try scene.serve([wire(0)], in: 1)
        #expect(try await scene.poll() == [])
        try scene.serve([wire(0)], in: 2)
        let told = try await scene.poll()
        #expect(told.types == ["story.grew"])
        #expect(told.first?.story?.sources == 3)
    }

    @Test func `why a mention was not told is said: it was old, or its story was told`()
        async throws
    {
        let scene = try PollScene(feeds: 3, options: "first_poll: 1d")
        var old = wire(0)
        old.published = scene.clock.now - .days(3)
        try scene.serve([old], in: 0)
        for feed in 1...2 { try scene.serve([], in: feed) }
        #expect(try await scene.poll() == [])
        let first = try scene.reader().reports(on: "wire-0")
        #expect(first.map { $0.watches.map(\.isTooOld) } == [[true]])
        try scene.serve([wire(1)], in: 1)
        #expect(try await scene.poll().count == 1)
        try scene.serve([wire(2)], in: 2)
        #expect(try await scene.poll().types == ["story.grew"])
        let last = try scene.reader().reports(on: "wire-2").first?.watches.first
        #expect(last?.toldBefore?.feed == "Feed 1")
        #expect(last?.isTooOld == false)
    }

    @Test func `each decision can be asked for`() async throws {
        let scene = try PollScene(feeds: 2)
        for feed in 0..<2 { try scene.serve([wire(feed)], in: feed) }
        let told = try await scene.poll()
        let event = try #require(told.first)
        let first = try scene.reader().reports(on: event.id)
        #expect(first.map(\.joinedBy) == [nil])
        let both = try scene.reader().reports(on: try #require(event.story?.id))
        #expect(both.count == 2)
        #expect(
            both.last?.joinedBy?.contains("of the shorter text stands in the other one too") == true
        )
        #expect(both.last?.watches.map(\.isTold) == [false])
        let copy = try #require(both.last)
        #expect(try scene.reader().reports(on: try #require(copy.url)) == [copy])
        #expect(copy.names.contains { $0.hasPrefix("guid:wire-") })
    }

    @Test func `a weekly column is told each week`() async throws {
        let scene = try PollScene()
        for week in 0..<4 {
            try scene.serve([
                Post(
                    guid: "column-\(week)", link: "https://example.com/column/\(week)",
                    title: "Leica: this week in photography and film",
                    text: sentence(seed: 6, words: 80) + " " + sentence(seed: 60 + week, words: 20),
                    published: scene.clock.now)
            ])
            #expect(try await scene.poll(after: .days(7)).count == 1)
        }
    }

    @Test func `the parts of a numbered series are told each`() async throws {
        let scene = try PollScene(feeds: 5)
        for number in 0..<5 {
            try scene.serve(
                [
                    Post(
                        guid: "part-\(number)", link: "https://f\(number).example/part",
                        title: "The Leica lens course, part \(number + 1)",
                        text: sentence(seed: 8, words: 200))
                ], in: number)
        }
        let told = try await scene.poll()
        #expect(told.count == 5)
        #expect(Set(told.map(\.story?.id)).count == 5)
    }

    @Test func `releases that share a block about the company are told each`() async throws {
        let scene = try PollScene(feeds: 6)
        for number in 0..<6 {
            try scene.serve(
                [
                    Post(
                        guid: "release-\(number)", link: "https://f\(number).example/release",
                        title: "Leica \(sentence(seed: number, words: 6))",
                        text:
                            "<p>\(sentence(seed: 80 + number, words: 110))</p><p>About Leica</p><p>"
                            + sentence(seed: 7, words: 90) + "</p>")
                ], in: number)
        }
        #expect(try await scene.poll().count == 6)
    }

    @Test func `the same page a week later is another story`() async throws {
        let scene = try PollScene(feeds: 2)
        let post = Post(guid: "a", link: "https://example.com/a", title: "Leica", text: "One.")
        try scene.serve([post], in: 0)
        try scene.serve([], in: 1)
        #expect(try await scene.poll().count == 1)
        try scene.serve([post], in: 1)
        #expect(try await scene.poll(after: .days(8)).count == 1)
    }

    @Test func `an edit is told where updates are, with what it changed`() async throws {
        let scene = try PollScene(options: "first_poll: all\nupdates: notify")
        var post = Post(
            guid: "1", link: "https://example.com/a", title: "Leica opens a shop",
            text: "In Wetzlar. 12 comments")
        try scene.serve([post])
        #expect(try await scene.poll().types == ["mention.new"])
        post.text = "In <b>Wetzlar</b>.  345 comments"
        try scene.serve([post])
        #expect(try await scene.poll() == [])
        post.title = "Leica opens two shops"
        try scene.serve([post])
        let update = try await scene.poll()
        #expect(update.types == ["mention.updated"])
        #expect(update.first?.changed == ["title"])
    }

    @Test func `an edit that makes an item match is told with what it changed`() async throws {
        let scene = try PollScene()
        var post = Post(
            guid: "1", link: "https://example.com/a", title: "A new shop", text: "In Wetzlar.")
        try scene.serve([post])
        #expect(try await scene.poll() == [])
        post.text = "In Wetzlar, says Leica."
        try scene.serve([post])
        let update = try await scene.poll()
        #expect(update.types == ["mention.updated"])
        #expect(update.first?.changed == ["summary"])
    }

    @Test func `a mention that no longer matches is marked and not told`() async throws {
        let scene = try PollScene(options: "first_poll: all\nupdates: notify")
        var post = Post(
            guid: "1", link: "https://example.com/a", title: "Leica opens a shop", text: "There.")
        try scene.serve([post])
        #expect(try await scene.poll().count == 1)
        post.title = "A shop opens"
        try scene.serve([post])
        #expect(try await scene.poll() == [])
        let mentions = try scene.reader().mentions(watch: nil, since: nil, limit: 0)
        #expect(mentions.map(\.event.isCurrent) == [false])
    }
}
