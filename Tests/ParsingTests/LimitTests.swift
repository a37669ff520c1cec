import FeedModel
import Testing

@testable import Parsing

@Suite struct LimitTests {
    private static func limited(_ change: (inout ParseLimits) -> Void) -> FeedParser {
        var limits = ParseLimits()
        change(&limits)
        return FeedParser(limits: limits)
    }

    private static func rss(_ channel: String) -> [UInt8] {
        Array("<rss version=\"2.0\"><channel>\(channel)</channel></rss>".utf8)
    }

    @Test("a document beyond the limit") func size() {
        let parser = Self.limited { $0.documentByteLimit = 40 }
        #expect(throws: ParseError.tooLarge(limit: 40)) { try parser.parse(Self.rss("<title/>")) }
    }

    @Test("depth, well-formed, damaged and in JSON") func depth() {
        let parser = Self.limited { $0.depthLimit = 50 }
        let open = String(repeating: "<x>", count: 100)
        let close = String(repeating: "</x>", count: 100)
        #expect(throws: ParseError.tooDeep(limit: 50)) { try parser.parse(Self.rss(open + close)) }
        #expect(throws: ParseError.tooDeep(limit: 50)) { try parser.parse(Self.rss(open)) }
        let json =
            "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":"
            + String(repeating: "[", count: 100)
        #expect(throws: ParseError.tooDeep(limit: 50)) { try parser.parse(Array(json.utf8)) }
    }

    @Test("items beyond the limit") func items() {
        let parser = Self.limited { $0.itemLimit = 3 }
        #expect(throws: ParseError.tooManyItems(limit: 3)) {
            try parser.parse(Self.rss(String(repeating: "<item/>", count: 4)))
        }
        let json = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{},{},{},{}]}"
        #expect(throws: ParseError.tooManyItems(limit: 3)) { try parser.parse(Array(json.utf8)) }
    }

    @Test("a tag with too many attributes never reaches libxml2") func attributes() {
        let many = (0..<3000).map { " a\($0)=\"\"" }.joined()
        #expect(throws: ParseError.attributesTooLarge(limit: 1000)) {
            try FeedParser().parse(Self.rss("<title\(many)/>"))
        }
    }

    @Test("entities that multiply end in an error") func expansion() {
        var subset = "<!ENTITY a0 \"0123456789\">"
        for level in 1...12 {
            let inner = String(repeating: "&a\(level - 1);", count: 10)
            subset += "<!ENTITY a\(level) \"\(inner)\">"
        }
        let bomb =
            "<!DOCTYPE rss [\(subset)]><rss version=\"2.0\"><channel><title>&a12;</title></channel></rss>"
        #expect(throws: ParseError.expandsTooMuch(limit: 1 << 20)) {
            try FeedParser().parse(Array(bomb.utf8))
        }
        let uses = String(repeating: "&a;", count: 100_000)
        let flood =
            "<!DOCTYPE rss [<!ENTITY a \"\(String(repeating: "x", count: 100))\">]>"
            + "<rss version=\"2.0\"><channel><title>\(uses)</title></channel></rss>"
        #expect(throws: ParseError.expandsTooMuch(limit: 1 << 20)) {
            try FeedParser().parse(Array(flood.utf8))
        }
    }

    @Test("a million unclosed things end in time") func hostileIsLinear() throws {
        for part in [
            "<", "<a b=\"", "<a b='x>", "<!--", "<![CDATA[", "<?x", "&", "</", "<title>", "<item>",
            "<p>&lt;",
        ] {
            // An error is as good an end as a feed: only that it ends is claimed.
            _ = try? FeedParser().parse(Self.rss(String(repeating: part, count: 100_000)))
        }
    }

    @Test("every error says what, and has a word of its own") func errors() {
        let errors: [ParseError] = [
            .empty, .webPage(alternates: []), .notAFeed(found: "x"), .tooLarge(limit: 1),
            .tooDeep(limit: 1), .tooManyItems(limit: 1), .attributesTooLarge(limit: 1),
            .expandsTooMuch(limit: 1), .brokenJSON(line: 1, reason: "x"),
        ]
        #expect(Set(errors.map(\.kind)).count == errors.count)
        #expect(errors.allSatisfy { $0.description.hasSuffix(".") })
        #expect(!ParseError.notAFeed(found: "\u{1B}[31mred").description.contains("\u{1B}"))
    }
}
