import FeedModel

/// An item while its element is open: the values so far, and how good the source of each was.
struct ItemDraft {
    var item = Item()
    /// Where the item stands in the feed: in the order of start tags.
    let index: Int
    /// A relative link was met before any base was known.
    var awaitsBase = false
    private var ranks = SIMD16<UInt8>()
    private var seenCategories = SeenValues<String>()
    private var seenFiles = SeenValues<String>()
    private var seenAuthors = SeenValues<Author>()

    init(index: Int) { self.index = index }

    mutating func add(category: String) {
        guard seenCategories.isNew(category, in: item.categories, { $0 }) else { return }
        item.categories.append(category)
    }

    mutating func add(_ enclosure: Enclosure) {
        guard seenFiles.isNew(enclosure.url, in: item.enclosures, { $0.url }) else { return }
        item.enclosures.append(enclosure)
    }

    mutating func add(_ author: Author) {
        guard seenAuthors.isNew(author, in: item.authors, { $0 }) else { return }
        item.authors.append(author)
    }

    /// Puts an author into the place of all others, of whom a worse source spoke.
    mutating func replaceAuthors(with author: Author) {
        item.authors = [author]
        seenAuthors = SeenValues()
    }

    /// Whether a source of this rank may fill the field; ask before making a value.
    func accepts(_ slot: Precedence.Slot, _ rank: UInt8) -> Bool { ranks[slot.rawValue] < rank }

    /// Remembers that a source of this rank filled the field.
    mutating func settle(_ slot: Precedence.Slot, _ rank: UInt8) { ranks[slot.rawValue] = rank }

    func rank(_ slot: Precedence.Slot) -> UInt8 { ranks[slot.rawValue] }
}

/// The feed's own values while its element is open.
struct FeedDraft {
    var feed: ParsedFeed
    private var ranks = SIMD16<UInt8>()
    private var seenAuthors = SeenValues<Author>()

    init(_ feed: ParsedFeed) { self.feed = feed }

    mutating func add(_ author: Author) {
        guard seenAuthors.isNew(author, in: feed.authors, { $0 }) else { return }
        feed.authors.append(author)
    }

    /// As in an item.
    mutating func replaceAuthors(with author: Author) {
        feed.authors = [author]
        seenAuthors = SeenValues()
    }

    func accepts(_ slot: Precedence.Slot, _ rank: UInt8) -> Bool { ranks[slot.rawValue] < rank }
    mutating func settle(_ slot: Precedence.Slot, _ rank: UInt8) { ranks[slot.rawValue] = rank }
}
