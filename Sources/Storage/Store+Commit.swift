package import FeedModel
import Foundation
import GRDB

extension Store {
    /// Stores a refresh: items, mentions, events, deliveries, validators and the next poll, together or not at all.
    package func commit(
        _ refresh: RefreshCommit, rules: TellingRules
    ) async throws(StoreError) -> CommitSummary {
        try await writer.perform(undoing: rules.stories.mark) { db in
            var transaction = try CommitTransaction(
                db, feed: refresh.feed, time: refresh.time, rules: rules)
            // By place: an iterator would copy each item, with all its texts.
            for index in refresh.items.indices { try transaction.add(refresh.items[index]) }
            for item in refresh.renamed { try transaction.rename(item) }
            for event in refresh.healthEvents { try transaction.tell(event, mention: nil) }
            try refresh.feed.save(db)
            return transaction.summary
        }
    }

    /// Stores mentions that a new watch finds among items that are stored already.
    package func commit(
        backlog: [(feed: FeedID, item: ItemCommit)], time: Timestamp, rules: TellingRules
    ) async throws(StoreError) -> CommitSummary {
        try await writer.perform(undoing: rules.stories.mark) { db in
            var summary = CommitSummary()
            for (feed, item) in backlog {
                guard let state = try FeedState.fetch(db, id: feed) else { continue }
                var transaction = try CommitTransaction(
                    db, feed: state, time: time, rules: rules)
                transaction.summary = summary
                try transaction.addBacklog(item)
                summary = transaction.summary
            }
            return summary
        }
    }
}

/// The inside of one commit: the rules of what is told stand here.
struct CommitTransaction {
    let db: Database
    let feed: FeedState
    let time: Timestamp
    let rules: TellingRules
    var summary = CommitSummary()
    private let rows: ItemRow

    init(_ db: Database, feed: FeedState, time: Timestamp, rules: TellingRules) throws {
        (self.db, self.feed, self.time, self.rules) = (db, feed, time, rules)
        rows = try ItemRow(db)
    }

    mutating func add(_ commit: ItemCommit) throws {
        if let known = commit.known {
            try change(known, commit)
        } else {
            let itemID = try rows.insert(commit, feed: feed.id, time: time)
            try name(itemID, [commit.key] + commit.aliases)
            for taken in commit.takenNames { try rows.take(taken, for: itemID, feed: feed.id) }
            summary.newItemCount += 1
            if let draft = commit.mention { try begin(itemID, commit, draft) }
        }
    }

    /// Gives a known item names beside those that it has.
    func name(_ itemID: ItemID, _ names: [ItemKey]) throws {
        try rows.name(itemID, names, feed: feed.id)
    }

    func rename(_ item: RenamedItem) throws {
        try name(item.id, item.names)
        if let url = item.url { try rows.move(item.id, to: url) }
    }

    private mutating func change(_ itemID: ItemID, _ commit: ItemCommit) throws {
        try rows.update(itemID, commit)
        try name(itemID, [commit.key] + commit.aliases)
        summary.changedItemCount += 1
        let mention = try MentionRow.fetch(db, item: itemID)
        switch (mention, commit.mention) {
        case (let mention?, let draft?): try revise(mention, draft)
        case (let mention?, nil): try MentionRow.setCurrent(db, mention.id, false)
        case (nil, let draft?): try begin(itemID, commit, draft)
        case (nil, nil): break
        }
    }

    /// An item that was stored without this mention, found by a new watch.
    mutating func addBacklog(_ commit: ItemCommit) throws {
        guard let itemID = commit.known, let draft = commit.mention else { return }
        if let mention = try MentionRow.fetch(db, item: itemID) {
            try tell(draft, of: mention.id, story: mention.story, type: .mentionNew)
            return
        }
        try begin(itemID, commit, draft)
    }
}

extension CommitTransaction {
    /// The first mention of an item: it joins a story or begins one, and is told to those who have not heard of it.
    private mutating func begin(
        _ itemID: ItemID, _ commit: ItemCommit, _ draft: MentionDraft
    ) throws {
        let choice = rules.stories.choose(commit, feed.id)
        let mentionID = try MentionRow.insert(db, item: itemID, choice: choice, time: time)
        summary.mentionCount += 1
        let type: EventType = commit.known == nil ? .mentionNew : draft.event.type
        try tell(draft, of: mentionID, story: choice.story, type: type)
        if choice.joinedBy != nil, draft.isTold { try grow(choice.story) }
    }

    /// Tells those who were told of a story that it has become 3, 10 or 30 sources large: each once, by its id.
    private mutating func grow(_ story: StoryID) throws {
        let count = try MentionRow.sourceCount(db, story)
        guard let size = Self.growthSizes.last(where: { $0 <= count }) else { return }
        guard let (first, mention) = try MentionRow.firstEvent(db, story) else { return }
        var event = first
        (event.id, event.type) = (rules.stories.growthID(story, size), .storyGrew)
        (event.time, event.changed) = (time, nil)
        event.watches = try MentionRow.watchesTold(db, story: story).sorted()
        event.story = try MentionRow.story(db, story, besides: mention)
        try tell(event, mention: mention)
    }

    private static let growthSizes = [3, 10, 30]

    /// An edit of an item that is a mention already: told where a watch is new to it, or where edits are asked for.
    private mutating func revise(_ mention: MentionRow, _ draft: MentionDraft) throws {
        try MentionRow.setCurrent(db, mention.id, true)
        let before = try MentionRow.watches(db, mention: mention.id)
        let added = draft.event.watches.filter { before[$0] == nil }
        var edit = draft
        if rules.areUpdatesTold, !draft.isOnlyForNewWatches {
            try tell(
                edit, of: mention.id, story: mention.story, type: .mentionUpdated, isEdit: true)
        } else if !added.isEmpty {
            edit.event = draft.event.keeping(added)
            try tell(edit, of: mention.id, story: mention.story, type: .mentionUpdated)
        }
    }

    /// Records the draft's watches, and makes an event of those that have not been told of this story.
    private mutating func tell(
        _ draft: MentionDraft, of mentionID: Int64, story: StoryID, type: EventType,
        isEdit: Bool = false
    ) throws {
        let heard =
            rules.areDuplicatesTold || isEdit ? [] : try MentionRow.watchesTold(db, story: story)
        let told = draft.isTold ? draft.event.watches.filter { !heard.contains($0) } : []
        for watch in draft.event.watches {
            try MentionRow.record(
                db, mention: mentionID, watch: watch, isTold: told.contains(watch))
        }
        guard !told.isEmpty else {
            if draft.isTold { summary.suppressedCount += 1 }
            return
        }
        var event = draft.event.keeping(told)
        event.type = type
        event.story = try MentionRow.story(db, story, besides: mentionID)
        try tell(event, mention: mentionID)
    }

    /// Puts an event into the sequence and the outbox. An id that is there already was told already.
    mutating func tell(_ event: Event, mention: Int64?) throws {
        let sinks = try Outbox.add(event, mention: mention, for: rules.routes, to: db)
        guard let sinks else { return }
        summary.eventCount += 1
        summary.sinks.formUnion(sinks)
    }
}

extension Event {
    /// The event with only these watches.
    fileprivate func keeping(_ kept: [WatchName]) -> Event {
        var event = self
        event.watches = watches.filter(kept.contains)
        event.matches = matches.filter { kept.contains($0.watch) }
        return event
    }
}
