import FeedModel

/// The last items of a feed, by what is left of them where their names are gone: what they say, what they are
/// called, the path of their page.
///
/// A mark that several of them share leads to none. Each is found once.
struct Recollection<Reference: Hashable & Sendable> {
    private let memory: ItemMemory<Reference>
    private let policy: IdentityPolicy
    private var items: [RememberedItem<Reference>]
    private var digests: [ContentDigest: Int] = [:]
    private var titles: [UInt32: Int] = [:]
    private var links: [String: Int] = [:]
    private var paths: [String: Int] = [:]
    private var segments: [String: Int] = [:]
    private var found: Set<Int> = []

    /// Stands for several items.
    private static var several: Int { -1 }
    /// Words of a title by which an item is looked for.
    private static var titleWordLimit: Int { 3 }

    init(of memory: ItemMemory<Reference>, limit: Int, policy: IdentityPolicy) throws {
        (self.memory, self.policy) = (memory, policy)
        items = try memory.recent(limit)
        for (index, item) in items.enumerated() {
            // Two that say the same are as good as one: the newer stands for both.
            if digests[item.digest] == nil { digests[item.digest] = index }
            Self.mark(TitleWords(FoldedWords(item.title ?? "")), index, &titles)
            guard let link = item.url.flatMap(CanonicalLink.init), !link.identifiesNothing else {
                continue
            }
            Self.mark(link.description, index, &links)
            Self.mark(link.pathAndQuery, index, &paths)
            if let segment = link.lastPathSegment { Self.mark(segment, index, &segments) }
        }
    }

    /// The item that has the same page, whatever it says now.
    mutating func find(linkOf item: Item) -> Reference? {
        guard let link = (item.url ?? item.externalURL).flatMap(CanonicalLink.init) else {
            return nil
        }
        return take(free(links[link.description]))
    }

    /// The item that says the same, or that has the same title at a page of the same name.
    mutating func find(_ item: IdentifiableItem) throws -> Reference? {
        take(try index(saying: item) ?? index(pageOf: item.item))
    }
}

extension Recollection {
    private func index(saying item: IdentifiableItem) throws -> Int? {
        let title = TitleWords(FoldedWords(item.text.title))
        let candidates = [
            digests[ContentDigest(item.text)],
            title.wordCount >= Self.titleWordLimit ? titles[title.hash] : nil,
        ].compactMap(free)
        guard !candidates.isEmpty else { return nil }
        let words = SaidWords(item.text)
        return try candidates.first { index in
            try memory.text(items[index].reference).map { words.isSame(as: SaidWords($0)) } ?? false
        }
    }

    private func index(pageOf item: Item) -> Int? {
        guard let link = item.url.flatMap(CanonicalLink.init), !link.identifiesNothing else {
            return nil
        }
        return [paths[link.pathAndQuery], link.lastPathSegment.flatMap { segments[$0] }]
            .compactMap(free)
            .first { policy.haveAgreeingTitles(item.title, items[$0].title) }
    }

    /// The index, unless it stands for several items or was found before.
    private func free(_ index: Int?) -> Int? {
        index.flatMap { $0 == Self.several || found.contains($0) ? nil : $0 }
    }

    private mutating func take(_ index: Int?) -> Reference? {
        guard let index else { return nil }
        found.insert(index)
        return items[index].reference
    }

    private static func mark(_ title: TitleWords, _ index: Int, _ titles: inout [UInt32: Int]) {
        guard title.wordCount >= titleWordLimit else { return }
        titles[title.hash] = titles[title.hash] == nil ? index : several
    }

    private static func mark(_ name: String, _ index: Int, _ names: inout [String: Int]) {
        names[name] = names[name] == nil ? index : several
    }
}
