import FeedModel
import Testing

@testable import Parsing

struct PrecedenceRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var elements: String
    var field: @Sendable (Item) -> String?
    var expected: String?

    init(
        _ claim: String, _ elements: String, _ field: @escaping @Sendable (Item) -> String?,
        _ expected: String?
    ) {
        (testDescription, self.elements, self.field, self.expected) = (
            claim, elements, field, expected
        )
    }
}

@Suite struct PrecedenceTests {
    private static let namespaces = """
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:m="http://search.yahoo.com/mrss/" \
        xmlns:i="http://www.itunes.com/DTDs/Podcast-1.0.dtd" xmlns:a="http://www.w3.org/2005/Atom" \
        xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0"
        """

    @Test(arguments: [
        PrecedenceRow(
            "its own title beats others", "<m:title>m</m:title><title>t</title>", \.title, "t"),
        PrecedenceRow(
            "the order does not matter", "<title>t</title><dc:title>d</dc:title>", \.title, "t"),
        PrecedenceRow(
            "another title is better than none", "<m:title>m</m:title><dc:title>d</dc:title>",
            \.title, "d"),
        PrecedenceRow("an empty title is none", "<title/><dc:title>d</dc:title>", \.title, "d"),
        PrecedenceRow(
            "a link beats a permalink", "<guid>https://a.org/g</guid><link>https://a.org/l</link>",
            \.url, "https://a.org/l"),
        PrecedenceRow(
            "a permalink is better than no link", "<guid>https://a.org/g</guid>", \.url,
            "https://a.org/g"),
        PrecedenceRow(
            "a guid that is no permalink is no link",
            "<guid isPermaLink=\"false\">https://a.org/g</guid>", \.url, nil),
        PrecedenceRow(
            "the original link beats FeedBurner's",
            "<fb:origLink>https://a.org/o</fb:origLink><link>https://f.org/l</link>", \.url,
            "https://a.org/o"),
        PrecedenceRow(
            "FeedBurner's link is kept beside it",
            "<link>https://f.org/l</link><fb:origLink>https://a.org/o</fb:origLink>", \.externalURL,
            "https://f.org/l"),
        PrecedenceRow(
            "a summary of iTunes is better than none", "<i:summary>s</i:summary>", \.summary, "s"),
        PrecedenceRow(
            "a description beats it", "<i:summary>s</i:summary><description>d</description>",
            \.summary, "d"),
        PrecedenceRow(
            "Atom in RSS is understood", "<a:updated>2026-11-02</a:updated>",
            { $0.updated?.description }, "2026-11-02T00:00:00.000Z"),
        PrecedenceRow(
            "an author beats dc:creator",
            "<dc:creator>c</dc:creator><author>a@b.org (Ann)</author>", { $0.authors.first?.name },
            "Ann"),
        PrecedenceRow(
            "a thumbnail in a group is the picture",
            "<m:group><m:thumbnail url=\"/t.png\"/></m:group>", \.imageURL, "https://a.org/t.png"),
        PrecedenceRow(
            "a video is a file", "<m:content url=\"https://a.org/v.mp4\" type=\"video/mp4\"/>",
            { $0.enclosures.first?.url }, "https://a.org/v.mp4"),
        PrecedenceRow(
            "an impossible date leaves the next best",
            "<pubDate>31 Feb 2026</pubDate><dc:date>2026-11-02</dc:date>",
            { $0.published?.description }, "2026-11-02T00:00:00.000Z"),
        PrecedenceRow(
            "markup in a name is taken off", "<category><p>c</p></category>", \.categories.first,
            "c"),
        PrecedenceRow(
            "a permalink that is a path is one", "<guid>/blog/x</guid>", \.url,
            "https://a.org/blog/x"),
        PrecedenceRow(
            "a permalink that is a path and says so", "<guid isPermaLink=\"true\">x/y</guid>",
            \.url,
            "https://a.org/p/x/y"),
        PrecedenceRow("a number is no permalink", "<guid>123</guid>", \.url, nil),
        PrecedenceRow(
            "of two dates the last", "<pubDate>2026-11-01</pubDate><pubDate>2026-11-02</pubDate>",
            { $0.published?.description }, "2026-11-02T00:00:00.000Z"),
        PrecedenceRow(
            "the label of a category is its name", "<m:category label=\"l\">c</m:category>",
            { $0.categories.joined(separator: "|") }, "l"),
        PrecedenceRow(
            "categories of iTunes nest",
            "<i:category text=\"a\"><i:category text=\"b\"/></i:category>",
            { $0.categories.joined(separator: "|") }, "a|b"),
        PrecedenceRow(
            "tags in one line", "<tags>a, b</tags>", { $0.categories.joined(separator: "|") }, "a|b"
        ),
        PrecedenceRow(
            "an address with its scheme is an address", "<author>mailto:a@b.org</author>",
            { $0.authors.first?.email }, "a@b.org"),
        PrecedenceRow(
            "an underscore in a language is a hyphen", "<dc:language>de_AT</dc:language>",
            \.language, "de-AT"),
        PrecedenceRow("letter case of elements is forgiven", "<TITLE>t</TITLE>", \.title, "t"),
        PrecedenceRow(
            "a module bound to a URI that nobody knows is known by its prefix",
            "<content:encoded xmlns:content=\"urn:x\">c</content:encoded>", \.content, "c"),
        PrecedenceRow(
            "and so where the document is damaged",
            "<content:encoded xmlns:content=\"urn:x\">&c</content:encoded>", \.content, "&c"),
        PrecedenceRow(
            "unknown elements do no harm",
            "<x:y xmlns:x=\"urn:x\"><title>no</title></x:y><title>t</title>", \.title, "t"),
    ]) func rss(_ row: PrecedenceRow) throws {
        let item = try rssItem(row.elements, attributes: Self.namespaces)
        #expect(row.field(item) == row.expected)
    }

