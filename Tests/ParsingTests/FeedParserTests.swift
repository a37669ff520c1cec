import FeedModel
import Testing

@testable import Parsing

/// A feed from text, as tests want it.
func parsed(_ text: String, url: String? = nil) throws -> ParsedFeed {
    try FeedParser().parse(Array(text.utf8), url: url)
}

/// An RSS 2.0 feed of one item with these elements.
func rssItem(_ elements: String, attributes: String = "", url: String? = nil) throws -> Item {
    let feed = try parsed(
        "<rss version=\"2.0\" \(attributes)><channel><link>https://a.org/p/</link>"
            + "<item>\(elements)</item></channel></rss>", url: url)
    return try #require(feed.items.first)
}

/// An Atom feed of one entry with these elements.
func atomEntry(_ elements: String, attributes: String = "", url: String? = nil) throws -> Item {
    let feed = try parsed(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" \(attributes)><entry>\(elements)</entry></feed>",
        url: url)
    return try #require(feed.items.first)
}

struct FormatRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var document: String
    var format: FeedFormat

    init(_ claim: String, _ document: String, _ format: FeedFormat) {
        (testDescription, self.document, self.format) = (claim, document, format)
    }
}

@Suite struct FeedParserTests {
    @Test("a title that is text by its type keeps the tags that it speaks of") func textTitles()
        throws
    {
        for type in ["", " type=\"text\""] {
            let title = "<title\(type)>&lt;b&gt; is &amp;amp; a tag</title>"
            #expect(try atomEntry(title).title == "<b> is & a tag")
        }
        #expect(try atomEntry("<title>&lt;b&gt;bold&lt;/b&gt; words</title>").title == "bold words")
    }

    @Test("JSON that is no UTF-8 is read, and said to be none") func latin1JSON() throws {
        let document =
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Caf\u{E9} noir\",\"items\":[]}"
        let feed = try FeedParser().parse(document.unicodeScalars.map { UInt8($0.value) })
        #expect(feed.title == "Café noir")
        #expect(!feed.warnings.isEmpty)
    }

    @Test("an entry without an author is by the feed's, wherever that stands") func feedAuthors()
        throws
    {
        let feed = try parsed(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>a</id></entry><entry><id>b</id>"
                + "<author><name>B</name></author></entry><author><name>A</name></author></feed>")
        #expect(feed.items.map { $0.authors.map(\.name) } == [["A"], ["B"]])
    }

    @Test("an entry alone is a feed of one item") func entryDocument() throws {
        let feed = try parsed(
            "<entry xmlns=\"http://www.w3.org/2005/Atom\"><id>a</id><title>T</title></entry>")
        #expect(feed.format == .atom10)
        #expect(feed.items.map(\.title) == ["T"])
        #expect(feed.itemsInSource == 1)
        #expect(throws: ParseError.self) { try parsed("<entry><title>T</title></entry>") }
    }

    @Test("items that nobody closed are read, however many") func unclosedItems() throws {
        let items = (0..<700).map { "<item><title>\($0)</title>" }.joined()
        let feed = try parsed("<rss version=\"2.0\"><channel>\(items)</channel></rss>")
        #expect(feed.items.count == 700)
        #expect(feed.isSalvaged)
    }

    @Test("what nobody sees around a link is no part of it") func invisibleAroundLinks() throws {
        for mark in ["\u{200B}", "\u{FEFF}", "\u{A0}"] {
            let item = try rssItem("<link>\(mark)https://e.org/x\(mark)</link>")
            #expect(item.url == "https://e.org/x")
        }
    }

    @Test("a CDATA section that was escaped is taken off a title") func escapedSection() throws {
        #expect(try rssItem("<title>&lt;![CDATA[x &amp; y]]&gt;</title>").title == "x & y")
    }

    @Test("twenty thousand values of one item take no time, and each is kept once")
    func manyValues() throws {
        let values = (0..<20_000).map { number in
            "<category>c\(number)</category><enclosure url=\"https://e.org/\(number)\"/>"
                + "<author>a\(number)</author>"
        }.joined()
        let item = try rssItem(values + values)
        #expect(item.categories.count == 20_000)
        #expect(item.enclosures.count == 20_000)
        #expect(item.authors.count == 20_000)
    }

