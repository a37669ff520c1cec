import FeedModel
import Testing

@testable import Parsing

@Suite struct JSONFeedTests {
    @Test("the fields of a JSON Feed, with what real ones do wrong") func fields() throws {
        let feed = try parsed(
            """
            {"version":"https://jsonfeed.org/version/1.1","title":"A &amp; B","home_page_url":"https://a.org/",
            "feed_url":"https://a.org/feed.json","authors":[{"name":"Ann"}],"hubs":[{"type":"x","url":"https://hub.org"}],
            "items":[{"id":7,"url":"/1","title":"T","content_html":"<a href='2'>\\u00e9\\ud83d\\ude00</a>",
            "content_text":"plain","summary":"s","date_published":"2026-11-02T10:00:00+01:00","tags":["x",""],
            "author":{"name":"Bob"},"attachments":[{"url":"a.mp3","mime_type":"audio/mpeg","size_in_bytes":12.0}],},
            "no item"]}
            """)
        #expect(
            feed.format == .json11 && feed.title == "A & B" && feed.hubURLs == ["https://hub.org"])
        let item = try #require(feed.items.first)
        #expect(item.guid == "7" && item.url == "https://a.org/1")
        #expect(item.content == "<a href='https://a.org/2'>é😀</a>" && item.plainContent == "plain")
        #expect(item.summary == "s" && item.summaryFormat == .plain)
        #expect(item.published == DateParser.parse("2026-11-02T09:00:00Z"))
        #expect(item.authors == [Author(name: "Bob")] && item.categories == ["x"])
        #expect(
            item.enclosures == [
                Enclosure(url: "https://a.org/a.mp3", mimeType: "audio/mpeg", byteCount: 12)
            ])
        #expect(feed.items.count == 1 && feed.itemsInSource == 2 && feed.warnings.count == 1)
    }

    @Test("what stands before the end of a broken document is read") func brokenOff() throws {
        let feed = try parsed(
            """
            {"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a"},
            {"id":"2","title":"b","ti
            """)
        #expect(feed.items.map(\.guid) == ["1", "2"] && feed.items.map(\.title) == ["a", "b"])
        #expect(feed.isSalvaged && feed.warnings.count == 1)
        #expect(throws: ParseError.brokenJSON(line: 1, reason: "a string is not closed")) {
            try parsed("{\"version\":\"https://jsonfeed.org/version/1.1\",\"ti")
        }
    }

    @Test("what is written is read again as it was") func roundTrip() throws {
        var item = Item(
            guid: "g\"\\\n", url: "https://a.org/1", externalURL: "https://b.org/",
            title: "T\u{202E}",
            summary: "<p>s</p>", content: "c", contentFormat: .plain,
            imageURL: "https://a.org/i.png",
            published: Timestamp(seconds: 1_793_613_600),
            updated: Timestamp(seconds: 1_793_613_601),
            authors: [Author(name: "Ann", url: "https://a.org/ann")], categories: ["x"],
            enclosures: [
                Enclosure(url: "https://a.org/a", mimeType: "a/b", byteCount: 3, title: "t")
            ], language: "en")
        item.title = "T"
        let alone = Item(guid: "2", summary: "only <b>this</b>")
        let feed = ParsedFeed(format: .rss20, title: "F", items: [item, alone], itemsInSource: 2)
        let read = try JSONFeedItems(reading: Array(JSONFeedWriter.document(feed).utf8))
        #expect(read.items == [item, alone])
        #expect(read.feed == FeedScope(name: "F"))
    }

    @Test("every item has an id, and the same item the same") func identities() {
        let items = [
            Item(title: "a"), Item(title: "b"), Item(title: "a"), Item(url: "https://a.org/"),
        ]
        let document = JSONFeedWriter.document(ParsedFeed(format: .rss20, items: items))
        let ids = document.split(separator: "\"id\":\"").dropFirst().map {
            $0.prefix { $0 != "\"" }
        }
        #expect(ids.count == 4)
        #expect(ids[0] == ids[2] && ids[0] != ids[1] && ids[3] == "https://a.org/")
    }

    @Test("items one a line, and the line that is none is named") func lines() throws {
        let items = try JSONFeedItems(
            reading: Array("{\"id\":\"1\",\"title\":\"a\"}\n\n{\"id\":\"2\"}\n".utf8)
        ).items
        #expect(items.map(\.guid) == ["1", "2"])
        #expect(throws: ParseError.brokenJSON(line: 2, reason: "this is no value")) {
            try JSONFeedItems(reading: Array("{\"id\":\"1\"}\nnot json\n".utf8))
        }
        #expect(throws: ParseError.empty) { try JSONFeedItems(reading: []) }
    }

    @Test("one item on one line is an item, not a document") func single() throws {
        #expect(
            try JSONFeedItems(reading: Array("{\"id\":\"1\",\"title\":\"a\"}".utf8)).items
                .map(\.title) == ["a"])
    }
}
