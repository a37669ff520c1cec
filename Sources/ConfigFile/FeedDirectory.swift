import FeedModel
import Matching

/// What watches can choose feeds by, made for looking up: a large config asks thousands of times.
struct FeedDirectory {
    let tags: Set<String>
    let names: [String]
    private let nameSet: Set<String>
    private let scopes: [FeedScope]
    /// Feeds without a name take the title that they give themselves.
    let allHaveNames: Bool
    /// In order.
    let urls: [String]

    init(_ feeds: [FeedSettings]) {
        tags = Set(feeds.flatMap(\.tags))
        names = feeds.compactMap(\.name)
        nameSet = Set(names)
        scopes = feeds.map { FeedScope(name: $0.name ?? "", url: $0.url, tags: $0.tags) }
        allHaveNames = names.count == feeds.count
        urls = feeds.map(\.url).sorted()
    }

    /// Some feed is meant. What is written as the feed has it is found at once; folding looks at each.
    func hasFeed(for selector: FeedSelector) -> Bool {
        switch selector {
        case .tag(let tag): tags.contains(tag) || scopes.contains(where: selector.selects)
        case .name(let name): nameSet.contains(name) || scopes.contains(where: selector.selects)
        case .url(let url): hasURL(beginningWith: url)
        }
    }

    /// URLs that share a beginning are neighbours in the order, and the beginning itself sorts before them.
    private func hasURL(beginningWith prefix: String) -> Bool {
        var (low, high) = (0, urls.count)
        while low < high {
            let middle = (low + high) / 2
            if urls[middle] < prefix { low = middle + 1 } else { high = middle }
        }
        return low < urls.count && urls[low].hasPrefix(prefix)
    }
}
