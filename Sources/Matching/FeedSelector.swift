package import FeedModel

/// One entry of a watch's `feeds:`, and what `feed:` in a query takes.
package enum FeedSelector: Sendable, Hashable {
    /// The whole name, folded.
    case name(String)
    /// A prefix of the URL.
    case url(String)
    case tag(String)

    /// Reads `tag:cameras`, `https://…` or a name.
    package init(_ text: String) {
        if text.hasPrefix("tag:") {
            self = .tag(String(text.dropFirst(4)))
        } else if text.contains("://") {
            self = .url(text)
        } else {
            self = .name(text)
        }
    }

    /// True where the feed is one that this entry names.
    package func selects(_ feed: FeedScope) -> Bool {
        switch self {
        case .name(let name): Self.fold(name) == Self.fold(feed.name)
        case .url(let prefix): feed.url.utf8.starts(with: prefix.utf8)
        case .tag(let tag): feed.tags.contains { Self.fold($0) == Self.fold(tag) }
        }
    }

    /// Tokens with a space between; a name of signs alone is compared as written.
    private static func fold(_ text: String) -> String {
        let pattern = TermPattern(Term(text: text))
        guard let pattern else { return RawText.normalized(text.unicodeScalars) }
        return pattern.parts.map { String(decoding: pattern.key[$0], as: UTF8.self) }
            .joined(separator: " ")
    }
}
