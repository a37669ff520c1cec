import Testing

@testable import Parsing

struct ReferenceRow: Sendable, CustomTestStringConvertible {
    var reference: String
    var expected: String
    var testDescription: String { reference }
    init(_ reference: String, _ expected: String) {
        (self.reference, self.expected) = (reference, expected)
    }
}

@Suite struct URLReferenceTests {
    /// RFC 3986, section 5.4.
    @Test(arguments: [
        ReferenceRow("g:h", "g:h"), ReferenceRow("g", "http://a/b/c/g"),
        ReferenceRow("./g", "http://a/b/c/g"), ReferenceRow("g/", "http://a/b/c/g/"),
        ReferenceRow("/g", "http://a/g"), ReferenceRow("//g", "http://g"),
        ReferenceRow("?y", "http://a/b/c/d;p?y"), ReferenceRow("g?y", "http://a/b/c/g?y"),
        ReferenceRow("#s", "http://a/b/c/d;p?q#s"), ReferenceRow("g#s", "http://a/b/c/g#s"),
        ReferenceRow(";x", "http://a/b/c/;x"), ReferenceRow("", "http://a/b/c/d;p?q"),
        ReferenceRow(".", "http://a/b/c/"), ReferenceRow("..", "http://a/b/"),
        ReferenceRow("../g", "http://a/b/g"), ReferenceRow("../..", "http://a/"),
        ReferenceRow("../../../g", "http://a/g"), ReferenceRow("/./g", "http://a/g"),
        ReferenceRow("g.", "http://a/b/c/g."), ReferenceRow("./../g", "http://a/b/g"),
        ReferenceRow("g;x=1/../y", "http://a/b/c/y"),
        ReferenceRow("g?y/../x", "http://a/b/c/g?y/../x"),
    ]) func examples(_ row: ReferenceRow) {
        #expect(URLReference.resolve(row.reference, against: "http://a/b/c/d;p?q") == row.expected)
    }

    @Test("a base that is no URL changes nothing") func withoutBase() {
        #expect(URLReference.resolve("a/b", against: nil) == "a/b")
        #expect(URLReference.resolve("a/b", against: "c/d") == "a/b")
        #expect(URLReference.resolve("a/b", against: "urn:x:y") == "a/b")
    }

    @Test("links in HTML are resolved, and the rest of it stays byte for byte") func html() {
        let html =
            "<a  HREF='b?c=1&amp;d'>x</a><img src=e.png srcset=\"f.png 2x, /g.png 3x\"> href=\"no\" <a href=\"#x\">"
        let expected =
            "<a  HREF='https://a.org/p/b?c=1&amp;d'>x</a><img src=https://a.org/p/e.png "
            + "srcset=\"https://a.org/p/f.png 2x, https://a.org/g.png 3x\"> href=\"no\" <a href=\"#x\">"
        let resolved = html.withBytes { HTMLLinks.resolve($0, against: "https://a.org/p/q") }
        #expect(resolved.map { String(decoding: $0, as: UTF8.self) } == expected)
    }
}
