import Transport

/// Where well-known sites keep the feeds of their pages, told by the URL alone.
///
/// Only what such a site documents or has kept stable for years; the rest is found in its pages' link elements.
package enum KnownSites {
    /// Feeds of the page at `url`, best first; empty where the site is not known.
    package static func feeds(of url: String) -> [String] {
        guard let url = WebURL(url) else { return [] }
        let page = Page(url)
        for rule in rules {
            let found = rule(page)
            if !found.isEmpty { return found }
        }
        return []
    }

    private static let rules: [@Sendable (Page) -> [String]] = [
        youTube, reddit, gitHub, gitLab, bluesky, medium, stackExchange, hackerNews, hosted,
        // Last: an `@name` in the path may be another service's.
        mastodon,
    ]

    /// A URL in the pieces that the rules look at.
    private struct Page: Sendable {
        let host: String
        let segments: [String]
        let query: [String: String]
        let origin: String

        init(_ url: WebURL) {
            host = url.host.hasPrefix("www.") ? String(url.host.dropFirst(4)) : url.host
            segments = url.path.split(separator: "/").map(String.init)
            origin = "\(url.scheme.rawValue)://\(url.authority)"
            var query: [String: String] = [:]
            for pair in (url.query ?? "").split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { query[String(parts[0])] = String(parts[1]) }
            }
            self.query = query
        }

        func isAt(_ domain: String) -> Bool { host == domain || host.hasSuffix("." + domain) }

        /// The path, with its segments after `count` left out.
        func path(_ count: Int) -> String { segments.prefix(count).map { "/" + $0 }.joined() }
    }

    @Sendable private static func youTube(_ page: Page) -> [String] {
        guard page.isAt("youtube.com") else { return [] }
        let feed = "https://www.youtube.com/feeds/videos.xml?"
        if let list = page.query["list"] { return [feed + "playlist_id=" + list] }
        guard page.segments.count >= 2 else { return [] }
        switch page.segments[0] {
        case "channel": return [feed + "channel_id=" + page.segments[1]]
        case "user": return [feed + "user=" + page.segments[1]]
        default: return []
        }
    }

    @Sendable private static func reddit(_ page: Page) -> [String] {
        guard page.isAt("reddit.com"), page.segments.last != ".rss" else { return [] }
        return ["https://www.reddit.com\(page.path(5))/.rss"]
    }

    @Sendable private static func gitHub(_ page: Page) -> [String] {
        guard page.host == "github.com", let owner = page.segments.first else { return [] }
        let root = "https://github.com"
        guard page.segments.count >= 2 else { return ["\(root)/\(owner).atom"] }
        let repository = root + page.path(2)
        guard page.segments.count >= 3 else {
            return ["releases", "tags", "commits"].map { "\(repository)/\($0).atom" }
        }
        switch page.segments[2] {
        case "releases", "tags", "wiki", "discussions":
            return ["\(repository)/\(page.segments[2]).atom"]
        case "commits", "tree":
            let branch = page.segments.dropFirst(3).map { "/" + $0 }.joined()
            return ["\(repository)/commits\(branch).atom"]
        default: return ["\(repository)/releases.atom"]
        }
    }

    @Sendable private static func gitLab(_ page: Page) -> [String] {
        guard page.host == "gitlab.com", page.segments.count >= 2 else { return [] }
        let project = page.segments.prefix { $0 != "-" }.map { "/" + $0 }.joined()
        return [
            "https://gitlab.com\(project)/-/releases.atom",
            "https://gitlab.com\(project)/-/tags?format=atom",
        ]
    }

    @Sendable private static func bluesky(_ page: Page) -> [String] {
        guard page.host == "bsky.app", page.segments.count >= 2, page.segments[0] == "profile"
        else {
            return []
        }
        return ["https://bsky.app\(page.path(2))/rss"]
    }

    @Sendable private static func medium(_ page: Page) -> [String] {
        guard page.isAt("medium.com") else { return [] }
        if page.host != "medium.com" { return ["\(page.origin)/feed"] }
        guard let first = page.segments.first, first != "feed" else { return [] }
        return ["https://medium.com/feed/\(first)"]
    }

    @Sendable private static func stackExchange(_ page: Page) -> [String] {
        let domains = [
            "stackoverflow.com", "stackexchange.com", "superuser.com", "serverfault.com",
            "askubuntu.com",
        ]
        guard domains.contains(where: page.isAt), page.segments.first == "questions",
            page.segments.count >= 2
        else { return [] }
        let isTag = page.segments[1] == "tagged" && page.segments.count >= 3
        return [
            isTag
                ? "\(page.origin)/feeds/tag/\(page.segments[2])"
                : "\(page.origin)/feeds/question/\(page.segments[1])"
        ]
    }

    @Sendable private static func hackerNews(_ page: Page) -> [String] {
        page.host == "news.ycombinator.com" ? ["https://news.ycombinator.com/rss"] : []
    }

    /// Blogs on a subdomain of their host.
    @Sendable private static func hosted(_ page: Page) -> [String] {
        let paths = [
            ("substack.com", "/feed"), ("wordpress.com", "/feed/"), ("tumblr.com", "/rss"),
            ("blogspot.com", "/feeds/posts/default"), ("livejournal.com", "/data/rss"),
            ("dreamwidth.org", "/data/rss"), ("bearblog.dev", "/feed/"),
            ("micro.blog", "/feed.xml"),
        ]
        for (domain, path) in paths where page.isAt(domain) && page.host != domain {
            return [page.origin + path]
        }
        return []
    }

    @Sendable private static func mastodon(_ page: Page) -> [String] {
        let others = ["youtube.com", "tiktok.com", "threads.net", "threads.com"]
        guard let first = page.segments.first, !others.contains(where: page.isAt) else { return [] }
        if first.hasPrefix("@"), first.utf8.count > 1, !first.hasSuffix(".rss"),
            !first.dropFirst().contains("@")
        {
            return ["\(page.origin)/\(first).rss"]
        }
        if first == "tags", page.segments.count == 2, !page.segments[1].hasSuffix(".rss") {
            return ["\(page.origin)/tags/\(page.segments[1]).rss"]
        }
        return []
    }
}