    @Test(
        "a type that is no feed's is a warning and no repair",
        arguments: [
            ("text/plain; charset=utf-8", true), ("TEXT/HTML", true),
            ("application/octet-stream", true),
            ("application/rss+xml", false), ("text/xml", false), ("application/json", false),
            ("", false),
        ]) func contentTypes(_ type: String, _ isWarned: Bool) throws
    {
        let feed = try FeedParser().parse(
            Array("<rss version=\"2.0\"><channel/></rss>".utf8), contentType: type)
        #expect(feed.warnings.isEmpty == !isWarned)
        #expect(!feed.isSalvaged)
    }

    @Test(arguments: [
        FormatRow("RSS 0.91", "<rss version=\"0.91\"><channel/></rss>", .rss091),
        FormatRow("RSS 0.94 counts as 0.92", "<rss version=\"0.94\"><channel/></rss>", .rss092),
        FormatRow("RSS 2.0", "<rss version='2.0'><channel/></rss>", .rss20),
        FormatRow("RSS without a version", "<RSS><channel/></RSS>", .rss20),
        FormatRow(
            "RSS 0.90",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                + "xmlns=\"http://my.netscape.com/rdf/simple/0.9/\"><channel/></rdf:RDF>", .rss090),
        FormatRow(
            "RSS 1.0",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                + "xmlns=\"http://purl.org/rss/1.0/\"><channel/></rdf:RDF>", .rss10),
        FormatRow(
            "Atom 0.3", "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"/>", .atom03),
        FormatRow("Atom 1.0", "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", .atom10),
        FormatRow(
            "Atom with a prefix", "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"/>", .atom10),
        FormatRow(
            "JSON Feed 1.0", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}",
            .json10),
        FormatRow(
            "JSON Feed 1.1", "\u{FEFF}{\"version\":\"https://jsonfeed.org/version/1.1\"}", .json11),
        FormatRow(
            "CDF",
            "<CHANNEL HREF=\"https://a.org\"><ITEM HREF=\"b\"><TITLE>x</TITLE></ITEM></CHANNEL>",
            .cdf),
        FormatRow(
            "comments and instructions before the root",
            "<?a b?><!-- <x> --><rss version=\"0.92\"/>", .rss092),
    ]) func formats(_ row: FormatRow) throws {
        #expect(try parsed(row.document).format == row.format)
    }

    @Test("what is no feed says what it is") func notFeeds() {
        #expect(throws: ParseError.empty) { try parsed(" \n ") }
        #expect(throws: ParseError.notAFeed(found: "plain text")) { try parsed("not found") }
        #expect(throws: ParseError.notAFeed(found: "a document whose root is <opml>")) {
            try parsed("<opml version=\"2.0\"/>")
        }
        #expect(throws: ParseError.self) { try parsed("{\"error\": 404}") }
        #expect(throws: ParseError.self) { try parsed("{\"version\": ") }
    }

    @Test("a web page is told from a feed, and its feeds are named") func webPage() {
        let page = """
            <!DOCTYPE html><html><head><title>x</title>
            <link rel="stylesheet" href="s.css"><link rel='alternate' hreflang="de" href="/de">
            <link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2">
            <link type=application/atom+xml rel=alternate href=atom.xml></head></html>
            """
        let expected = ParseError.webPage(
            alternates: ["https://a.org/feed?a=1&b=2", "https://a.org/blog/atom.xml"])
        #expect(throws: expected) { try parsed(page, url: "https://a.org/blog/") }
        #expect(expected.description.contains("https://a.org/blog/atom.xml"))
    }

    @Test("the fields of an RSS feed") func rssFeed() throws {
        let feed = try parsed(
            """
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
            xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>
            <title>A &amp;amp; B</title><link>https://a.org/</link>
            <atom:link rel="self" href="https://a.org/feed"/><atom:link rel="hub" href="https://hub.org/"/>
            <description>About &lt;b&gt;it&lt;/b&gt;</description><language>en-gb</language>
            <managingEditor>ann@a.org (Ann)</managingEditor><ttl>60</ttl>
            <skipHours><hour>0</hour><hour>24</hour><hour>7</hour></skipHours>
            <skipDays><day>Saturday</day><day>Sunday</day></skipDays>
            <sy:updateFrequency>2</sy:updateFrequency><sy:updatePeriod>daily</sy:updatePeriod>
            <image><url>icon.png</url><title>not the title</title><link>https://no.org</link></image>
            </channel></rss>
            """)
        #expect(feed.title == "A & B")
        #expect(feed.homePageURL == "https://a.org/")
        #expect(feed.selfURL == "https://a.org/feed")
        #expect(feed.hubURLs == ["https://hub.org/"])
        #expect(feed.feedDescription == "About it")
        #expect(feed.language == "en-gb")
        #expect(feed.authors == [Author(name: "Ann", email: "ann@a.org")])
        #expect(feed.iconURL == "https://a.org/icon.png")
        #expect(feed.freshness.ttl == .minutes(60))
        #expect(feed.freshness.skipHours == [0, 7])
        #expect(feed.freshness.skipDays == [6, 0])
        #expect(feed.freshness.updatePeriod == .hours(12))
        #expect(feed.warnings.isEmpty)
    }

