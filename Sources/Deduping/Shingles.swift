/// A text as the set of its runs of three words, each a hash of 23 bits with a mark on those of its beginning.
///
/// 23 bits are enough: two texts of a thousand words share one run by accident in one of eight pairs, and twelve
/// are asked for.
struct Shingles: Sendable {
    /// `hash << 1 | isLead`, ascending, no hash twice.
    let values: [UInt32]
    /// The hashes in the order of the text.
    let sequence: [UInt32]
    /// Hashes of its numbers of two digits and more, the smallest ones, ascending, 24 bits each.
    let numbers: [UInt32]
    /// Hashes of its words, 24 bits each.
    let words: Set<UInt32>
    /// The hashes that winnowing picks from the beginning: a text that quotes ten words in a row of it has one of them.
    let leadKeys: [UInt32]

    static let width = 3
    static let winnowingWindow = 8
    /// Shingles that count as the beginning for `leadKeys`.
    static let leadSize = 110
    static let leadKeyLimit = 24
    static let numberLimit = 12
    static let hashLimit: UInt32 = 1 << 23
    /// Words of a text that are looked at: longer ones are books, and known by their beginnings.
    private static let wordLimit = 8000

    init(_ words: FoldedWords) {
        let wordHashes = words.words.prefix(Self.wordLimit).map { WordHash.hash(words[$0]) }
        self.words = Set(wordHashes.map { UInt32($0 >> 40) })
        let hashes = Self.hashes(wordHashes)
        sequence = hashes
        let leadCount = (hashes.count + 2) / 3
        var values = hashes.enumerated().map { $0.element << 1 | ($0.offset < leadCount ? 1 : 0) }
        values.sort()
        // Of the same hash twice, the one of the beginning stays: it is the larger.
        var kept: [UInt32] = []
        kept.reserveCapacity(values.count)
        for value in values {
            if let last = kept.last, last >> 1 == value >> 1 { kept.removeLast() }
            kept.append(value)
        }
        self.values = kept
        numbers = Self.numbers(words)
        leadKeys = Self.winnow(hashes.prefix(Self.leadSize))
    }

    private static func numbers(_ words: FoldedWords) -> [UInt32] {
        let numbers = words.words.prefix(wordLimit).filter { $0.hasDigit && $0.range.count > 1 }
        return Array(
            Set(numbers.map { UInt32(WordHash.hash(words[$0]) >> 40) }).sorted().prefix(numberLimit)
        )
    }

    private static func hashes(_ words: [UInt64]) -> [UInt32] {
        guard words.count >= width else {
            return words.isEmpty ? [] : [fold(words.reduce(0) { WordHash.mix($0 ^ $1) })]
        }
        return (0...(words.count - width)).map { index in
            let first = WordHash.mix(words[index])
            let second = WordHash.mix(first ^ words[index + 1])
            return fold(WordHash.mix(second ^ words[index + 2]))
        }
    }

    private static func fold(_ hash: UInt64) -> UInt32 { UInt32(hash >> 41) }

    /// Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting": the smallest hash
    /// of each window.
    private static func winnow(_ hashes: ArraySlice<UInt32>) -> [UInt32] {
        guard hashes.count > winnowingWindow else { return hashes.min().map { [$0] } ?? [] }
        var picked: [UInt32] = []
        for start in 0...(hashes.count - winnowingWindow) where picked.count < leadKeyLimit {
            guard let least = hashes[start..<(start + winnowingWindow)].min() else { continue }
            if !picked.contains(least) { picked.append(least) }
        }
        return picked.sorted()
    }
}

/// Hashes that are the same on every machine and in every version: they are stored.
enum WordHash {
    static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
        // FNV-1a, then mixed, for its high bits are poor on short words.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return mix(hash)
    }

    /// The finaliser of SplitMix64.
    static func mix(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
