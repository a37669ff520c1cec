import Deduping
import FeedModel

/// A feed over several polls, as the store remembers it.
struct FeedHistory {
    private var items: [RememberedItem<Int>] = []
    private var names: [ItemKey: Int] = [:]
    private(set) var guids = GuidTrust.stable

    /// Polls a document; answers the titles of what is news.
    mutating func poll(_ document: [IdentifiableItem], at time: Int64 = 0) -> [String] {
        let identities = ItemIdentity.assign(to: document)
        let weakAliases = ItemIdentity.weakAliases(of: document)
        let resolver = IdentityResolver<Int> { [names, items] in names[$0].map { items[$0] } }
        let (resolved, guids) = resolver.resolve(document, identities)
        self.guids = guids
        var news: [String] = []
        for (index, resolution) in resolved.enumerated() {
            let item = document[index].item
            var number = items.count
            var keys = identities[index].aliases + weakAliases[index]
            switch resolution {
            case .known(let known): number = known
            case .new(let key, let isOld):
                // The document may hold the item twice.
                if let twin = names[key] { number = twin; break }
                keys.append(key)
                if !isOld { news.append(item.title ?? "") }
                items.append(
                    RememberedItem(
                        number, title: item.title, url: item.url, published: item.published,
                        firstSeen: Timestamp(seconds: time)))
            }
            if case .known = resolution { keys.append(identities[index].key) }
            for key in keys where names[key] == nil { names[key] = number }
        }
        return news
    }

    var itemCount: Int { items.count }
}
