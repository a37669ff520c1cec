import ConfigFile
import Deduping
import FeedModel
import Matching
import Storage

/// The items of one document that are worth storing, and the dates from which the feed's rhythm is learned.
struct DraftedItems: Sendable {
    var commits: [ItemCommit] = []
    /// Known items under new names.
    var renamed: [RenamedItem] = []
    /// When each new item was published, as far as is known.
    var newItemTimes: [Timestamp?] = []
    var itemCount = 0
    var knownCount = 0
    /// New items that were too old to be news.
    var oldCount = 0
    /// How far the document's guids can be trusted.
    var guids = GuidTrust.stable

    /// What the operator is told of how the document's items are known; `nil`: nothing to say.
    var identityReason: String? {
        let old: String? =
            oldCount == 0
            ? nil
            : "\(Counted(oldCount, "new item")) dated before what is known: too old to be news."
        let reasons = [guids.reason, old].compactMap(\.self)
        return reasons.isEmpty ? nil : reasons.joined(separator: " ")
    }

    /// Known items with something to tell, if their text is another one.
    var edited: [ItemID] { commits.compactMap { $0.mention == nil ? nil : $0.known } }

    /// Says in their events what is new of edited items.
    mutating func note(changesFrom texts: [ItemID: ItemText]) {
        for index in commits.indices {
            guard let before = commits[index].known.flatMap({ texts[$0] }) else { continue }
            let changes = ContentDigest.changes(from: before, to: commits[index].text)
            commits[index].mention?.event.changed = changes.isEmpty ? nil : changes
            // Its stored digest was made by other rules: nobody has edited anything, and nothing is news.
            if changes.isEmpty { commits[index].mention?.isTold = false }
        }
    }
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
        _ items: [IdentifiableItem], _ identities: [ItemIdentity],
        _ resolved: [ResolvedItem<KnownItem>], _ guids: GuidTrust
    ) -> DraftedItems {
        var drafted = DraftedItems()
        drafted.itemCount = items.count
        drafted.guids = guids
        let scope = FeedScope(name: feedName, url: feed.url, tags: settings.tags)
        var taken: Set<ItemKey> = []
        for ((item, identity), resolved) in zip(zip(items, identities), resolved) {
            // An item that is in the document twice is drafted once.
            guard taken.insert(identity.key).inserted else { continue }
            switch resolved {
            case .twin:
                drafted.knownCount += 1
            case .known(let known):
                drafted.knownCount += 1
                guard let edit = edit(of: known, item, identity) else { continue }
                drafted.commits.append(mentioned(edit, in: scope, isTold: true))
            case .renamed(let known, let isMigrated):
                drafted.knownCount += 1
                guard let edit = edit(of: known, item, identity) else {
                    let names = [identity.key] + identity.aliases
                    drafted.renamed.append(
                        RenamedItem(id: known.id, names: names, url: item.item.url))
                    continue
                }
                var commit = mentioned(edit, in: scope, isTold: true)
                // That a whole feed was moved is no news of its items, but for those that match only now.
                commit.mention?.isOnlyForNewWatches = isMigrated
                drafted.commits.append(commit)
            case .new(let key, let taken, let isOld):
                drafted.newItemTimes.append(item.item.time)
                var commit = commit(item, ContentDigest(item.text), key: key, identity)
                commit.takenNames = taken
                if isOld { drafted.oldCount += 1 }
                let isTold = !isOld && isNews(commit.item)
                drafted.commits.append(mentioned(commit, in: scope, isTold: isTold))
            }
        }
        return drafted
    }

    /// The item as it is now; `nil`: it says what it said.
    private func edit(
        of known: KnownItem, _ item: IdentifiableItem, _ identity: ItemIdentity
    ) -> ItemCommit? {
        let digest = ContentDigest(item.text)
        guard digest.bytes != known.contentDigest else { return nil }
        var edit = commit(item, digest, key: identity.key, identity)
        edit.known = known.id
        return edit
    }

    private func commit(
        _ item: IdentifiableItem, _ digest: ContentDigest, key: ItemKey, _ identity: ItemIdentity
    ) -> ItemCommit {
        ItemCommit(
            key: key, aliases: identity.aliases, item: EventItem(item.item, key: key),
            guid: item.item.guid, text: item.text, contentDigest: digest.bytes)
    }

    /// The same with what the watches say of it.
    private func mentioned(
        _ commit: ItemCommit, in scope: FeedScope, isTold: Bool
    ) -> ItemCommit {
        let hits = generation.matcher.hits(in: commit.text, from: scope)
        guard !hits.isEmpty else { return commit }
        let isEdit = commit.known != nil
        let digest = ContentDigest(bytes: commit.contentDigest)
        let id =
            isEdit
            ? EventID.update(commit.key, feedURL: feed.url, to: digest)
            : EventID.mention(commit.key, feedURL: feed.url)
        let event = Event(
            mention: commit, hits: hits, id: id, type: isEdit ? .mentionUpdated : .mentionNew,
            time: now, feed: EventFeed(name: feedName, url: feed.url))
        var mentioned = commit
        mentioned.mention = MentionDraft(event: event, isTold: isTold)
        return mentioned
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
        mention commit: ItemCommit, hits: ItemHits, id: EventID, type: EventType,
        time: Timestamp, feed: EventFeed
    ) {
        let matches = hits.flatMap(\.matches)
        self.init(
            id: id, type: type, time: time, feed: feed, watches: hits.watches,
            item: commit.item, snippet: Snippet.around(matches.first, in: commit.text),
            matches: matches)
    }
}
