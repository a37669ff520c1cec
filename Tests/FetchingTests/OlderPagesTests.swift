import FeedModel
import Fetching
import Testing

@Suite struct OlderPagesTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let feedURL: String
        let olderURL: String?
        let generator: String?
        let expected: String?

        init(
            _ claim: String, _ feedURL: String, older: String? = nil, by generator: String? = nil,
            _ expected: String?
        ) {
            (testDescription, self.feedURL, olderURL) = (claim, feedURL, older)
            (self.generator, self.expected) = (generator, expected)
        }
    }

    @Test(arguments: [
        Row("nothing is named", "https://a.example/feed", nil),
        Row(
            "an archive is", "https://a.example/feed", older: "https://a.example/1",
            "https://a.example/1"),
        Row(
            "it goes before a guess", "https://a.example/feed", older: "https://b.example/1",
            by: "WordPress", "https://b.example/1"),
        Row(
            "WordPress has pages", "https://a.example/feed/", by: "https://wordpress.org/?v=6.7",
            "https://a.example/feed/?paged=2"),
        Row(
            "beside other questions", "https://a.example/?feed=rss2", by: "WordPress",
            "https://a.example/?feed=rss2&paged=2"),
        Row("another program's pages are not guessed", "https://a.example/feed", by: "Hugo", nil),
        Row(
            "the document itself is not older", "https://a.example/1", older: "https://a.example/1",
            nil),
        Row("a file is not asked", "https://a.example/feed", older: "file:///etc/passwd", nil),
    ])
    func leadsTo(_ row: Row) {
        var feed = ParsedFeed(format: .rss20)
        (feed.olderURL, feed.generator) = (row.olderURL, row.generator)
        let pages = OlderPages(
            feedURL: row.feedURL, settings: FeedRequestSettings(), metadata: FetchMetadata())
        #expect(pages.request(before: feed, number: 1)?.url == row.expected)
    }

    @Test(arguments: [("https://a.example/1", true), ("https://b.example/1", false)])
    func passwordGoesToTheFeedsServerOnly(_ older: String, _ isSent: Bool) throws {
        var feed = ParsedFeed(format: .atom10)
        feed.olderURL = older
        let settings = FeedRequestSettings(username: "me", password: Secret("pass"))
        let pages = OlderPages(
            feedURL: "https://a.example/feed", settings: settings, metadata: FetchMetadata())
        let request = try #require(pages.request(before: feed, number: 1))
        #expect((request.settings.password != nil) == isSent)
        #expect(request.isDiscovered)
    }
}
