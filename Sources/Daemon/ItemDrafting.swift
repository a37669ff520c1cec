import ConfigFile
import Deduping
import FeedModel
import Matching
import Storage

/// The items of one document that are worth storing, and the dates from which the feed's rhythm is learned.
struct DraftedItems: Sendable {
    var commits: [ItemCommit] = []
    /// When each new item was published, as far as is known.
    var newItemTimes: [Timestamp?] = []
    var itemCount = 0
    var knownCount = 0
}

/// Turns a document's items into drafts: what is new, what changed, which watches they hit and whether to tell.
struct ItemDrafting: Sendable {
    let generation: Generation
    let feed: FeedState
    let settings: FeedSettings
    /// The document's own title.
    let title: String?
    let now: Timestamp

    private var feedName: String {
        var named = feed
        named.title = title ?? feed.title
        return named.displayName
    }

    func draft(
        _ items: [IdentifiableItem], _ identities: [ItemIdentity], _ known: [KnownItem?]
    ) -> DraftedItems {
        var drafted = DraftedItems()
        drafted.itemCount = items.count
        drafted.knownCount = known.count { $0 != nil }
        let scope = FeedScope(name: feedName, url: feed.url, tags: settings.tags)
        var taken: Set<ItemKey> = []
        // An item that is in the document twice is drafted once.
        for index in items.indices where taken.insert(identities[index].key).inserted {
            let known = known[index]
            let digest = ContentDigest(items[index].text)
            if let known, known.contentDigest == digest.bytes { continue }
            if known == nil {
                drafted.newItemTimes.append(
                    items[index].item.published ?? items[index].item.updated)
            }
            var commit = ItemCommit(
                key: identities[index].key, aliases: identities[index].aliases, known: known?.id,
                item: EventItem(items[index].item, key: identities[index].key),
                guid: items[index].item.guid, text: items[index].text,
                contentDigest: digest.bytes)
            commit.mention = mention(of: commit, digest, in: scope)
            drafted.commits.append(commit)
        }
        return drafted
    }

    private func mention(
        of commit: ItemCommit, _ digest: ContentDigest, in scope: FeedScope
    ) -> MentionDraft? {
        let hits = generation.matcher.hits(in: commit.text, from: scope)
        guard !hits.isEmpty else { return nil }
        let isEdit = commit.known != nil
        let id =
            isEdit
            ? EventID.update(commit.key, feedURL: feed.url, to: digest)
            : EventID.mention(commit.key, feedURL: feed.url)
        let event = Event(
            mention: commit, hits: hits, id: id, type: isEdit ? .mentionUpdated : .mentionNew,
            time: now, feed: EventFeed(name: feedName, url: feed.url))
        return MentionDraft(event: event, isTold: isEdit || isNews(commit.item))
    }

    /// A feed's first document is history: how much of it is told is the operator's choice.
    private func isNews(_ item: EventItem) -> Bool {
        guard feed.lastDocument == nil else { return true }
        return generation.config.firstPoll.tells(item, at: now)
    }
}

extension FirstPoll {
    /// Whether an old item is told. Without a date it counts as old: nobody knows that it is young.
    func tells(_ item: EventItem, at now: Timestamp) -> Bool {
        switch self {
        case .none: false
        case .all: true
        case .within(let age):
            (item.published ?? item.updated).map { now - $0 <= age } ?? false
        }
    }

    /// How far back stored items are looked at for a new watch; `nil`: not at all.
    func cutoff(at now: Timestamp) -> Timestamp? {
        switch self {
        case .none: nil
        case .all: Timestamp(milliseconds: .min)
        case .within(let age): now - age
        }
    }
}

extension EventItem {
    init(_ item: Item, key: ItemKey) {
        self.init(
            id: item.guid ?? item.url ?? key.value, url: item.url, title: item.title,
            published: item.published, updated: item.updated,
            authors: item.authors.compactMap { $0.name ?? $0.email }, tags: item.categories,
            language: item.language)
    }
}

extension Event {
    /// A mention of an item, with all its hits.
    init(
        mention commit: ItemCommit, hits: [WatchHit], id: EventID, type: EventType,
        time: Timestamp, feed: EventFeed
    ) {
        let matches = hits.flatMap(\.matches)
        self.init(
            id: id, type: type, time: time, feed: feed, watches: hits.map(\.watch),
            item: commit.item, snippet: Snippet.around(matches.first, in: commit.text),
            matches: matches)
    }
}
