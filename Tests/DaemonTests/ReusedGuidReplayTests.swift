import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

/// Feeds that give each new item the guid of the last one, and feeds that only edit theirs.
@Suite("A guid that is used again loses no mention")
struct ReusedGuidReplayTests {
    typealias Post = PollScene.Post

    private static let texts = [
        "The maker opens a new factory for glass in Portugal, where two hundred people are to work from the spring on.",
        "A collector paid eleven million at auction in Vienna for a prototype from the twenties, a record for any camera.",
        "Owners report that batteries swell in the heat; the company asks them to send the packs back for free exchange.",
        "The museum in Wetzlar shows forty photographs by Barnack himself, many of them never printed before this year.",
    ]
    private static let titles = [
        "Leica builds glass in Porto", "Record price at auction: prototype by Leica",
        "Recall! Swollen packs trouble Leica owners", "Leica museum honours Oskar Barnack",
    ]

    private func post(
        _ number: Int, link: String? = nil, isDated: Bool = true, in scene: PollScene
    ) -> Post {
        Post(
            guid: "item", link: link, title: Self.titles[number], text: Self.texts[number],
            published: isDated ? scene.clock.now : nil)
    }

    /// Serves one post a poll; answers the titles that were told, poll by poll.
    private func tell(
        _ scene: PollScene, numbers: [Int] = [0, 1, 2, 3], isDated: Bool = true,
        link: (Int) -> String?
    ) async throws -> [[String]] {
        var told: [[String]] = []
        for number in numbers {
            try scene.serve([post(number, link: link(number), isDated: isDated, in: scene)])
            told.append(try await scene.poll().titles)
        }
        return told
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let link: @Sendable (Int) -> String?
        let isDated: Bool

        init(_ claim: String, isDated: Bool = true, _ link: @escaping @Sendable (Int) -> String?) {
            (testDescription, self.isDated, self.link) = (claim, isDated, link)
        }
    }

    @Test(arguments: [
        Row("one guid, a page each") { "https://example.com/news/\($0)" },
        Row("one guid, a page each, no dates", isDated: false) { "https://example.com/news/\($0)" },
        Row("one guid and one page, as of a status page") { _ in "https://example.com/status" },
        Row("one guid and one page without dates", isDated: false) { _ in
            "https://example.com/status"
        },
        Row("one guid and the home page") { _ in "https://example.com/" },
        Row("one guid and nothing else", isDated: false) { _ in nil },
    ])
    func `each item is told`(_ row: Row) async throws {
        let scene = try PollScene()
        let told = try await tell(scene, isDated: row.isDated, link: row.link)
        #expect(told == Self.titles.map { [$0] })
        let feed = try scene.feed()
        #expect(feed.guidState == "reused")
        #expect(
            feed.guidReason
                == "1 item has the guid of an earlier, different one: known by link and title.")
        #expect(try scene.reader().mentions(watch: nil, since: nil, limit: 0).count == 4)
    }

    @Test(arguments: [true, false])
    func `an older item that a cache serves again is no news`(isLinked: Bool) async throws {
        let scene = try PollScene()
        let told = try await tell(scene, numbers: [0, 1, 0, 1, 2, 0], isDated: false) {
            isLinked ? "https://example.com/news/\($0)" : nil
        }
        let titles = Self.titles
        #expect(told == [[titles[0]], [titles[1]], [], [], [titles[2]], []])
    }

    @Test func `an item that took a guid is edited under it, and the state stays`() async throws {
        let scene = try PollScene(options: "first_poll: all\nupdates: notify")
        _ = try await tell(scene, numbers: [0, 1]) { "https://example.com/news/\($0)" }
        var edited = post(1, link: "https://example.com/news/1", in: scene)
        edited.text += " The buyer is not known."
        try scene.serve([edited])
        let told = try await scene.poll()
        #expect(told.types == ["mention.updated"])
        #expect(told.first?.changed == ["summary"])
        #expect(try scene.feed().guidState == "reused")
    }

    @Test func `guids that count the places of a list lose no item`() async throws {
        let scene = try PollScene()
        let all = Self.titles.indices.map {
            post($0, link: "https://example.com/n/\($0)", in: scene)
        }
        for count in 1...4 {
            let shown = all.prefix(count).reversed().enumerated().map { place, post in
                var post = post
                post.guid = "place-\(place)"
                return post
            }
            try scene.serve(shown)
            #expect(try await scene.poll().titles == [Self.titles[count - 1]])
        }
    }

    private static let before = Post(
        guid: "g1", link: "https://example.com/a", title: "Leica sells a lens in Japan",
        text:
            "The lens is made in Portugal and costs four thousand in the shops, from where it goes to Japan in May.",
        published: ManualClock().now)

    struct Edit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Post) -> Void

        init(_ claim: String, _ change: @escaping @Sendable (inout Post) -> Void) {
            (testDescription, self.change) = (claim, change)
        }
    }

    @Test(arguments: [
        Edit("another title, the same text") { $0.title = "Optics for Tokyo" },
        Edit("another title and a later date") {
            $0.title = "Optics for Tokyo"
            $0.published = ManualClock().now + .hours(9)
        },
        Edit("another text, the same title") {
            $0.text = ReusedGuidReplayTests.texts[1] + " Leica."
        },
        Edit("title and text, the date stays") {
            ($0.title, $0.text) = ("Optics for Tokyo", ReusedGuidReplayTests.texts[1] + " Leica.")
        },
        Edit("title and text edited, with a later date") {
            $0.title = "Update: Leica sells lens to Japan, says maker"
            $0.text =
                "A spokesman said on Monday that sales begin early. Leica shops got the first."
            $0.published = ManualClock().now + .hours(9)
        },
        Edit("a page that is named after the new title") {
            ($0.title, $0.link) = ("Optics for Tokyo", "https://example.com/optics-for-tokyo")
            $0.text += " It was late."
        },
        Edit("a number in the title, and the text goes on") {
            $0.title = "Leica sells 2 lenses in Japan"
            $0.text += " The second one costs less."
            $0.published = ManualClock().now + .hours(9)
        },
        Edit("the first lines of a text become all of it") {
            $0.text = ReusedGuidReplayTests.texts[2] + " " + $0.text
            $0.title = "Optics for Tokyo"
            $0.published = ManualClock().now + .hours(9)
        },
    ])
    func `an edit stays an edit`(_ edit: Edit) async throws {
        let scene = try PollScene()
        var post = Self.before
        try scene.serve([post])
        #expect(try await scene.poll().count == 1)
        edit.change(&post)
        try scene.serve([post])
        #expect(try await scene.poll() == [])
        #expect(try scene.feed().guidState == "stable")
    }
}