    @Test("a summary and a description in one RSS item are both kept") func twoSummaries() throws {
        let item = try rssItem("<summary>s</summary><description>d</description>")
        #expect(item.summary == "s" && item.content == "d")
        let full = try rssItem(
            "<summary>s</summary><description>d</description><fullitem>f</fullitem>")
        #expect(full.content == "f")
    }

    @Test("a feed whose vocabulary nobody knows is read as what its root is")
    func unknownVocabulary() throws {
        let feed = try parsed(
            "<feed version=\"0.3\" xmlns=\"https://example.org/new#\"><title>F</title><entry><title>t</title>"
                + "<x xmlns=\"urn:x\"><title>no</title></x></entry></feed>")
        #expect(feed.title == "F" && feed.items.map(\.title) == ["t"])
    }

    @Test("Atom 0.3: issued beats created, wherever it stands") func created() throws {
        for order in [
            "<issued>2026-11-02</issued><created>2026-11-01</created>",
            "<created>2026-11-01</created><issued>2026-11-02</issued>",
        ] {
            #expect(try atomEntry(order).published == DateParser.parse("2026-11-02"))
        }
    }

    @Test("CDF says links and dates in attributes") func cdf() throws {
        let feed = try parsed(
            "<CHANNEL HREF=\"https://a.org/\"><ITEM HREF=\"b\" LASTMOD=\"2026-11-02T10:00\"><TITLE>t</TITLE>"
                + "<ABSTRACT>x</ABSTRACT></ITEM></CHANNEL>")
        let item = try #require(feed.items.first)
        #expect(item.url == "https://a.org/b" && item.title == "t" && item.summary == "x")
        #expect(item.updated == DateParser.parse("2026-11-02T10:00:00Z"))
    }

    @Test("RSS links are relative to the channel's link, wherever it stands") func lateChannelLink()
        throws
    {
        let feed = try parsed(
            "<rss version=\"2.0\"><channel><item><link>/1</link><description>&lt;a href='2'></description>"
                + "</item><link>https://a.org/x/</link></channel></rss>")
        #expect(feed.items.first?.url == "https://a.org/1")
        #expect(feed.items.first?.summary == "<a href='https://a.org/x/2'>")
    }

    @Test("Atom links are relative to Content-Location, else to the URL") func atomBase() throws {
        let document = Array(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><link href=\"1\"/></entry></feed>"
                .utf8)
        let here = try FeedParser().parse(document, url: "https://a.org/f/feed")
        #expect(here.items.first?.url == "https://a.org/f/1")
        let there = try FeedParser().parse(
            document, url: "https://a.org/f/feed", contentLocation: "/g/feed")
        #expect(there.items.first?.url == "https://a.org/g/1")
    }

    @Test("xml:base nests, also inside XHTML") func nestedBase() throws {
        let item = try atomEntry(
            "<link xml:base=\"c/\" href=\"1\"/><content type=\"xhtml\" xml:base=\"d/\">"
                + "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p xml:base=\"e/\"><a href=\"2\">x</a></p>"
                + "<a href=\"3\">y</a></div></content>",
            attributes: "xml:base=\"https://a.org/b/\"")
        #expect(item.url == "https://a.org/b/c/1")
        #expect(
            item.content
                == "<p><a href=\"https://a.org/b/d/e/2\">x</a></p><a href=\"https://a.org/b/d/3\">y</a>"
        )
    }
}
