import FeedModel
import Fetching
import TestSupport
import Testing

/// Finding the feeds of a page. The parser is another room's: here a feed begins with `<rss`, a page with `<html`.
@Suite struct FeedSearchTests {
    @Test func linksOfAPageAreBetterThanGuesses() {
        let named = FeedDiscovery.named(
            page: "https://mastodon.example/@leica/",
            links: [
                "/comments/feed", "feed.xml", "https://mastodon.example/@leica.rss", "javascript:x",
                "feed.xml",
            ])
        #expect(
            named.map(\.url) == [
                "https://mastodon.example/@leica/feed.xml", "https://mastodon.example/@leica.rss",
                "https://mastodon.example/comments/feed",
            ])
        #expect(named.allSatisfy { $0.source == .link })
    }

    @Test func guessesBeginBelowThePage() {
        let urls = FeedDiscovery.wellKnown(page: "https://example.com/blog?x").map(\.url)
        #expect(urls.first == "https://example.com/blog/feed")
        #expect(urls.contains("https://example.com/feed"))
        #expect(urls.contains("https://example.com/?feed=rss2"))
        #expect(urls.count <= 12)
    }

    @Test func feedIsItsOwnAnswer() async throws {
        let found = try await search("/feed", [:])
        #expect(found == ["/feed itself"])
    }

    @Test func namedFeedsAreAskedAndListedOnce() async throws {
        let found = try await search(
            "/page", ["/page": "<html>/feed /missing /feed2 /other-page", "/feed2": "<rss>2"])
        #expect(found == ["/feed link", "/feed2 link"])
    }

    @Test func sameDocumentUnderTwoNamesIsOneFeed() async throws {
        let found = try await search("/page", ["/page": "<html>/feed /copy", "/copy": "<rss>"])
        #expect(found == ["/feed link"])
    }

    @Test func pageThatNamesNoneIsGuessedAt() async throws {
        let found = try await search("/blog/", ["/blog/": "<html>", "/atom.xml": "<rss>"])
        #expect(found == ["/feed well-known"])
    }

    @Test func pageWithoutAnyFeedHasNone() async throws {
        let found = try await search("/page", ["/page": "<html>", "/feed": "<html>"])
        #expect(found == [])
    }

    @Test func pageThatCannotBeReadIsAnError() async throws {
        let error = await #expect(throws: FetchError.self) { _ = try await search("/missing", [:]) }
        #expect(error?.kind == .notFound)
    }

    /// `PATH SOURCE` of what is found; `/feed` is a feed unless `pages` says otherwise.
    private func search(_ path: String, _ pages: [String: String]) async throws -> [String] {
        let pages = pages.merging(["/feed": "<rss>"]) { given, _ in given }
        let script: LocalFeedServer.Script = { pages[$0.path].map { .text($0) } ?? .notFound }
        return try await FetchScene.run(script) { scene in
            let search = FeedSearch(fetcher: scene.fetcher) { document in
                let text = String(decoding: document.body, as: UTF8.self)
                if text.hasPrefix("<rss>") {
                    return .feed(title: nil, format: .rss20, itemCount: 0)
                }
                guard text.hasPrefix("<html>") else { return .neither }
                return .page(links: text.dropFirst(6).split(separator: " ").map(String.init))
            }
            let found = try await search.feeds(at: scene.server.url(path))
            return found.map {
                "\($0.url.dropFirst(scene.server.url().count)) \($0.source.rawValue)"
            }
        }
    }
}
