package import FeedModel

/// Finds the feeds that a page offers, and asks each whether it is one. A handful of requests, one after the other.
package struct FeedSearch: Sendable {
    /// What the parser makes of a document.
    package enum Reading: Sendable {
        case feed(title: String?, format: FeedFormat, itemCount: Int)
        /// A web page, with the feeds that its link elements name.
        case page(links: [String])
        case neither
    }

    package struct Found: Sendable, Hashable {
        package var url: String
        package var source: FeedDiscovery.Source
        package var title: String?
        package var format: FeedFormat
        package var itemCount: Int
    }

    private let fetcher: Fetcher
    private let read: @Sendable (FetchedDocument) -> Reading
    /// Candidates that are asked, of each kind.
    private let requestLimit = 10

    /// `read` is the parser, which is another room's.
    package init(fetcher: Fetcher, read: @escaping @Sendable (FetchedDocument) -> Reading) {
        (self.fetcher, self.read) = (fetcher, read)
    }

    /// The feeds at `url` or named there, best first; empty where there are none. Throws where `url` itself cannot be read.
    package func feeds(
        at url: String, settings: FeedRequestSettings = FeedRequestSettings()
    ) async throws(FetchError) -> [Found] {
        let request = FetchRequest(url: url, settings: settings)
        guard case .fetched(let page, let metadata) = try await fetcher.fetch(request) else {
            return []
        }
        switch read(page) {
        case .feed(let title, let format, let itemCount):
            return [
                Found(url: url, source: .itself, title: title, format: format, itemCount: itemCount)
            ]
        case .page(let links):
            let named = FeedDiscovery.named(page: page.finalURL, links: links)
            let found = await confirmed(named, near: metadata)
            if !found.isEmpty { return found }
            return await confirmed(
                FeedDiscovery.wellKnown(page: page.finalURL), near: metadata, isOneEnough: true)
        case .neither:
            return []
        }
    }

    /// Those that are feeds. A page on the public internet may not point us into a private network.
    private func confirmed(
        _ candidates: [FeedDiscovery.Candidate], near page: FetchMetadata, isOneEnough: Bool = false
    ) async -> [Found] {
        var found: [Found] = []
        var digests: Set<[UInt8]> = []
        for candidate in candidates.prefix(requestLimit) {
            let request = FetchRequest(url: candidate.url, isDiscovered: page.isFromPublicAddress)
            // A candidate that cannot be had is none: most are guesses.
            guard case .fetched(let document, _) = try? await fetcher.fetch(request),
                case .feed(let title, let format, let itemCount) = read(document),
                digests.insert(document.digest).inserted
            else { continue }
            found.append(
                Found(
                    url: candidate.url, source: candidate.source, title: title, format: format,
                    itemCount: itemCount))
            if isOneEnough { break }
        }
        return found
    }
}
