import FeedModel

/// What the filters of all queries say of the item at hand; each is asked once an item, those of the feed once a feed.
struct ScopeAnswers {
    private var feed: FeedScope?
    private var feedAnswers: [Bool?]
    private var itemAnswers: [Bool?]
    private var asked: [Int] = []
    private var host: String?
    private var language: String?
    private var link: String?
    private var selected: [Int32: Bool] = [:]

    init(count: Int) {
        feedAnswers = Array(repeating: nil, count: count)
        itemAnswers = feedAnswers
    }

    mutating func start(_ text: ItemText, from feed: FeedScope) {
        for index in asked { itemAnswers[index] = nil }
        asked.removeAll(keepingCapacity: true)
        host = nil
        link = text.link
        language = text.language
        guard self.feed != feed else { return }
        self.feed = feed
        selected.removeAll(keepingCapacity: true)
        for index in feedAnswers.indices { feedAnswers[index] = nil }
    }

    mutating func answer(_ index: Int, of filters: [ScopeFilter]) -> Bool {
        if let known = feedAnswers[index] ?? itemAnswers[index] { return known }
        let answer = evaluate(filters[index])
        if filters[index].kind == .feed {
            feedAnswers[index] = answer
        } else {
            itemAnswers[index] = answer
            asked.append(index)
        }
        return answer
    }

    /// Whether a watch looks into the feed at all.
    mutating func isSelected(_ number: Int32, _ selectors: [FeedSelector]) -> Bool {
        guard !selectors.isEmpty, let feed else { return true }
        if let known = selected[number] { return known }
        let answer = selectors.contains { $0.selects(feed) }
        selected[number] = answer
        return answer
    }

    private mutating func evaluate(_ filter: ScopeFilter) -> Bool {
        switch filter.kind {
        case .feed: return feed.map(FeedSelector(filter.value).selects) ?? false
        case .lang: return LanguageTag.matches(filter.value, language ?? "")
        case .site:
            if host == nil { host = HostName.of(link ?? "") ?? "" }
            return HostName.isWithin(host ?? "", site: filter.value)
        }
    }
}

/// BCP 47 tags, compared by their beginning.
enum LanguageTag {
    /// `en` matches `en-US`, not the other way round.
    static func matches(_ wanted: String, _ tag: String) -> Bool {
        let (wanted, tag) = (subtags(wanted), subtags(tag))
        return !tag.isEmpty && tag.starts(with: wanted)
    }

    private static func subtags(_ tag: String) -> [String] {
        tag.lowercased().split { $0 == "-" || $0 == "_" }.map(String.init)
    }
}

/// The host in a URL.
enum HostName {
    static func of(_ url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let afterUser = authority.lastIndex(of: "@").map {
            authority[authority.index(after: $0)...]
        }
        let host = (afterUser ?? authority).prefix { $0 != ":" }
        return normalized(host)
    }

    /// `site` is the host or a domain above it.
    static func isWithin(_ host: String, site: String) -> Bool {
        let site = normalized(site)
        guard !site.isEmpty, !host.isEmpty else { return false }
        return host == site || host.hasSuffix("." + site)
    }

    private static func normalized(_ host: some StringProtocol) -> String {
        let trimmed = host.lowercased().drop { $0 == "." }
        return String(trimmed.hasSuffix(".") ? trimmed.dropLast() : trimmed)
    }
}
