package import FeedModel
import Transport

extension FeedHub {
    /// A longer URL is an attempt to fill the store.
    private static let lengthLimit = 2048

    /// The hub that a feed names: in HTTP's `Link` header, else in its document (WebSub, section 4). `nil`: none that can
    /// be asked.
    package init?(of document: ParsedFeed, _ metadata: FetchMetadata) {
        let named = metadata.hubURL.map { [$0] } ?? document.hubURLs
        let topic = metadata.selfURL ?? document.selfURL ?? metadata.validatorsURL
        guard let hub = named.lazy.compactMap(WebURL.init).first?.description, let topic,
            WebURL(topic) != nil,
            max(hub.utf8.count, topic.utf8.count) <= Self.lengthLimit
        else { return nil }
        self.init(url: hub, topic: topic, isPublicOnly: metadata.isFromPublicAddress)
    }
}
