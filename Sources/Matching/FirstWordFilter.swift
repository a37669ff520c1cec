/// Says of most words that no pattern begins with them, at the cost of one look into a small table.
///
/// A match that begins with a word before a space must end with that word, or go on after a gap of its term. So
/// the table holds every whole pattern, and what each phrase has up to each gap; a word that only begins phrases
/// must stand there with the next one. There are no false negatives; about one word in fifty passes for nothing.
///
/// A hash chooses one word of the table, and in it two bits that say "a whole pattern" and two that say "the
/// beginning of a phrase": both questions cost one access to memory, for which a large table is far.
struct FirstWordFilter: Sendable {
    private static let bitsPerEntry = 8

    private(set) var words: [UInt64]
    /// The top bits of a hash are the place in the table.
    private let shift: UInt64

    init(_ patterns: [TermPattern]) {
        let count = patterns.reduce(64) { $0 + $1.gaps.count + 1 }
        let bits = Int.bitWidth - (count * Self.bitsPerEntry - 1).leadingZeroBitCount
        words = Array(repeating: 0, count: 1 << (bits - 6))
        shift = UInt64(64 - (bits - 6))
        for pattern in patterns { insert(pattern) }
    }

    private mutating func insert(_ pattern: TermPattern) {
        pattern.key.withUnsafeBufferPointer { key in
            guard let base = key.baseAddress else { return }
            for gap in pattern.gaps {
                // Any word may follow the beginning of a loose phrase.
                let hash = Self.hash(base, gap.offset)
                set(hash, pattern.slop == 0 ? Self.beginning(hash) : Self.whole(hash))
            }
            let hash = Self.hash(base, key.count)
            set(hash, Self.whole(hash))
        }
    }

    private mutating func set(_ hash: UInt64, _ bits: UInt64) { words[Int(hash >> shift)] |= bits }

    @inline(__always)
    private static func whole(_ hash: UInt64) -> UInt64 {
        1 << (hash >> 8 & 63) | 1 << (hash >> 14 & 63)
    }

    @inline(__always)
    private static func beginning(_ hash: UInt64) -> UInt64 {
        1 << (hash >> 20 & 63) | 1 << (hash >> 26 & 63)
    }

    /// `unit` begins a word before a space, or the last one.
    @inline(__always)
    func mayBegin(
        at unit: Int, _ units: UnsafePointer<TextUnit>, _ count: Int,
        _ bytes: UnsafePointer<UInt8>, _ end: Int, _ words: UnsafePointer<UInt64>
    ) -> Bool {
        let start = Int(units[unit].start)
        let next = unit + 1
        let hash = Self.hash(bytes + start, (next < count ? Int(units[next].start) : end) - start)
        let known = words[Int(hash >> shift)]
        if Self.whole(hash) & ~known == 0 { return true }
        guard next < count, Self.beginning(hash) & ~known == 0 else { return false }
        let isLast = next + 1 == count
        guard isLast || units[next + 1].boundary.isWide else { return true }
        let pairEnd = isLast ? end : Int(units[next + 1].start)
        let pair = Self.hash(bytes + start, pairEnd - start)
        let knownPair = words[Int(pair >> shift)]
        return Self.whole(pair) & ~knownPair == 0
            || !isLast && Self.beginning(pair) & ~knownPair == 0
    }

    /// Of the length and the first and last eight bytes: enough for a filter, whatever the length.
    @inline(__always)
    private static func hash(_ word: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = UnsafeRawPointer(word)
        var (head, tail): (UInt64, UInt64)
        if count >= 8 {
            head = raw.loadUnaligned(as: UInt64.self)
            tail = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        } else if count >= 4 {
            head = UInt64(raw.loadUnaligned(as: UInt32.self))
            tail = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else {
            head = UInt64(word[0]) | UInt64(word[count / 2]) << 8
            tail = UInt64(word[count - 1])
        }
        head = (head ^ UInt64(count) &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        tail = (tail ^ head >> 29) &* 0x94D0_49BB_1331_11EB
        return (head ^ tail ^ tail >> 32) &* 0x9E37_79B9_7F4A_7C15
    }
}
