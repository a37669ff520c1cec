package import FeedModel

/// What makes an item the same item next time: its key, and the other names under which it may come back.
///
/// The ladder: guid, else canonical link, else a digest of title, date and text. Within one feed a new guid with
/// the same link and title, or with the same title and time, is the same item: those are the aliases. All names
/// are within one feed.
package struct ItemIdentity: Sendable, Hashable {
    package var key: ItemKey
    /// Digests of link and title, of title and time, and a guid that is a link in canonical form; of the title where
    /// there is nothing else. None that several items of the document share.
    package var aliases: [ItemKey]
    /// Other items of the document have its guid.
    package var hasSharedGuid: Bool

    package init(key: ItemKey, aliases: [ItemKey] = [], hasSharedGuid: Bool = false) {
        (self.key, self.aliases, self.hasSharedGuid) = (key, aliases, hasSharedGuid)
    }

    /// What an item is called where its guid turns out to be another item's: by all its names, and where they are
    /// that item's too, by what it says.
    static func fullKeys(of item: IdentifiableItem) -> [ItemKey] {
        [ItemNames.fullKey(of: item), ItemNames.digest(item)]
    }

    /// The identities of all items of one document, in its order. Items that share a guid or a link without
    /// being the same are known by what they say instead, so that none is lost; only an item that is there twice
    /// has its identity twice.
    package static func assign(to items: [IdentifiableItem]) -> [ItemIdentity] {
        let names = items.map(ItemNames.init)
        let bearers = NameBearers(of: names)
        var digests: [Int: ItemKey] = [:]
        // Whole texts are digested only where names do not do.
        func digest(_ index: Int) -> ItemKey {
            if let known = digests[index] { return known }
            let digest = ItemNames.digest(items[index])
            digests[index] = digest
            return digest
        }
        /// A name is good where all who bear it say the same.
        func isGood(_ name: ItemKey) -> Bool {
            guard let indices = bearers.sharing(name) else { return true }
            return Set(indices.map(digest)).count == 1
        }
        return names.enumerated().map { index, names in
            let guid = names.ladder.first { $0.kind == .guid }
            return ItemIdentity(
                key: names.ladder.first(where: isGood) ?? digest(index),
                aliases: names.aliases.filter(isGood),
                hasSharedGuid: guid.map { !isGood($0) } ?? false)
        }
    }
}

/// An item with its plain text, as identity looks at it.
package struct IdentifiableItem: Sendable {
    package var item: Item
    package var text: ItemText
    package init(item: Item, text: ItemText) { (self.item, self.text) = (item, text) }
}

extension ItemKey {
    /// The item's place on the ladder, on its own: `ItemIdentity.assign` also sees what its neighbours are called.
    package init(identifying item: Item, text: ItemText) {
        let names = ItemNames(IdentifiableItem(item: item, text: text))
        self =
            names.ladder.first
            ?? ItemNames.digest(IdentifiableItem(item: item, text: text))
    }
}

/// Which items of a document bear a name. Nearly every name has one bearer only.
private struct NameBearers {
    private var first: [ItemKey: Int] = [:]
    private var shared: [ItemKey: [Int]] = [:]

    init(of names: [ItemNames]) {
        first.reserveCapacity(names.count * 5)
        for (index, names) in names.enumerated() {
            for name in names.ladder { add(name, index) }
            for name in names.aliases { add(name, index) }
        }
    }

    /// The bearers of a name that several have; `nil` where one has it.
    func sharing(_ name: ItemKey) -> [Int]? { shared.isEmpty ? nil : shared[name] }

    private mutating func add(_ name: ItemKey, _ index: Int) {
        let before = first.updateValue(index, forKey: name)
        guard let before, before != index else { return }
        shared[name, default: [before]].append(index)
    }
}

/// All that an item could be called.
private struct ItemNames {
    /// Guid and link, where they identify.
    let ladder: [ItemKey]
    let aliases: [ItemKey]

    init(_ identifiable: IdentifiableItem) {
        let (item, text) = (identifiable.item, identifiable.text)
        let link = Self.link(item.url ?? item.externalURL)
        let guid = Self.guid(item.guid)
        let title = FoldedWords(text.title)
        ladder = [
            guid.map { ItemKey(.guid, $0) }, link.map { ItemKey(.link, $0.description) },
        ].compactMap(\.self)

        var aliases: [ItemKey] = []
        if let permalink = guid.flatMap({ $0 == item.url ? link : Self.link($0) }) {
            aliases.append(Self.key("guid link", permalink.description))
        }
        if let link, !title.words.isEmpty {
            aliases.append(Self.key("link+title", link.description, title))
        }
        if let time = item.time, !title.words.isEmpty {
            aliases.append(Self.key("title+time", String(time.seconds), title))
        } else if ladder.isEmpty, !title.words.isEmpty {
            aliases.append(Self.key("title", "", title))
        }
        // Else nothing would lead to it once its guid is given to another.
        if aliases.isEmpty, guid != nil { aliases.append(Self.fullKey(of: identifiable)) }
        self.aliases = aliases
    }

    /// Of guid, link and title.
    static func fullKey(of identifiable: IdentifiableItem) -> ItemKey {
        let (item, text) = (identifiable.item, identifiable.text)
        let link = link(item.url ?? item.externalURL)?.description ?? ""
        return key(
            "guid+link+title", "\(guid(item.guid) ?? "")\n\(link)", FoldedWords(text.title))
    }

    /// Of title, date and text: always there.
    static func digest(_ identifiable: IdentifiableItem) -> ItemKey {
        let (item, text) = (identifiable.item, identifiable.text)
        // With neither title nor text the media is all there is.
        let rest = [item.published.map { String($0.seconds) }, item.enclosures.first?.url]
        return key(
            "content", rest.map { $0 ?? "" }.joined(separator: "\n"), FoldedWords(text.title),
            FoldedWords(text.summary), FoldedWords(text.body))
    }

    private static func link(_ url: String?) -> CanonicalLink? {
        url.flatMap(CanonicalLink.init).flatMap { $0.identifiesNothing ? nil : $0 }
    }

    /// White space around it is the generator's, not the guid's.
    private static func guid(_ guid: String?) -> String? {
        guard let guid, let first = guid.utf8.first, let last = guid.utf8.last else { return nil }
        if first > 0x20, last > 0x20 { return guid }
        let trimmed = Array(guid.utf8)[...].trimmingWhiteSpace
        return trimmed.isEmpty ? nil : String(decoding: trimmed, as: UTF8.self)
    }

    private static func key(
        _ kind: String, _ text: String, _ words: FoldedWords...
    ) -> ItemKey {
        var digest = WordDigest()
        digest.add(kind)
        digest.add(text)
        for words in words { digest.add(words) }
        return ItemKey(.digest, digest.hexadecimal)
    }
}
