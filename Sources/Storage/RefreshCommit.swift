package import FeedModel

/// All that one refresh has to say, to be stored together or not at all.
package struct RefreshCommit: Sendable {
    package var time: Timestamp
    /// The feed as it is after this refresh.
    package var feed: FeedState
    /// New and changed items only.
    package var items: [ItemCommit]
    /// Known items that came under new names and are otherwise as they were.
    package var renamed: [RenamedItem]
    package var healthEvents: [Event]

    package init(
        time: Timestamp, feed: FeedState, items: [ItemCommit] = [], renamed: [RenamedItem] = [],
        healthEvents: [Event] = []
    ) {
        (self.time, self.feed) = (time, feed)
        (self.items, self.renamed, self.healthEvents) = (items, renamed, healthEvents)
    }
}

/// A known item, what it is called now, beside its old names, and where its page is now.
package struct RenamedItem: Sendable, Equatable {
    package var id: ItemID
    package var names: [ItemKey]
    package var url: String?
    package init(id: ItemID, names: [ItemKey], url: String?) {
        (self.id, self.names, self.url) = (id, names, url)
    }
}

/// An item that is new or was changed.
package struct ItemCommit: Sendable {
    package var key: ItemKey
    /// Its other names within the feed: whatever of them comes next time is this item.
    package var aliases: [ItemKey]
    /// Names that were another item's until now; nearly always none.
    package var takenNames: [ItemKey] = []
    /// `nil`: new.
    package var known: ItemID?
    package var item: EventItem
    package var guid: String?
    package var text: ItemText
    package var contentDigest: [UInt8]
    /// `nil`: no watch hits it.
    package var mention: MentionDraft?

    package init(
        key: ItemKey, aliases: [ItemKey] = [], known: ItemID? = nil, item: EventItem,
        guid: String? = nil, text: ItemText, contentDigest: [UInt8], mention: MentionDraft? = nil
    ) {
        (self.key, self.aliases, self.known) = (key, aliases, known)
        (self.item, self.guid, self.text) = (item, guid, text)
        (self.contentDigest, self.mention) = (contentDigest, mention)
    }
}

/// A row of `item`.
package struct ItemID: Hashable, Sendable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// What is to be told of an item, unless its story was told already.
package struct MentionDraft: Sendable {
    /// With all watches and matches; the store leaves out those that are not to be told and adds the story.
    package var event: Event
    /// Whether people are told at all, or the mention is only recorded.
    package var isTold: Bool
    /// An edit that is no news where the item is a mention already, even if updates are told: it only counts for watches
    /// that it is new to.
    package var isOnlyForNewWatches = false

    package init(event: Event, isTold: Bool) { (self.event, self.isTold) = (event, isTold) }
}

/// The story that an item is of, and why.
package struct StoryChoice: Sendable, Equatable {
    package var story: StoryID
    /// In words that `mentions --why` shows; `nil`: the story begins with this item.
    package var joinedBy: String?
    /// Canonical; `nil`: identifies nothing.
    package var link: String?
    /// For likeness of texts; a value of the deduping room, encoded.
    package var signature: [UInt8]

    package init(story: StoryID, joinedBy: String?, link: String?, signature: [UInt8]) {
        (self.story, self.joinedBy) = (story, joinedBy)
        (self.link, self.signature) = (link, signature)
    }
}

/// Who decides which story an item is of. Asked inside the transaction, so that two copies that come together are seen.
package struct StoryBook: Sendable {
    /// Decides, and remembers what it decided.
    package var choose: @Sendable (ItemCommit, FeedID) -> StoryChoice
    /// Answers how to forget all that was decided since.
    package var mark: @Sendable () -> @Sendable () -> Void
    /// What the event is called that tells of a story having so many sources.
    package var growthID: @Sendable (StoryID, Int) -> EventID

    package init(
        choose: @escaping @Sendable (ItemCommit, FeedID) -> StoryChoice,
        mark: @escaping @Sendable () -> @Sendable () -> Void,
        growthID: @escaping @Sendable (StoryID, Int) -> EventID
    ) {
        (self.choose, self.mark, self.growthID) = (choose, mark, growthID)
    }
}

/// What the operator wants told, as the transaction needs to know it.
package struct TellingRules: Sendable {
    package var routes: [(sink: SinkName, route: Route)]
    package var areDuplicatesTold: Bool
    package var areUpdatesTold: Bool
    package var stories: StoryBook

    package init(
        routes: [(sink: SinkName, route: Route)], areDuplicatesTold: Bool = false,
        areUpdatesTold: Bool = false, stories: StoryBook
    ) {
        (self.routes, self.areDuplicatesTold) = (routes, areDuplicatesTold)
        (self.areUpdatesTold, self.stories) = (areUpdatesTold, stories)
    }
}

/// What a commit did.
package struct CommitSummary: Sendable, Equatable {
    package var newItemCount = 0
    package var changedItemCount = 0
    package var mentionCount = 0
    package var suppressedCount = 0
    package var eventCount = 0
    /// Sinks that have something to do now.
    package var sinks: Set<SinkName> = []
    package init() {}
}
