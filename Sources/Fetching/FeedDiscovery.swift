import Transport

/// Where to look for the feeds of a page, best first. Pure: what is asked, and whether it is a feed, is seen elsewhere.
package struct FeedDiscovery: Sendable {
    /// Why a URL is worth asking.
    package enum Source: String, Sendable, CaseIterable {
        /// The URL that was given is itself a feed.
        case itself
        /// A link element of the page.
        case link
        /// A pattern of a well-known site.
        case site
        /// A path where many servers keep one.
        case wellKnown = "well-known"
    }

    package struct Candidate: Sendable, Hashable {
        package var url: String
        package var source: Source
        package init(url: String, source: Source) { (self.url, self.source) = (url, source) }
    }

    /// What the page and its site name: `links` are those of its link elements, absolute or relative to `page`.
    package static func named(page: String, links: [String]) -> [Candidate] {
        let base = WebURL(page)
        let resolved = links.compactMap { link in
            (base?.resolving(link) ?? WebURL(link))?.description
        }
        let posts = resolved.filter { !isAboutComments($0) }
        let comments = resolved.filter(isAboutComments)
        return unique(
            posts.map { Candidate(url: $0, source: .link) }
                + KnownSites.feeds(of: page).map { Candidate(url: $0, source: .site) }
                + comments.map { Candidate(url: $0, source: .link) })
    }

    /// Paths where many servers keep a feed: below the page, then at the site's root. Guesses: few, and asked last.
    package static func wellKnown(page: String) -> [Candidate] {
        guard let base = WebURL(page) else { return [] }
        let below =
            base.path == "/"
            ? []
            : ["feed", "rss.xml", "index.xml"].map {
                base.path.hasSuffix("/") ? $0 : base.path + "/" + $0
            }
        let paths =
            below + [
                "/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json",
                "/?feed=rss2",
            ]
        return unique(
            paths.compactMap { base.resolving($0)?.description }
                .map { Candidate(url: $0, source: .wellKnown) })
    }

    /// WordPress names the feed of comments beside that of posts; hardly anybody means that one.
    private static func isAboutComments(_ url: String) -> Bool { url.contains("comments") }

    private static func unique(_ candidates: [Candidate]) -> [Candidate] {
        var seen: Set<String> = []
        return candidates.filter { seen.insert($0.url).inserted }
    }
}
