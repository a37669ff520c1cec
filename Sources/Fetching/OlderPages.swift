package import FeedModel
import Transport

/// Where the documents before a feed's own are: the archives and pages of RFC 5005, a JSON Feed's next page, or, where
/// WordPress made the feed, the pages that it always has. Pure: when to go there is decided elsewhere.
package struct OlderPages: Sendable {
    /// So many are asked for, to fill one gap.
    package static let limit = 5

    /// Where the feed's own document was found.
    private let feedURL: String
    private let settings: FeedRequestSettings
    private let isPublic: Bool

    /// `metadata` is what came with the feed's own document.
    package init(
        feedURL: String, settings: FeedRequestSettings, metadata: FetchMetadata
    ) {
        (self.feedURL, self.settings) = (feedURL, settings)
        isPublic = metadata.isFromPublicAddress
    }

    /// The request for the document before `page`, which is the feed's own (1) or one of those before it (2, …).
    ///
    /// `nil` where none is named. A document on the public internet may not point us into a private network, and what the
    /// operator gave for the feed goes to the feed's own server only.
    package func request(before page: ParsedFeed, number: Int) -> FetchRequest? {
        guard let feed = WebURL(feedURL), let older = url(before: page, number: number, of: feed),
            older != feed
        else { return nil }
        return FetchRequest(
            url: older.description,
            settings: older.isSameOrigin(as: feed) ? settings : FeedRequestSettings(),
            isDiscovered: isPublic)
    }

    private func url(before page: ParsedFeed, number: Int, of feed: WebURL) -> WebURL? {
        if let named = page.olderURL { return WebURL(named) }
        guard page.generator?.lowercased().contains("wordpress") == true else { return nil }
        var older = feed
        older.query = (feed.query.map { $0 + "&" } ?? "") + "paged=\(number + 1)"
        return older
    }
}
