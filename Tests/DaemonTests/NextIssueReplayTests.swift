import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

/// Feeds whose items are always called the same: bulletins, status pages, changelogs, feeds of one item.
@Suite("What is always called the same is told each time")
struct NextIssueReplayTests {
    typealias Post = PollScene.Post

    private static let texts = [
        "Leica opens a factory for glass in Portugal, where two hundred people are to work from the spring on.",
        "A collector paid eleven million at auction in Vienna for a prototype by Leica from the twenties.",
        "Owners report that batteries swell in the heat; Leica asks them to send the packs back for exchange.",
        "The museum shows forty photographs by Barnack himself, many never printed before, says Leica.",
    ]
    private static let brief = [
        "Leica up.", "Calm day; Leica down 3 percent", "No trade in Leica", "Leica gone",
    ]

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let post: @Sendable (Int, Timestamp) -> Post

        init(_ claim: String, _ post: @escaping @Sendable (Int, Timestamp) -> Post) {
            (testDescription, self.post) = (claim, post)
        }
    }

    private static func bulletin(
        _ number: Int, guid: String?, link: String?, texts: [String] = texts, _ time: Timestamp?
    ) -> Post {
        Post(
            guid: guid, link: link, title: "Market update for Leica watchers", text: texts[number],
            published: time)
    }

    private static let page = "https://example.com/market"

    @Test(arguments: [
        Row("own guids and pages") {
            bulletin($0, guid: "g\($0)", link: "https://example.com/market/\($0)", $1)
        },
        Row("own guids, one page") { bulletin($0, guid: "g\($0)", link: page, $1) },
        Row("own guids, one page, no dates") { number, _ in
            bulletin(number, guid: "g\(number)", link: page, nil)
        },
        Row("own guids and pages under the date of one day") { number, _ in
            bulletin(
                number, guid: "g\(number)", link: "https://example.com/market/\(number)",
                ManualClock().now)
        },
        Row("one guid, one page, a later date") { bulletin($0, guid: "g", link: page, $1) },
        Row("one guid and a later date") { bulletin($0, guid: "g", link: nil, $1) },
        Row("one page and a later date") { bulletin($0, guid: nil, link: page, $1) },
        Row("a later date and nothing else") { bulletin($0, guid: nil, link: nil, $1) },
        Row("nothing but another text") { number, _ in
            bulletin(number, guid: nil, link: nil, nil)
        },
        Row("one guid, one page, very short texts") {
            bulletin($0, guid: "g", link: page, texts: brief, $1)
        },
        Row("own guids, one page, very short texts") {
            bulletin($0, guid: "g\($0)", link: page, texts: brief, $1)
        },
    ])
    func `each issue`(_ row: Row) async throws {
        let scene = try PollScene()
        for number in Self.texts.indices {
            let post = row.post(number, scene.clock.now)
            try scene.serve([post])
            #expect(try await scene.poll(after: .hours(20)).types == ["mention.new"], "\(number)")
            #expect(try await scene.poll() == [], "\(number)")
        }
        #expect(try scene.reader().mentions(watch: nil, since: nil, limit: 0).count == 4)
    }

    @Test func `each of several an hour, with five words for a title`() async throws {
        let scene = try PollScene()
        var posts: [Post] = []
        for number in Self.texts.indices {
            posts.insert(
                Self.bulletin(
                    number, guid: "g\(number)", link: "https://example.com/market/\(number)",
                    scene.clock.now), at: 0)
            try scene.serve(posts)
            #expect(try await scene.poll().types == ["mention.new"], "\(number)")
        }
    }

    @Test func `but not what each poll dates anew`() async throws {
        let scene = try PollScene()
        for round in 0..<4 {
            let posts = (1...4).map { lot in
                Post(
                    guid: "lot-\(lot)", link: "https://example.com/lot/\(lot)",
                    title: "Leica M\(lot), used",
                    text: "Price \(lot)\(round)00 Bids \(round) Left \(9 - round) h",
                    published: scene.clock.now + .minutes(30))
            }
            try scene.serve(posts)
            #expect(try await scene.poll().count == (round == 0 ? 4 : 0), "\(round)")
        }
    }

    @Test func `each section of a page that is renewed`() async throws {
        let scene = try PollScene()
        for day in 0..<4 {
            let posts = (0..<3).map { section in
                Post(
                    guid: "\(day)-\(section)", link: "https://example.com/section/\(section)",
                    title: ["Leica shares", "Leica shops", "Leica repairs"][section],
                    text: "Leica " + sentence(seed: day * 10 + section, words: 30),
                    published: scene.clock.now)
            }
            try scene.serve(posts)
            #expect(try await scene.poll(after: .days(1)).count == 3)
            #expect(try await scene.poll() == [])
        }
    }

    @Test func `with short titles and texts under one guid`() async throws {
        let scene = try PollScene()
        let news = [
            ("Leica recalls batteries", "Details soon."), ("Leica opens store", "In Tokyo."),
            ("Leica hires chief", "She is from Jena."),
        ]
        for (title, text) in news {
            try scene.serve([
                Post(
                    guid: "latest", link: "https://example.com/latest", title: title, text: text,
                    published: scene.clock.now)
            ])
            #expect(try await scene.poll().titles == [title])
            #expect(try await scene.poll() == [])
        }
    }

    @Test(arguments: [true, false])
    func `but not what changes its guid with each poll`(isDated: Bool) async throws {
        let scene = try PollScene()
        let start = scene.clock.now
        for poll in 0..<6 {
            let day = poll / 2
            try scene.serve([
                Self.bulletin(
                    day, guid: "g\(poll)", link: Self.page, isDated ? start + .days(day) : nil)
            ])
            #expect(try await scene.poll(after: .hours(12)).count == (poll % 2 == 0 ? 1 : 0))
        }
    }

    @Test func `an edit of an undated item without guid and link is no news`() async throws {
        let scene = try PollScene()
        var post = Self.bulletin(0, guid: nil, link: nil, nil)
        try scene.serve([post])
        #expect(try await scene.poll().count == 1)
        post.text += " The mayor was there."
        try scene.serve([post])
        #expect(try await scene.poll() == [])
        #expect(try scene.reader().mentions(watch: nil, since: nil, limit: 0).count == 1)
    }

    @Test func `a new item with an earlier title of another one is no twin of it`() async throws {
        let scene = try PollScene()
        var first = Self.bulletin(0, guid: "g1", link: Self.page, scene.clock.now)
        try scene.serve([first])
        #expect(try await scene.poll().count == 1)
        first.title = "Factory opened: market update for Leica watchers of yesterday"
        try scene.serve([first])
        #expect(try await scene.poll() == [])
        let second = Self.bulletin(1, guid: "g2", link: Self.page, scene.clock.now)
        try scene.serve([second, first])
        #expect(try await scene.poll().count == 1)
        try scene.serve([second, first])
        #expect(try await scene.poll() == [])
    }
}
