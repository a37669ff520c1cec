/// A feed document as values: what the parser made of the bytes, and what it had to repair on the way.
package struct ParsedFeed: Sendable, Equatable {
    package var format: FeedFormat
    /// The encoding that the bytes were read in, upper case as IANA spells it.
    package var encoding: String
    package var title: String?
    package var homePageURL: String?
    package var feedDescription: String?
    package var language: String?
    package var authors: [Author]
    package var iconURL: String?
    package var selfURL: String?
    package var hubURLs: [String]
    /// The document with the items before these: `prev-archive`, else `next` (RFC 5005), or `next_url` of a JSON Feed.
    package var olderURL: String?
    /// What made the document, as it says itself.
    package var generator: String?
    package var freshness: FreshnessHints
    package var items: [Item]
    /// Item starts in the bytes, by a count that is independent of the parser.
    package var itemsInSource: Int
    /// One sentence for each kind of repair; text from the feed in them is escaped.
    package var warnings: [String]
    /// The document had to be repaired to be read; a warning that is only a remark does not make this true.
    package var isSalvaged = false
    /// It ends before its end: there may be more where it came from.
    package var isBrokenOff = false

    package init(
        format: FeedFormat, encoding: String = "UTF-8", title: String? = nil,
        homePageURL: String? = nil, feedDescription: String? = nil, language: String? = nil,
        authors: [Author] = [], iconURL: String? = nil, selfURL: String? = nil,
        hubURLs: [String] = [], freshness: FreshnessHints = FreshnessHints(), items: [Item] = [],
        itemsInSource: Int = 0, warnings: [String] = []
    ) {
        (self.format, self.encoding, self.title) = (format, encoding, title)
        (self.homePageURL, self.feedDescription) = (homePageURL, feedDescription)
        (self.language, self.authors, self.iconURL) = (language, authors, iconURL)
        (self.selfURL, self.hubURLs, self.freshness) = (selfURL, hubURLs, freshness)
        (self.items, self.itemsInSource, self.warnings) = (items, itemsInSource, warnings)
    }
}

package enum FeedFormat: String, Sendable, Codable, CaseIterable {
    case rss090 = "rss-0.90"
    case rss091 = "rss-0.91"
    case rss092 = "rss-0.92"
    case rss10 = "rss-1.0"
    case rss20 = "rss-2.0"
    case atom03 = "atom-0.3"
    case atom10 = "atom-1.0"
    case json10 = "json-1.0"
    case json11 = "json-1.1"
    case cdf = "cdf"
}

/// What a document says of how often it is worth asking for.
package struct FreshnessHints: Sendable, Hashable, Codable {
    /// RSS `ttl`.
    package var ttl: Duration?
    /// RSS `skipHours`, 0…23 in GMT.
    package var skipHours: [Int]
    /// RSS `skipDays`, in GMT: 0 = Sunday … 6 = Saturday.
    package var skipDays: [Int]
    /// `sy:updatePeriod` divided by `sy:updateFrequency`.
    package var updatePeriod: Duration?

    package init(
        ttl: Duration? = nil, skipHours: [Int] = [], skipDays: [Int] = [],
        updatePeriod: Duration? = nil
    ) {
        (self.ttl, self.skipHours, self.skipDays) = (ttl, skipHours, skipDays)
        self.updatePeriod = updatePeriod
    }
}
