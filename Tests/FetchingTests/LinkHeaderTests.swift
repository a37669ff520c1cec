import FeedModel
import Testing

@testable import Fetching

@Suite("The Link header")
struct LinkHeaderTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let values: [String]
        let hub: [String]
        let own: [String]

        init(_ claim: String, _ values: [String], hub: [String] = [], own: [String] = []) {
            (testDescription, self.values, self.hub, self.own) = (claim, values, hub, own)
        }
    }

    @Test(arguments: [
        Row(
            "one link a field", ["<https://h/>; rel=\"hub\"", "</f>; rel=self"],
            hub: ["https://h/"], own: ["/f"]),
        Row(
            "two links in a field", ["<https://h/>; rel=hub, </f>; rel=\"self\""],
            hub: ["https://h/"], own: ["/f"]),
        Row("two relations of a link", ["</f>; rel=\"Self HUB\""], hub: ["/f"], own: ["/f"]),
        Row("a comma in a target", ["<https://h/?a,b>; rel=hub"], hub: ["https://h/?a,b"]),
        Row(
            "a comma and a semicolon in quotes",
            ["<x>; title=\"a, b; rel=hub\"; rel=next, <h>; rel=hub"], hub: ["h"]),
        Row("spaces around the sign", ["<h> ; rel = hub"], hub: ["h"]),
        Row("no relation", ["<h>", "<i>;", "<j>; rev=hub"]),
        Row("a link without an end", ["<h; rel=hub"]),
        Row("a very long field", ["<h>; rel=hub;" + String(repeating: " ", count: 9000)]),
    ])
    func `targets are found by their relation`(_ row: Row) {
        let links = LinkHeader(row.values)
        #expect(links.targets(of: "hub") == row.hub)
        #expect(links.targets(of: "self") == row.own)
    }

    @Test func `a hub that cannot be asked is none`() {
        let metadata = FetchMetadata(validatorsURL: "https://a.example/feed")
        var document = ParsedFeed(format: .rss20)
        #expect(FeedHub(of: document, metadata) == nil)
        document.hubURLs = ["file:///etc/passwd", "ftp://h.example/"]
        #expect(FeedHub(of: document, metadata) == nil)
        document.hubURLs.append("https://h.example")
        #expect(
            FeedHub(of: document, metadata)
                == FeedHub(
                    url: "https://h.example/", topic: "https://a.example/feed", isPublicOnly: true))
        document.selfURL = "https://a.example/own"
        #expect(FeedHub(of: document, metadata)?.topic == "https://a.example/own")
        document.hubURLs = ["https://h.example/" + String(repeating: "a", count: 3000)]
        #expect(FeedHub(of: document, metadata) == nil)
    }

    @Test func `the header goes before the document`() {
        var metadata = FetchMetadata(isFromPublicAddress: false)
        (metadata.hubURL, metadata.selfURL) = ("https://one.example/", "https://a.example/1")
        let document = ParsedFeed(
            format: .rss20, selfURL: "https://a.example/2", hubURLs: ["https://two.example/"])
        #expect(
            FeedHub(of: document, metadata)
                == FeedHub(
                    url: "https://one.example/", topic: "https://a.example/1", isPublicOnly: false))
    }
}
