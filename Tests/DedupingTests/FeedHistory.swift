import Deduping
import FeedModel

/// A feed over several polls, as the store remembers it.
struct FeedHistory {
    private var items: [RememberedItem<Int>] = []
    private var texts: [ItemText] = []
    private var names: [ItemKey: Int] = [:]
    private(set) var guids = GuidTrust.stable

    /// Polls a document; answers the titles of what is news.
    mutating func poll(_ document: [IdentifiableItem], at time: Int64 = 0) throws -> [String] {
        let identities = ItemIdentity.assign(to: document)
        let now = Timestamp(seconds: time)
        let resolver = IdentityResolver(
            memory: memory, now: now, before: guids.word)
        let (resolved, guids) = try resolver.resolve(document, identities)
        self.guids = guids
        var news: [String] = []
        for ((item, identity), resolution) in zip(zip(document, identities), resolved) {
            switch resolution {
            case .known(let number):
                remember(item, number)
            case .renamed(let number, _):
                remember(item, number)
                name(number, [identity.key] + identity.aliases)
            case .twin: break
            case .new(let key, let taken, let isOld):
                // The document may hold the item twice.
                guard names[key] == nil else { continue }
                if !isOld { news.append(item.item.title ?? "") }
                let number = items.count
                items.append(
                    RememberedItem(
                        number, title: nil, url: nil, published: nil, firstSeen: now,
                        digest: ContentDigest(item.text)))
                texts.append(item.text)
                remember(item, number)
                name(number, [key] + identity.aliases)
                for name in taken { names[name] = number }
            }
        }
        return news
    }

    var itemCount: Int { items.count }
    var nameCount: Int { names.count }

    private var memory: ItemMemory<Int> {
        ItemMemory(
            item: { [names, items] in names[$0].map { items[$0] } },
            recent: { [items] in Array(items.reversed().prefix($0)) },
            text: { [texts] in texts[$0] })
    }

    private mutating func remember(_ item: IdentifiableItem, _ number: Int) {
        (items[number].title, items[number].url) = (item.item.title, item.item.url)
        items[number].published = item.item.published
        items[number].digest = ContentDigest(item.text)
        texts[number] = item.text
    }

    private mutating func name(_ number: Int, _ keys: [ItemKey]) {
        for key in keys where names[key] == nil { names[key] = number }
    }
}
