/// Which items have a key: a hash table of five bytes a slot, for there are some five million of them.
///
/// It answers a little too much: one entry in a few hundred is of another key. Nothing is ever taken out: for that
/// the table is built anew.
struct KeyTable: Sendable {
    private var tags: [UInt8]
    /// 0: the slot is free; else the item and one.
    private var items: [UInt32]
    private(set) var count = 0

    /// A key of more items than this tells nothing: further items go without it.
    static let sharedLimit = 48
    private static let leastCapacity = 1 << 12

    init(capacity: Int = 0) {
        let capacity = max(capacity, Self.leastCapacity)
        tags = Array(repeating: 0, count: capacity)
        items = Array(repeating: 0, count: capacity)
    }

    /// To be built again, larger, before the next insertion.
    var isFull: Bool { count * 5 > items.count * 4 }
    var grownCapacity: Int { items.count / 2 * 3 }
    var capacity: Int { items.count }
    var byteCount: Int { items.count * 5 }

    mutating func insert(_ key: UInt32, item: UInt32) {
        let tag = tag(key)
        var slot = slot(key)
        var sameCount = 0
        while items[slot] != 0 {
            if tags[slot] == tag { sameCount += 1 }
            if sameCount >= Self.sharedLimit { return }
            slot = next(slot)
        }
        tags[slot] = tag
        items[slot] = item + 1
        count += 1
    }

    func forEachItem(of key: UInt32, _ body: (UInt32) -> Void) {
        let tag = tag(key)
        var slot = slot(key)
        while items[slot] != 0 {
            if tags[slot] == tag { body(items[slot] - 1) }
            slot = next(slot)
        }
    }

    private func tag(_ key: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: key ^ key >> 8) }

    private func slot(_ key: UInt32) -> Int {
        Int((UInt64(key &* 0x9E37_79B1) * UInt64(items.count)) >> 32)
    }

    private func next(_ slot: Int) -> Int { slot + 1 == items.count ? 0 : slot + 1 }
}
