import ConfigFile
import Deduping
import FeedModel
import Fetching
import Parsing
import Scheduling
import Storage

/// Fetches the documents before a feed's own where nothing of the last one is left in it, so that what fell off between
/// two polls is found all the same.
struct GapFilling: Sendable {
    let fetcher: Fetcher
    let store: Store
    /// As it was before the poll.
    let feed: FeedState
    let settings: FeedSettings
    let now: Timestamp

    struct Result: Sendable, Equatable {
        var pageCount = 0
        /// Items that were added.
        var itemCount = 0
        /// What was stored before was reached, so that nothing is missing in between.
        var isClosed = false
    }

    /// How far a feed's dates may lie behind what we have seen of it.
    private static let slack: Duration = .hours(24)

    /// The answer, with the items of older pages where there was a gap.
    func filled(_ answer: RefreshAnswer) async throws(StoreError) -> RefreshAnswer {
        guard case .document(var document, var mark, let metadata) = answer, !mark.isDelta,
            try await isGap(before: document)
        else { return answer }
        let (items, result) = try await olderItems(than: document, metadata)
        document.items += items
        mark.filling = result
        return .document(document, mark, metadata)
    }
}

extension GapFilling {
    /// Nearly always the last item of a document is known, or the first: then the others need not be looked up.
    private func isGap(before document: ParsedFeed) async throws(StoreError) -> Bool {
        // Of a feed of one item, nothing is ever left.
        guard feed.itemCount > 1, let first = document.items.first, let last = document.items.last
        else { return false }
        let ends = [last, first].map { ItemKey(identifying: $0, text: ItemText($0)) }
        let isEndKnown = try await store.recall(from: feed.id) { recall in
            try ends.contains { try recall.item(named: $0) != nil }
        }
        guard !isEndKnown else { return false }
        return Continuity.mayHaveMissed(
            previousCount: feed.itemCount, count: document.items.count,
            knownCount: try await areKnown(document.items).count { $0 })
    }

    private func areKnown(_ items: [Item]) async throws(StoreError) -> [Bool] {
        let items = items.map { IdentifiableItem(item: $0, text: ItemText($0)) }
        let identities = ItemIdentity.assign(to: items)
        return try await store.recall(from: feed.id) { recall in
            try IdentityResolver(recall, feed: feed, now: now).resolve(items, identities).items.map
            {
                if case .new = $0 { false } else { true }
            }
        }
    }

    private func olderItems(
        than document: ParsedFeed, _ metadata: FetchMetadata
    ) async throws(StoreError) -> ([Item], Result) {
        let pages = OlderPages(
            feedURL: metadata.validatorsURL ?? feed.fetchURL, settings: settings.request,
            metadata: metadata)
        var (items, result, page) = ([Item](), Result(), document)
        var asked: Set<String> = []
        var seen = Self.keys(of: document.items)
        for number in 1...OlderPages.limit {
            guard let request = pages.request(before: page, number: number),
                asked.insert(request.url).inserted, let older = await read(request)
            else { break }
            // A server that knows no pages sends the same one again.
            let keys = Self.keys(of: older.items)
            guard !keys.isSubset(of: seen) else { break }
            seen.formUnion(keys)
            result.pageCount += 1
            let areKnown = try await areKnown(older.items)
            items += missing(in: older.items, areKnown)
            result.isClosed =
                areKnown.contains(true) || older.items.contains { isBefore($0, Self.slack) }
            if result.isClosed { break }
            page = older
        }
        // Without a date, only its place before what we know tells that an item is no older than that.
        if !result.isClosed { items.removeAll { !isSince($0, Self.slack) } }
        result.itemCount = items.count
        return (items, result)
    }

    private static func keys(of items: [Item]) -> Set<ItemKey> {
        Set(items.map { ItemKey(identifying: $0, text: ItemText($0)) })
    }

    /// A page that cannot be had or read ends the search: the gap is told of all the same.
    private func read(_ request: FetchRequest) async -> ParsedFeed? {
        guard case .fetched(let document, _) = try? await fetcher.fetch(request) else { return nil }
        return try? FeedParser().parse(document)
    }

    /// What may have been published since the last poll. A page also holds what is older than all that was ever seen: below
    /// what is known only a date tells the two apart.
    private func missing(in items: [Item], _ areKnown: [Bool]) -> [Item] {
        let firstKnown = areKnown.firstIndex(of: true) ?? items.endIndex
        return items.indices.filter { index in
            guard !areKnown[index] else { return false }
            return index < firstKnown
                ? !isBefore(items[index], Self.slack) : isSince(items[index], .zero)
        }.map { items[$0] }
    }

    /// Whether an item is dated, and to a time before our last look at the feed by more than `slack`.
    private func isBefore(_ item: Item, _ slack: Duration) -> Bool {
        guard let date = item.published ?? item.updated, let last = feed.lastSuccess else {
            return false
        }
        return date < last - slack
    }

    /// Whether an item is dated, and to a time after that.
    private func isSince(_ item: Item, _ slack: Duration) -> Bool {
        (item.published ?? item.updated) != nil && !isBefore(item, slack)
    }
}

extension GapFilling.Result {
    /// A sentence for the operator.
    var detail: String {
        let gap = "Nothing of the last document is left in the new one: "
        guard pageCount > 0 else {
            return gap
                + "items may have come and gone between two polls. Poll it more often with 'every:'."
        }
        let found = "\(itemCount) items were found in \(pageCount) older pages of the feed"
        return isClosed
            ? "\(gap)\(found), back to what was known before."
            : "\(gap)\(found), but more may be missing. Poll it more often with 'every:'."
    }
}

extension FeedParser {
    /// Reads what was fetched, with all that HTTP said of it.
    func parse(_ document: FetchedDocument) throws(ParseError) -> ParsedFeed {
        try parse(
            document.body, url: document.finalURL, contentType: document.contentType,
            contentLocation: document.contentLocation)
    }
}
