import Testing

@testable import Parsing

@Suite struct OPMLTests {
    @Test("folders and categories become tags, whatever the letter case") func reading() throws {
        let list = """
            <?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>
            <outline text="News"><outline text="Inner">
              <outline type="rss" text="A &amp; B" xmlUrl="https://a.org/feed?x=1&amp;y=2" htmlUrl="https://a.org"/>
              </outline>
              <!-- <outline xmlUrl="https://no.org"/> -->
              <outline title="C" text="c" xmlurl='https://c.org/' category="/cameras/l-mount,News"></outline>
            </outline>
            <outline text="D" xmlUrl="https://d.org/"/></body></opml>
            """
        let feeds = try OPML.feeds(in: Array(list.utf8))
        #expect(
            feeds == [
                OPMLFeed(
                    url: "https://a.org/feed?x=1&y=2", title: "A & B", tags: ["News", "Inner"]),
                OPMLFeed(url: "https://c.org/", title: "C", tags: ["News", "cameras", "l-mount"]),
                OPMLFeed(url: "https://d.org/", title: "D", tags: []),
            ])
    }

    @Test("what is rendered is read again") func roundTrip() throws {
        let feeds = [
            OPMLFeed(url: "https://a.org/?a=1&b=\"<>", title: "A & <B> \"C\"", tags: ["x", "y z"])
        ]
        #expect(try OPML.feeds(in: Array(OPML.render(feeds, title: "A & B").utf8)) == feeds)
    }

    @Test("what is no list is an error") func errors() {
        #expect(throws: ParseError.empty) { try OPML.feeds(in: []) }
        #expect(throws: ParseError.self) { try OPML.feeds(in: Array("<rss/>".utf8)) }
    }
}
