import FeedModel

/// An item while its element is open: the values so far, and how good the source of each was.
struct ItemDraft {
    var item = Item()
    /// Where the item stands in the feed: in the order of start tags.
    let index: Int
    /// A relative link was met before any base was known.
    var awaitsBase = false
    private var ranks = SIMD16<UInt8>()

    init(index: Int) { self.index = index }

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

    init(_ feed: ParsedFeed) { self.feed = feed }

    func accepts(_ slot: Precedence.Slot, _ rank: UInt8) -> Bool { ranks[slot.rawValue] < rank }
    mutating func settle(_ slot: Precedence.Slot, _ rank: UInt8) { ranks[slot.rawValue] = rank }
}
