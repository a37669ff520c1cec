/// Says of most words that no pattern begins with them, at the cost of a look or two into a small table.
///
/// A match that begins with a word before a space must end with that word, or go on after a gap of its term. So
/// the table holds every whole pattern, and what each phrase has up to each gap; a word that only begins phrases
/// must stand there with the next one. There are no false negatives; about one word in twenty passes for nothing.
struct FirstWordFilter: Sendable {
    private static let bitsPerEntry = 16

    private(set) var words: [UInt64]
    /// The top bits of a hash are the place in the table.
    private let shift: UInt64

    init(_ patterns: [TermPattern]) {
        let count = patterns.reduce(64) { $0 + $1.gaps.count + 1 }
        let bits = Int.bitWidth - (count * Self.bitsPerEntry - 1).leadingZeroBitCount
        words = Array(repeating: 0, count: 1 << (bits - 6))
        shift = UInt64(64 - bits)
        for pattern in patterns { insert(pattern) }
    }

    private mutating func insert(_ pattern: TermPattern) {
        pattern.key.withUnsafeBufferPointer { key in
            guard let base = key.baseAddress else { return }
            for gap in pattern.gaps {
                // Any word may follow the beginning of a loose phrase.
                set(Self.hash(base, gap.offset), isBeginning: pattern.slop == 0)
            }
            set(Self.hash(base, key.count), isBeginning: false)
        }
    }

    private mutating func set(_ hash: UInt64, isBeginning: Bool) {
        let place = (isBeginning ? Self.beginning(hash) : hash) >> shift
        words[Int(place >> 6)] |= 1 << (place & 63)
    }

    /// The same table holds whole patterns and beginnings of phrases, each by another hash.
    @inline(__always)
    private static func beginning(_ hash: UInt64) -> UInt64 {
        (hash << 32 | hash >> 32) &* 0xD6E8_FEB8_6659_FD93
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
        if isSet(hash, words) { return true }
        guard next < count, isSet(Self.beginning(hash), words) else { return false }
        guard next + 1 < count else { return isSet(Self.hash(bytes + start, end - start), words) }
        guard units[next + 1].boundary.isWide else { return true }
        let pair = Self.hash(bytes + start, Int(units[next + 1].start) - start)
        return isSet(pair, words) || isSet(Self.beginning(pair), words)
    }

    @inline(__always)
    private func isSet(_ hash: UInt64, _ words: UnsafePointer<UInt64>) -> Bool {
        let place = hash >> shift
        return words[Int(place >> 6)] >> (place & 63) & 1 != 0
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
