import Fetching
import Testing

/// Feeds that a URL alone gives away.
@Suite struct KnownSitesTests {
    @Test(
        arguments: [
            (
                "https://www.youtube.com/channel/UC123",
                ["https://www.youtube.com/feeds/videos.xml?channel_id=UC123"]
            ),
            (
                "https://youtube.com/playlist?list=PL9&index=2",
                ["https://www.youtube.com/feeds/videos.xml?playlist_id=PL9"]
            ),
            (
                "https://m.youtube.com/user/leica",
                ["https://www.youtube.com/feeds/videos.xml?user=leica"]
            ),
            ("https://www.youtube.com/@leica", []),
            ("https://old.reddit.com/r/Leica/", ["https://www.reddit.com/r/Leica/.rss"]),
            ("https://www.reddit.com/user/me", ["https://www.reddit.com/user/me/.rss"]),
            ("https://www.reddit.com/r/Leica/.rss", []),
            ("https://github.com/apple", ["https://github.com/apple.atom"]),
            (
                "https://github.com/apple/swift",
                [
                    "https://github.com/apple/swift/releases.atom",
                    "https://github.com/apple/swift/tags.atom",
                    "https://github.com/apple/swift/commits.atom",
                ]
            ),
            ("https://github.com/apple/swift/tags", ["https://github.com/apple/swift/tags.atom"]),
            (
                "https://github.com/apple/swift/commits/release/6.0",
                ["https://github.com/apple/swift/commits/release/6.0.atom"]
            ),
            (
                "https://gitlab.com/a/b/c/-/issues",
                [
                    "https://gitlab.com/a/b/c/-/releases.atom",
                    "https://gitlab.com/a/b/c/-/tags?format=atom",
                ]
            ),
            ("https://mastodon.example/@leica", ["https://mastodon.example/@leica.rss"]),
            ("https://mastodon.example/@leica/1234", ["https://mastodon.example/@leica.rss"]),
            ("https://mastodon.example/tags/lumix", ["https://mastodon.example/tags/lumix.rss"]),
            ("https://mastodon.example/@leica.rss", []),
            ("https://medium.com/@leica", ["https://medium.com/feed/@leica"]),
            ("https://leica.medium.com/a-story", ["https://leica.medium.com/feed"]),
            ("https://leica.substack.com/p/one", ["https://leica.substack.com/feed"]),
            (
                "https://bsky.app/profile/leica.example",
                ["https://bsky.app/profile/leica.example/rss"]
            ),
            (
                "https://stackoverflow.com/questions/tagged/swift",
                ["https://stackoverflow.com/feeds/tag/swift"]
            ),
            ("https://news.ycombinator.com/", ["https://news.ycombinator.com/rss"]),
            ("https://notgithub.com/a/b", []), ("https://github.com.evil.example/a/b", []),
            ("https://www.example.com/news", []), ("not a url", []),
        ] as [(String, [String])])
    func feeds(of url: String, _ expected: [String]) {
        #expect(KnownSites.feeds(of: url) == expected)
    }
}
