package import FeedModel

/// What the store remembers of an item.
package struct RememberedItem<Reference: Hashable & Sendable>: Sendable {
    package var reference: Reference
    package var title: String?
    package var url: String?
    package var published: Timestamp?
    package var firstSeen: Timestamp
    package var digest: ContentDigest

    package init(
        _ reference: Reference, title: String?, url: String?, published: Timestamp?,
        firstSeen: Timestamp, digest: ContentDigest
    ) {
        (self.reference, self.title, self.url) = (reference, title, url)
        (self.published, self.firstSeen, self.digest) = (published, firstSeen, digest)
    }
}

/// How identity asks for what is remembered of one feed.
package struct ItemMemory<Reference: Hashable & Sendable> {
    /// Nothing of the feed is remembered: it is polled for the first time.
    package var isEmpty: Bool
    /// The item that has this name.
    package var item: (ItemKey) throws -> RememberedItem<Reference>?
    /// The items that were first seen last, the newest first, so many at most. Asked only where names do not do.
    package var recent: (Int) throws -> [RememberedItem<Reference>]
    /// What an item said; `nil`: forgotten.
    package var text: (Reference) throws -> ItemText?

    package init(
        isEmpty: Bool = false,
        item: @escaping (ItemKey) throws -> RememberedItem<Reference>?,
        recent: @escaping (Int) throws -> [RememberedItem<Reference>],
        text: @escaping (Reference) throws -> ItemText?
    ) {
        (self.isEmpty, self.item, self.recent, self.text) = (isEmpty, item, recent, text)
    }
}
