package import FeedModel

/// An item that matched a watch, as stories look at it.
package struct StoryCandidate: Sendable {
    package var feed: FeedID
    package var key: ItemKey
    package var url: String?
    package var text: ItemText
    package var published: Timestamp?
    /// First seen, by our clock.
    package var seen: Timestamp
    /// The story that it begins, where it joins none.
    package var ownStory: StoryID

    package init(
        feed: FeedID, key: ItemKey, url: String?, text: ItemText, published: Timestamp?,
        seen: Timestamp, ownStory: StoryID
    ) {
        (self.feed, self.key, self.url, self.text) = (feed, key, url, text)
        (self.published, self.seen, self.ownStory) = (published, seen, ownStory)
    }
}

/// A stored item, to build the index again.
package struct StoryRow: Sendable {
    package var story: StoryID
    /// It is the item that the story began with.
    package var isBeginning: Bool
    package var feed: FeedID
    package var link: String?
    package var published: Timestamp?
    package var seen: Timestamp
    package var signature: StorySignature

    package init(
        story: StoryID, isBeginning: Bool, feed: FeedID, link: String?, published: Timestamp?,
        seen: Timestamp, signature: StorySignature
    ) {
        (self.story, self.isBeginning, self.feed, self.link) = (story, isBeginning, feed, link)
        (self.published, self.seen, self.signature) = (published, seen, signature)
    }
}
