import ConfigFile
import Deduping
import FeedModel
import Matching
import Storage

/// Looks for a new watch's mentions among the items that are stored already, as far back as `first_poll` says.
struct Backlog: Sendable {
    private static let pageSize = 500

    let generation: Generation
    let store: Store
    let surroundings: Surroundings

    /// Ends by writing the watches down, so that a crash on the way begins again.
    /// Returns the sinks that have something to do.
    func run() async throws(StoreError) -> Set<SinkName> {
        let watches = generation.config.watches.map { ($0.name, $0.query.description) }
        let fresh = Set(try await store.unlisted(watches))
        var sinks: Set<SinkName> = []
        if !fresh.isEmpty, let cutoff = generation.config.firstPoll.cutoff(at: surroundings.now()) {
            let matcher = Matcher(generation.config.watches.filter { fresh.contains($0.name) })
            sinks = try await look(with: matcher, since: cutoff)
        }
        try await store.list(watches, at: surroundings.now())
        return sinks
    }

    private func look(
        with matcher: Matcher, since cutoff: Timestamp
    ) async throws(StoreError) -> Set<SinkName> {
        var sinks: Set<SinkName> = []
        var last = ItemID(0)
        while true {
            let page = try await store.items(
                datedSince: cutoff, after: last, limit: Self.pageSize)
            guard let end = page.last?.id else { return sinks }
            last = end
            var found: [(feed: FeedID, item: ItemCommit)] = []
            for item in page {
                let hits = hits(in: item, matcher)
                guard !hits.isEmpty else { continue }
                let key = try await store.key(of: item)
                found.append((item.feed, mention(of: item, named: key, hits)))
            }
            guard !found.isEmpty else { continue }
            let summary = try await store.commit(
                backlog: found, time: surroundings.now(), rules: generation.rules)
            sinks.formUnion(summary.sinks)
        }
    }

    private func hits(in stored: StoredItem, _ matcher: Matcher) -> ItemHits {
        let tags = generation.feeds[stored.feed]?.tags ?? []
        let scope = FeedScope(name: stored.feedName, url: stored.feedURL, tags: tags)
        return matcher.hits(in: stored.text, from: scope)
    }

    private func mention(
        of stored: StoredItem, named key: ItemKey, _ hits: ItemHits
    ) -> ItemCommit {
        var commit = ItemCommit(
            key: key, known: stored.id, item: stored.item, guid: stored.guid,
            text: stored.text, contentDigest: [])
        let event = Event(
            mention: commit, hits: hits,
            id: .mention(key, feedURL: stored.feedURL, newFor: hits.watches),
            type: .mentionNew, time: surroundings.now(),
            feed: EventFeed(name: stored.feedName, url: stored.feedURL))
        commit.mention = MentionDraft(event: event, isTold: true)
        return commit
    }
}
