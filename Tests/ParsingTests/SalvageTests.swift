import FeedModel
import Testing

@testable import Parsing

struct SalvageRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What stands in the channel.
    var channel: String
    /// The titles that must come out, in order.
    var titles: [String]

    init(_ claim: String, _ channel: String, _ titles: [String]) {
        (testDescription, self.channel, self.titles) = (claim, channel, titles)
    }
}

@Suite struct SalvageTests {
    @Test(arguments: [
        SalvageRow(
            "a named HTML entity", "<item><title>Caf&eacute;&nbsp;x</title></item>", ["Café x"]),
        SalvageRow("a bare ampersand", "<item><title>AT&T & R&D</title></item>", ["AT&T & R&D"]),
        SalvageRow("a bare bracket", "<item><title>1 < 2</title></item>", ["1 < 2"]),
        SalvageRow("a control character", "<item><title>a\u{1}b\u{8}</title></item>", ["ab"]),
        SalvageRow(
            "a title that is not closed",
            "<item><title>one<link>/1</link></item><item><title>two</title></item>", ["one", "two"]),
        SalvageRow(
            "a picture of the feed that is not closed",
            "<image><url>/i.png</url></imag><item><title>one</title></item><item><title>two</title></item>",
            ["one", "two"]),
        SalvageRow(
            "an author that is not closed",
            "<item><author><name>Ann</name><title>no</title><guid>1</guid><title>one</title></item>",
            ["one"]),
        SalvageRow(
            "an item that is not closed", "<item><title>one</title><item><title>two</title></item>",
            ["one", "two"]),
        SalvageRow(
            "an item inside another that ends where it starts",
            "<item><x>&</x><item/><title>one</title></item><item><title>two</title></item>",
            ["one", "", "two"]),
        SalvageRow(
            "an end tag too many",
            "<item></b><title>one</title></item></item><item><title>two</title></item>",
            ["one", "two"]),
        SalvageRow(
            "tags that cross",
            "<item><title><b>one<i></b></i></title></item><item><title>two</title></item>",
            ["one", "two"]),
        SalvageRow(
            "HTML that nobody escaped",
            "<item><description><p>x<br>y<img src=z></description><title>one</title></item><item><title>two</title></item>",
            ["one", "two"]),
        SalvageRow(
            "a prefix that nobody declared", "<item><dc:title>one</dc:title></item>", ["one"]),
        SalvageRow(
            "a prefix that nobody declared, and worse", "<item><dc:title>AT&T</dc:title></item>",
            ["AT&T"]),
        SalvageRow(
            "a CDATA section that never ends",
            "<item><title><![CDATA[one</title></item><item><title>two</title></item>",
            ["one", "two"]),
        SalvageRow(
            "an attribute without quotes", "<item><title type=text>one</title></item>", ["one"]),
        SalvageRow(
            "a quote that is not closed",
            "<item><guid isPermaLink=\"false>1</guid><title>one</title></item><item><title a=\"\">two</title></item>",
            ["one", "two"]),
        SalvageRow(
            "an attribute twice", "<item><title a=\"1\" a=\"2\">one</title></item>", ["one"]),
        SalvageRow(
            "a comment that never ends",
            "<item><title>one</title></item><!-- <item><title>two</title></item>", ["one", "two"]),
        SalvageRow(
            "letter case of end tags",
            "<item><title>one</TITLE></item><item><title>two</title></ITEM>", ["one", "two"]),
        SalvageRow(
            "the end is missing", "<item><title>one</title></item><item><title>tw", ["one", "tw"]),
        SalvageRow(
            "the end is missing inside a tag",
            "<item><title>one</title></item><item><title>two</title><link hre", ["one", "two"]),
        SalvageRow(
            "another document behind",
            "<item><title>one</title></item></channel></rss><rss><channel><item><title>two</title></item>",
            ["one", "two"]),
    ]) func repaired(_ row: SalvageRow) throws {
        let feed = try parsed(
            "<rss version=\"2.0\"><channel><title>F</title>\(row.channel)</channel></rss>")
        #expect(feed.items.map { $0.title ?? "" } == row.titles)
        #expect(feed.itemsInSource == row.titles.count)
        #expect(feed.isSalvaged)
        #expect(!feed.warnings.isEmpty)
    }

