/// What people are told: one object of the schema `feedwatch/1`. `seq` is given by the store.
package struct Event: Sendable, Equatable, Codable {
    package var id: EventID
    package var type: EventType
    package var time: Timestamp
    package var feed: EventFeed
    package var watches: [WatchName]
    package var item: EventItem?
    package var snippet: String?
    package var matches: [TermMatch]
    package var story: EventStory?
    /// An edit: which of title, summary and body say something else than before.
    package var changed: [TextField]?
    /// `false`: by now an edit took the match away.
    package var isCurrent: Bool?
    /// Health events: a fixed word.
    package var reason: String?
    /// Health events: a sentence.
    package var detail: String?
    /// Digests only.
    package var digest: EventDigest?

    package init(
        id: EventID, type: EventType, time: Timestamp, feed: EventFeed,
        watches: [WatchName] = [], item: EventItem? = nil, snippet: String? = nil,
        matches: [TermMatch] = [], story: EventStory? = nil, reason: String? = nil,
        detail: String? = nil
    ) {
        (self.id, self.type, self.time, self.feed) = (id, type, time, feed)
        (self.watches, self.item, self.snippet) = (watches, item, snippet)
        (self.matches, self.story, self.reason, self.detail) = (matches, story, reason, detail)
    }
}

package enum EventType: String, Sendable, Codable, CaseIterable {
    case mentionNew = "mention.new"
    case mentionUpdated = "mention.updated"
    case storyGrew = "story.grew"
    /// Many events of a sink in one.
    case digest
    case feedFailing = "feed.failing"
    case feedRecovered = "feed.recovered"
    case feedMoved = "feed.moved"
    case feedGone = "feed.gone"
    case feedSilent = "feed.silent"
    case feedGap = "feed.gap"
    case sinkStopped = "sink.stopped"

    /// What a sink's `events:` chooses by.
    package enum Topic: String, Sendable, Codable, CaseIterable { case mention, health }

    package var topic: Topic {
        switch self {
        case .mentionNew, .mentionUpdated, .storyGrew, .digest: .mention
        case .feedFailing, .feedRecovered, .feedMoved, .feedGone, .feedSilent, .feedGap,
            .sinkStopped:
            .health
        }
    }
}

package struct EventFeed: Sendable, Hashable, Codable {
    package var name: String
    package var url: String
    package init(name: String, url: String) { (self.name, self.url) = (name, url) }
}

package struct EventItem: Sendable, Hashable, Codable {
    /// The guid as served, else the link, else the key's digest.
    package var id: String
    package var url: String?
    package var title: String?
    package var published: Timestamp?
    package var updated: Timestamp?
    package var authors: [String]
    package var tags: [String]
    package var language: String?

    package init(
        id: String, url: String? = nil, title: String? = nil, published: Timestamp? = nil,
        updated: Timestamp? = nil, authors: [String] = [], tags: [String] = [],
        language: String? = nil
    ) {
        (self.id, self.url, self.title) = (id, url, title)
        (self.published, self.updated) = (published, updated)
        (self.authors, self.tags, self.language) = (authors, tags, language)
    }
}

/// The story that a mention belongs to, as it stood when the event was made.
package struct EventStory: Sendable, Hashable, Codable {
    package struct Source: Sendable, Hashable, Codable {
        package var feed: String
        package var url: String?
        package init(feed: String, url: String?) { (self.feed, self.url) = (feed, url) }
    }

    package var id: StoryID
    /// Items in the story, this one included.
    package var sourceCount: Int
    package var also: [Source]

    package init(id: StoryID, sourceCount: Int = 1, also: [Source] = []) {
        (self.id, self.sourceCount, self.also) = (id, sourceCount, also)
    }
}
