import FeedModel
import Testing

@testable import Parsing

struct TextRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var html: String
    var expected: String

    init(_ claim: String, _ html: String, _ expected: String) {
        (testDescription, self.html, self.expected) = (claim, html, expected)
    }
}

@Suite struct HTMLTextTests {
    @Test(arguments: [
        TextRow("inline tags do not break a word", "Lei<b>ca</b> <i>M</i>11", "Leica M11"),
        TextRow("a block ends a line", "<p>one</p><p>two</p>three", "one\ntwo\nthree"),
        TextRow(
            "many blocks end one line", "<div><div><p>one</p></div></div><ul><li>two", "one\ntwo"),
        TextRow("a line break ends a line", "one<br>two<br/>three", "one\ntwo\nthree"),
        TextRow("a table cell ends a line", "<table><tr><td>a<td>b</tr></table>", "a\nb"),
        TextRow("white space folds to one blank", " a \t\n b&nbsp;&nbsp; c\u{3000}d ", "a b c d"),
        TextRow("a picture stands between words", "a<img src='x.png' alt='y'>b", "a b"),
        TextRow(
            "script, style and comments are no text",
            "a<script>x<b></script><style>p{}</style><!-- y -->b", "ab"),
        TextRow(
            "references are resolved", "Caf&eacute; &#8217; &#x2019; &amp; &lt;x&gt;",
            "Café ’ ’ & <x>"),
        TextRow("windows-1252 in numbers", "it&#146;s", "it’s"),
        TextRow("references are resolved twice", "Caf&amp;eacute; AT&amp;amp;T", "Café AT&T"),
        TextRow(
            "HTML that was escaped once too often is HTML",
            "&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;", "one\ntwo"),
        TextRow("a bare bracket is text", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        TextRow("a bare ampersand is text", "AT&T &nosuchthing; R&D", "AT&T &nosuchthing; R&D"),
        TextRow("a tag that never ends is text", "a <b c", "a <b c"),
        TextRow(
            "a quoted bracket does not end a tag", "<a title=\"a > b\" href='x'>link</a>", "link"),
        TextRow("a reference without its semicolon", "a&nbsp b &copy 2026", "a b © 2026"),
        TextRow("a query string has no references", "<p>?a=1&copy=2</p>", "?a=1&copy=2"),
        TextRow("a comment that never ends hides nothing", "a <!-- b <p>c", "a b\nc"),
        TextRow(
            "a style sheet closed in itself hides nothing", "a <svg><style/></svg>b <script/>c",
            "a b c"),
        TextRow("two halves of a surrogate pair", "&#55357;&#56832; &#xD83D;&#xDE00;", "😀 😀"),
        TextRow("one half of a surrogate pair", "&#55357; &#56832;", "\u{FFFD} \u{FFFD}"),
        TextRow("a template is no text", "a <template><p>b</p></template>c", "a c"),
        TextRow(
            "an empty line in preformatted text ends a line", "<pre>one\ntwo\n \nthree</pre>",
            "one two\nthree"),
        TextRow(
            "so it does after DOS", "<PRE>one\r\ntwo\r\n\r\nthree</PRE>", "one two\nthree"),
        TextRow(
            "so it does by reference", "<pre>one&#10;two&#10;&#10;three</pre>", "one two\nthree"),
        TextRow("but nowhere else", "<pre>a</pre> one\n\ntwo", "a\none two"),
        TextRow("nothing is nothing", "", ""),
        TextRow("only tags are nothing", "<p> <br> </p>", ""),
    ]) func plainText(_ row: TextRow) {
        #expect(HTMLText.plainText(row.html) == row.expected)
    }

    @Test(arguments: [
        TextRow(
            "a script that a title speaks of", "Why <script> tags block", "Why <script> tags block"),
        TextRow("a script that a title has", "Why<script>x()</script> not", "Why not"),
        TextRow(
            "a template that a title speaks of, beside one that it has",
            "<template>a</template>The <TEMPLATE> element", "The <TEMPLATE> element"),
    ]) func titles(_ row: TextRow) {
        #expect(row.html.withBytes { HTMLText.text(of: $0, .knownOnly) } == row.expected)
    }

    @Test(arguments: [
        TextRow("a lone newline is a blank", "one\ntwo", "one two"),
        TextRow("an empty line stays", "one\n\ntwo", "one\n\ntwo"),
        TextRow("an empty line of DOS stays", "one\r\n\r\ntwo", "one\n\n\n\ntwo"),
        TextRow("one newline of DOS is two blanks", "one\r\ntwo", "one  two"),
        TextRow("tabs are blanks, one for one", "a\t\tb", "a  b"),
        TextRow("tags are text", "a <b> c", "a <b> c"),
    ]) func plainFieldKeepsOffsets(_ row: TextRow) {
        let text = HTMLText.plainField(row.html)
        #expect(text == row.expected)
        #expect(text.unicodeScalars.count == row.html.unicodeScalars.count)
    }

    @Test("a million unclosed things take no time") func hostileTextIsLinear() {
        for part in [
            "<", "<a ", "<a b=\"", "<!--", "&", "&amp;", "<script>", "</", "<a b='>", "<![CDATA[",
            "<template></", "<pre>\n",
        ] {
            let html = String(repeating: part, count: 200_000)
            #expect(HTMLText.plainText(html).utf8.count <= html.utf8.count)
            let title = html.withBytes { HTMLText.text(of: $0, .knownOnly) }
            #expect(title.utf8.count <= html.utf8.count)
        }
    }

    @Test("an item's text: description is the summary, content the body, and nothing is told twice")
    func itemText() {
        var item = Item(title: "A\u{9}title", summary: "<p>Short</p>", content: "<p>Long</p> text")
        item.authors = [Author(name: "Ann"), Author(email: "bob@example.org")]
        let text = ItemText(item)
        #expect(text.title == "A title")
        #expect(text.summary == "Short")
        #expect(text.body == "Long\ntext")
        #expect(text.authors == ["Ann", "bob@example.org"])
        item.content = "Short"
        #expect(ItemText(item).summary.isEmpty)
        item.content = nil
        #expect(ItemText(item).summary == "Short")
        #expect(ItemText(item).body.isEmpty)
    }
}
