import Deduping
import Testing

struct LinkRow: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let url: String
    let expected: String?

    init(_ claim: String, _ url: String, _ expected: String?) {
        (testDescription, self.url, self.expected) = (claim, url, expected)
    }
}

@Suite struct CanonicalLinkTests {
    @Test(arguments: [
        LinkRow("http and https name one page", "http://example.com/a", "example.com/a"),
        LinkRow(
            "scheme and host ignore case, the path does not",
            "HTTPS://Example.COM/A/b", "example.com/A/b"),
        LinkRow("default ports go", "https://example.com:443/a", "example.com/a"),
        LinkRow("another port stays", "http://example.com:8080/a", "example.com:8080/a"),
        LinkRow("user and password go", "https://me:pass@example.com/a", "example.com/a"),
        LinkRow("www. goes", "https://www.example.com/a", "example.com/a"),
        LinkRow("www. of a top domain stays", "https://www.com/a", "www.com/a"),
        LinkRow("a final dot of the host goes", "https://example.com./a", "example.com/a"),
        LinkRow("a fragment goes", "https://example.com/a#part", "example.com/a"),
        LinkRow(
            "a fragment that names a page stays", "https://example.com/#!/a", "example.com#!/a"),
        LinkRow("a trailing slash goes", "https://example.com/a/", "example.com/a"),
        LinkRow("the query is sorted", "https://example.com/a?b=2&a=1", "example.com/a?a=1&b=2"),
        LinkRow("an empty query goes", "https://example.com/a?", "example.com/a"),
        LinkRow(
            "escapes of letters are the letters", "https://example.com/%7euser/%61",
            "example.com/~user/a"),
        LinkRow("escapes are upper case", "https://example.com/caf%c3%a9", "example.com/caf%C3%A9"),
        LinkRow("raw UTF-8 is its escape", "https://example.com/café", "example.com/caf%C3%A9"),
        LinkRow("white space around it goes", "\n https://example.com/a \t", "example.com/a"),
        LinkRow(
            "campaign parameters go", "https://example.com/a?utm_source=rss&utm_medium=feed&id=7",
            "example.com/a?id=7"),
        LinkRow(
            "click identifiers go",
            "https://example.com/a?fbclid=x&gclid=y&mc_cid=z&igshid=q&at_medium=r",
            "example.com/a"),
        LinkRow(
            "their case does not matter", "https://example.com/a?UTM_Source=x", "example.com/a"),
        LinkRow("source=rss is tracking", "https://example.com/a?source=rss", "example.com/a"),
        LinkRow("source=4 is not", "https://example.com/a?source=4", "example.com/a?source=4"),
        LinkRow(
            "a session in the path goes", "https://example.com/a;jsessionid=12AB", "example.com/a"),
        LinkRow("an AMP host", "https://amp.example.com/a", "example.com/a"),
        LinkRow("an AMP ending", "https://example.com/a/amp/", "example.com/a"),
        LinkRow("an AMP beginning", "https://example.com/amp/a", "example.com/a"),
        LinkRow("an AMP file", "https://example.com/a.amp.html", "example.com/a.html"),
        LinkRow("an AMP parameter", "https://example.com/a?amp=1&b=2", "example.com/a?b=2"),
        LinkRow(
            "Google's AMP viewer", "https://www.google.com/amp/s/example.com/a/amp", "example.com/a"
        ),
        LinkRow(
            "the AMP cache", "https://example-com.cdn.ampproject.org/c/s/example.com/a?x=1",
            "example.com/a?x=1"),
        LinkRow(
            "Google Alerts",
            "https://www.google.com/url?rct=j&sa=t&url=https%3A%2F%2Fexample.com%2Fa%3Fid%3D7&ct=ga&cd=C",
            "example.com/a?id=7"),
        LinkRow(
            "Google of another country", "https://www.google.co.jp/url?q=http://example.com/a",
            "example.com/a"),
        LinkRow(
            "Facebook",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa%3Ffbclid%3D1&h=AT",
            "example.com/a"),
        LinkRow(
            "Reddit", "https://out.reddit.com/t3_1?url=https%3A%2F%2Fexample.com%2Fa&token=x",
            "example.com/a"),
        LinkRow(
            "a wrapper in a wrapper",
            "https://www.google.com/url?url=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fexample.com%252Fa",
            "example.com/a"),
        LinkRow(
            "an archive's copy", "https://web.archive.org/web/20260101000000/https://example.com/a",
            "example.com/a"),
        LinkRow(
            "an old Google News article",
            "https://news.google.com/rss/articles/CBMiFWh0dHBzOi8vZXhhbXBsZS5jb20vYdIBAA?oc=5",
            "example.com/a"),
        LinkRow(
            "a wrapper without a target is itself", "https://www.google.com/url?x=1",
            "google.com/url?x=1"),
        LinkRow(
            "a wrapper around something else is itself",
            "https://l.facebook.com/l.php?u=javascript%3Aalert",
            "l.facebook.com/l.php?u=javascript%3Aalert"),
        LinkRow("mail is no link", "mailto:me@example.com", nil),
        LinkRow("a path is no link", "/a/b", nil),
        LinkRow("a scheme alone is no link", "https://", nil),
        LinkRow("nothing is no link", "", nil),
    ])
    func canonicalForm(_ row: LinkRow) {
        #expect(CanonicalLink(row.url)?.description == row.expected)
    }

    @Test(arguments: [
        "https://example.com", "https://example.com/", "http://www.example.com/index.html",
        "https://example.com/?utm_source=rss", "https://example.com/en/",
        "https://example.com/#top",
        "https://example.com/pt-BR",
    ])
    func homePageIdentifiesNothing(_ url: String) {
        #expect(CanonicalLink(url)?.identifiesNothing == true)
    }

    @Test(arguments: [
        "https://example.com/?p=12", "https://example.com/a", "https://example.com/#!/a",
        "https://example.com/english",
    ])
    func pageIdentifies(_ url: String) {
        #expect(CanonicalLink(url)?.identifiesNothing == false)
    }

    @Test func canonicalFormIsItsOwnCanonicalForm() throws {
        for url in [
            "https://Example.com/%7Ea/%C3%A9?b=2&a=%2f", "https://example.com/a%zz",
            "http://[::1]:80/a",
            "https://example.com/a?x=%41%",
        ] {
            let once = try #require(CanonicalLink(url)).description
            #expect(CanonicalLink("https://" + once)?.description == once)
        }
    }
}
