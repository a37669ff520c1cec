import Deduping
import FeedModel
import Storage

extension IdentityResolver<KnownItem> {
    /// Asks the store, within one read of it.
    init(_ recall: FeedRecall, feed: FeedState, now: Timestamp) {
        self.init(
            memory: ItemMemory(
                isEmpty: recall.isEmpty,
                item: { try recall.item(named: $0).map(RememberedItem.init) },
                recent: { try recall.recent($0).map(RememberedItem.init) },
                text: { try recall.text(of: $0.id) }),
            now: now, before: GuidTrust.Word(rawValue: feed.guidState) ?? .stable)
    }
}

extension RememberedItem<KnownItem> {
    fileprivate init(_ known: KnownItem) {
        self.init(
            known, title: known.title, url: known.url, published: known.published,
            firstSeen: known.firstSeen, digest: ContentDigest(bytes: known.contentDigest))
    }
}
