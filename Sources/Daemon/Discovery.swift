import FeedModel
import Fetching
import Parsing
import Transport

/// The feeds that a page offers: `feedwatch discover`, and what `check --online` says where a page was given for a feed.
package struct Discovery: Sendable {
    package struct Feed: Sendable {
        package var url: String
        package var title: String
        package var format: String
        package var itemCount: Int
        /// How it was found: `itself`, `link`, `site` or `well-known`.
        package var source: String
    }

    /// A sentence for the operator: the page cannot be had.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private let settings: FetchSettings
    private let surroundings: Surroundings

    package init(surroundings: Surroundings) {
        settings = FetchSettings(userAgent: FeedwatchVersion.userAgent)
        self.surroundings = surroundings
    }

    /// Best first; empty where the page offers none.
    package func feeds(at url: String) async throws(Failure) -> [Feed] {
        let transport = HTTPTransport()
        let search = FeedSearch(
            fetcher: Fetcher(transport: transport, settings: settings, now: surroundings.now),
            read: Self.read)
        do {
            let found = try await search.feeds(at: url.contains("://") ? url : "https://\(url)")
            await transport.shutdown()
            return found.map(Feed.init)
        } catch {
            await transport.shutdown()
            throw Failure(description: error.description)
        }
    }

    static func read(_ document: FetchedDocument) -> FeedSearch.Reading {
        do throws(ParseError) {
            let feed = try FeedParser().parse(document)
            return .feed(title: feed.title, format: feed.format, itemCount: feed.items.count)
        } catch {
            if case .webPage(let alternates) = error { return .page(links: alternates) }
            return .neither
        }
    }
}

extension Discovery.Feed {
    fileprivate init(_ found: FeedSearch.Found) {
        self.init(
            url: found.url, title: found.title ?? "", format: found.format.rawValue,
            itemCount: found.itemCount, source: found.source.rawValue)
    }
}