    @Test("the fields of an RSS item") func rssFields() throws {
        let item = try rssItem(
            """
            <title><![CDATA[<b>One</b> &amp; two]]></title><link>1.html</link><comments>https://no.org</comments>
            <guid isPermaLink="false"> tag:1 </guid><pubDate>Mon, 02 Nov 2026 10:00:00 +0000</pubDate>
            <dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><category>x</category><category>y</category>
            <description>&lt;p&gt;Short&lt;/p&gt;</description>
            <content:encoded><![CDATA[<p>Long <a href="2.html">it</a></p>]]></content:encoded>
            <enclosure url="a.mp3" length="1,024" type="audio/mpeg"/><source url="https://no.org">No</source>
            """,
            attributes: "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                + "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"")
        #expect(item.title == "One & two")
        #expect(item.url == "https://a.org/p/1.html")
        #expect(item.guid == "tag:1")
        #expect(item.published == DateParser.parse("2026-11-02T10:00:00Z"))
        #expect(item.authors.map(\.name) == ["Ann", "Bob"])
        #expect(item.categories == ["x", "y"])
        #expect(item.summary == "<p>Short</p>")
        #expect(item.content == "<p>Long <a href=\"https://a.org/p/2.html\">it</a></p>")
        let file = Enclosure(url: "https://a.org/p/a.mp3", mimeType: "audio/mpeg", byteCount: 1024)
        #expect(item.enclosures == [file])
    }

    @Test("the fields of an Atom entry") func atomFields() throws {
        let item = try atomEntry(
            """
            <id>urn:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>b</b></div></title>
            <link rel="self" href="self"/><link href="page"/><link rel="enclosure" href="f.ogg" length="9"/>
            <link rel="related" href="https://b.org/"/><published>2026-11-02T10:00:00Z</published>
            <updated>2026-11-03T10:00:00Z</updated><author><name>Ann</name><uri>/ann</uri></author>
            <contributor><name>No</name></contributor><category term="t" label="Tee"/>
            <summary>1 &lt; 2</summary><source><title>No</title><id>no</id></source>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x<br/> &amp; <img src="i.png"/></p></div></content>
            """, attributes: "xml:base=\"https://a.org/b/\" xml:lang=\"de\"")
        #expect(item.guid == "urn:1")
        #expect(item.title == "A b")
        #expect(item.url == "https://a.org/b/page")
        #expect(item.externalURL == "https://b.org/")
        #expect(item.enclosures == [Enclosure(url: "https://a.org/b/f.ogg", byteCount: 9)])
        #expect(item.updated == DateParser.parse("2026-11-03T10:00:00Z"))
        #expect(item.authors == [Author(name: "Ann", url: "https://a.org/ann")])
        #expect(item.categories == ["Tee"])
        #expect(item.summary == "1 < 2" && item.summaryFormat == .plain)
        #expect(item.content == "<p>x<br/> &amp; <img src=\"https://a.org/b/i.png\"/></p>")
        #expect(item.language == "de")
    }

    @Test("layers of CDATA in a title are taken off, however many") func layersOfCDATA() throws {
        let count = 200_000
        let title =
            String(repeating: "<![CDATA[", count: count) + "Leica"
            + String(repeating: "]]>", count: count)
        let json =
            #"{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","title":"TITLE"}]}"#
        let feed = try parsed(json.replacing("TITLE", with: title))
        #expect(feed.items.first?.title == "Leica")
    }

    @Test("a crowd of authors is not written down for each item") func crowdOfAuthors() throws {
        func authors(_ count: Int) throws -> [[Author]] {
            let names = Array(repeating: #"{"name":"Ann"}"#, count: count).joined(separator: ",")
            let json =
                #"{"version":"https://jsonfeed.org/version/1.1","authors":[NAMES],"items":[{"id":"1"}]}"#
            return try parsed(json.replacing("NAMES", with: names)).items.map(\.authors)
        }
        #expect(try authors(2).map(\.count) == [2])
        #expect(try authors(33).map(\.count) == [0])
    }
}