    @Test("an item inside an item is an item of its own, in the order of start tags")
    func nestedItems() throws {
        let feed = try parsed(
            "<rss version=\"2.0\"><channel><item><title>one</title><item><title>two</title></item>"
                + "<link>https://a.org/1</link></item></channel></rss>")
        #expect(feed.items.map(\.title) == ["one", "two"])
        #expect(feed.items.first?.url == "https://a.org/1")
    }

    @Test("salvage reads the same as libxml2 what both can read") func sameReading() throws {
        let sound = """
            <rss version="2.0"><channel><item><title>one</title><item><title>two</title></item>\r
            <link>https://a.org/1</link><description>a\r\nb\rc<![CDATA[\r\n<i>]]></description>\r
            <body xmlns="http://www.w3.org/1999/xhtml"><p title="x\r\ny\tz">\r\n</p></body></item></channel></rss>
            """
        let (whole, salvaged) = (try parsed(sound), try parsed(sound + "<junk>&"))
        #expect(!whole.isSalvaged && salvaged.isSalvaged)
        #expect(whole.items == salvaged.items && whole.items.count == 2)
        #expect(whole.items.first?.summary == "a\nb\nc\r\n<i>")
    }

    @Test("the document's own entities are read, and need no repair") func declaredEntities() throws
    {
        let feed = try parsed(
            """
            <!DOCTYPE rss [<!ENTITY maker "Leica"><!ENTITY both "&maker; &amp; Lumix">
            <!ENTITY file SYSTEM "file:///etc/passwd">]>
            <rss version="2.0"><channel><title>&both;&file;</title></channel></rss>
            """)
        #expect(feed.title == "Leica & Lumix&file;")
    }

    @Test("zeros behind the first bracket are dropped") func zeros() throws {
        let feed = try parsed("<\0rss\0><channel><title>F</title></channel></rss>")
        #expect(feed.title == "F" && feed.isSalvaged)
    }

    @Test("junk before and behind is skipped, and said") func junk() throws {
        let feed = try parsed(
            "Warning: mysql_connect() <br />\n<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>"
                + "<item><title>one</title></item></channel></rss><script>x</script>")
        #expect(feed.items.map(\.title) == ["one"])
        #expect(feed.warnings.contains { $0.contains("stands before") })
        #expect(feed.warnings.contains { $0.contains("follows the end") })
    }

    @Test("a mismatch between the count and the items is a warning") func mismatch() throws {
        let feed = try parsed(
            "<rss version=\"2.0\"><channel><item><source><item/></source></item></channel></rss>")
        #expect(feed.items.count == 1)
        #expect(feed.itemsInSource == 2)
        #expect(feed.warnings.contains { $0.contains("2 item starts, but 1 items") })
    }

    @Test("long texts read the same past libxml2 as through it") func longTexts() throws {
        let short = "x &lt;p&gt; &amp;amp; &#233; ライカ"
        for filler in [0, 40, 400] {
            let words = String(repeating: "word &quot;", count: filler)
            let item = try rssItem(
                "<title>t</title><description>\(short)\(words)</description>"
                    + "<content:encoded><!-- c --><![CDATA[<b>&amp;\(words)</b>]]> tail</content:encoded>",
                attributes: "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"")
            let plain = String(repeating: "word \"", count: filler)
            #expect(item.summary == "x <p> &amp; é ライカ\(plain)".trimmedOrNil)
            #expect(item.content == "<b>&amp;\(words)</b> tail")
        }
    }

    @Test("a control character in a long text is found") func longDamage() throws {
        let words = String(repeating: "word ", count: 100)
        let feed = try parsed(
            "<rss version=\"2.0\"><channel><item><title>t</title><description>\(words)\u{2}</description>"
                + "</item></channel></rss>")
        #expect(feed.isSalvaged)
        #expect(feed.items.first?.summary == words.trimmedOrNil)
    }
}
