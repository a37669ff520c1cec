import Testing
import Transport

/// URLs as operators and servers write them.
@Suite struct WebURLTests {
    @Test(arguments: [
        ("http://example.com", "http://example.com/"),
        ("  HTTPS://Example.COM:443/A?b=c#d \n", "https://example.com/A?b=c"),
        ("http://example.com:80/", "http://example.com/"),
        ("http://example.com:8080", "http://example.com:8080/"),
        ("http://example.com?x", "http://example.com/?x"),
        ("http://example.com/a b/ü?q=\"é\"", "http://example.com/a%20b/%C3%BC?q=%22%C3%A9%22"),
        ("http://example.com/a%20b%2Fc", "http://example.com/a%20b%2Fc"),
        ("http://example.com/a/../b/./c/..", "http://example.com/b/"),
        ("http://example.com/../../x", "http://example.com/x"),
        ("http://user:p%40ss@example.com/", "http://example.com/"),
        ("http://[2001:DB8::1]:81/x", "http://[2001:db8::1]:81/x"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://日本語。jp/フィード", "http://xn--wgv71a119e.jp/%E3%83%95%E3%82%A3%E3%83%BC%E3%83%89"),
        ("http://ПРИМЕР.рф/", "http://xn--e1afmkfd.xn--p1ai/"),
        ("http://example.com\\x", "http://example.com/x"),
        ("http://example.com:/x", "http://example.com/x"),
    ])
    func isRead(_ text: String, _ expected: String) {
        #expect(WebURL(text)?.description == expected)
    }

    @Test(arguments: [
        "", "example.com", "/feed", "ftp://example.com/", "file:///etc/passwd", "http:/example.com",
        "http://", "http:///x", "http://a b/", "http://a:b/", "http://a:0/", "http://a:70000/",
        "http://[::1/", "http://[x]/", "javascript:alert(1)", "http://a<b/", "http://%00/",
    ])
    func isNone(_ text: String) {
        #expect(WebURL(text) == nil)
    }

    @Test func credentialsAreDecodedAndNotShown() throws {
        let url = try #require(WebURL("https://us%20er:p%40s:s@example.com/x"))
        #expect(url.credentials == .init(username: "us er", password: "p@s:s"))
        #expect(!url.description.contains("@"))
    }

    @Test(
        arguments: [
            ("http://other.example/x", "http://other.example/x"),
            ("//other.example/x", "https://other.example/x"),
            ("/x", "https://example.com:8443/x"), ("x", "https://example.com:8443/a/x"),
            ("../x?y", "https://example.com:8443/x?y"), ("./", "https://example.com:8443/a/"),
            ("?new", "https://example.com:8443/a/b?new"),
            ("#part", "https://example.com:8443/a/b?q"),
            ("", "https://example.com:8443/a/b?q"), ("/a b", "https://example.com:8443/a%20b"),
            ("x:y", nil), ("/x:y", "https://example.com:8443/x:y"), ("file:///etc/passwd", nil),
            ("gopher://x/", nil), (" /x\r\n", "https://example.com:8443/x"),
        ] as [(String, String?)])
    func referenceIsResolved(_ reference: String, _ expected: String?) throws {
        let base = try #require(WebURL("https://me:secret@example.com:8443/a/b?q"))
        let resolved = base.resolving(reference)
        #expect(resolved?.description == expected)
        #expect(resolved?.credentials == nil)
    }

    @Test(arguments: [
        ("https://a.example/x", "https://a.example/y", true),
        ("http://a.example/x", "https://a.example/y", true),
        ("https://a.example/x", "http://a.example/y", false),
        ("https://a.example/x", "https://b.example/x", false),
        ("https://a.example/x", "https://a.example:8443/x", false),
        ("http://a.example:8080/", "https://a.example:8080/", false),
        ("https://a.example/", "https://a.example.evil.example/", false),
    ])
    func credentialsMayGo(from start: String, to target: String, _ expected: Bool) throws {
        let (start, target) = (try #require(WebURL(start)), try #require(WebURL(target)))
        #expect(target.isSameOrigin(as: start) == expected)
    }
}
