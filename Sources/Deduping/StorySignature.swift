/// What is remembered of an item's words: its title's, and a sketch of its text's shingles. At most 566 bytes,
/// to be stored as it is.
///
/// The sketch holds the shingles with the smallest hashes, so that the sketches of two texts can be compared up
/// to the smaller of their limits (bottom-k sampling; Broder, "On the resemblance and containment of
/// documents").
package struct StorySignature: Sendable, Hashable {
    package let bytes: [UInt8]

    /// Of a stored signature. One that is damaged or of another version is like nothing.
    package init(bytes: [UInt8]) {
        self.bytes = Self.isSound(bytes) ? bytes : Self.empty
    }

    /// Shingles that are kept.
    static let sketchSize = 112

    init(title: TitleWords, shingles: Shingles) {
        let isWhole = shingles.values.count <= Self.sketchSize
        let sketch = shingles.values.prefix(Self.sketchSize)
        // Beyond the last one kept nothing is known.
        let limit = isWhole ? Shingles.hashLimit : (sketch.last ?? 0) >> 1 + 1
        var writer = SignatureWriter()
        writer.append(Self.version, bytes: 1)
        writer.append(title.hash, bytes: 4)
        writer.append(title.plainHash, bytes: 4)
        writer.append(UInt32(min(title.wordCount, 255)), bytes: 1)
        writer.append(limit, bytes: 3)
        writer.append(list: title.numbers)
        writer.append(list: title.significant)
        writer.append(list: Array(sketch))
        writer.append(list: shingles.leadKeys)
        writer.append(list: shingles.numbers)
        writer.append(list: title.significant.isEmpty ? [] : [Self.marks(title, shingles)])
        bytes = writer.bytes
    }

    private static let version: UInt32 = 3
    private static let headSize = 13
    private static let listCount = 6
    private static let empty: [UInt8] = SignatureWriter.emptySignature(version)

    /// A bit for each significant word of the title that the text says too.
    private static func marks(_ title: TitleWords, _ shingles: Shingles) -> UInt32 {
        title.significant.enumerated().reduce(0) { marks, word in
            shingles.words.contains(word.element) ? marks | 1 << UInt32(word.offset) : marks
        }
    }

    private static func isSound(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= headSize + listCount, bytes[0] == UInt8(version) else { return false }
        var offset = headSize
        for _ in 0..<listCount {
            guard offset < bytes.count else { return false }
            offset += 1 + 3 * Int(bytes[offset])
        }
        let hasLimit = bytes[10..<headSize].contains { $0 != 0 }
        return hasLimit && offset == bytes.count
    }
}

extension StorySignature {
    var titleHash: UInt32 { number(at: 1, bytes: 4) }
    var plainTitleHash: UInt32 { number(at: 5, bytes: 4) }
    var titleWordCount: Int { Int(bytes[9]) }
    /// All of the text's shingles with a hash below this are in the sketch.
    var limit: UInt32 { number(at: 10, bytes: 3) }
    var numbers: [UInt32] { list(0) }
    var significantTitleWords: [UInt32] { list(1) }
    /// `hash << 1 | isLead`, ascending.
    var sketch: [UInt32] { list(2) }

    /// The smallest hashes of the text's numbers.
    var textNumbers: [UInt32] { list(4) }

    /// The significant words of the title that the text says too.
    var saidTitleWords: [UInt32] {
        let marks = list(5).first ?? 0
        return significantTitleWords.enumerated()
            .filter { marks >> UInt32($0.offset) & 1 == 1 }.map(\.element)
    }

    /// By these the item is found: some of its shingles, spread over the text and dense at its beginning.
    var keys: [UInt32] {
        let spread = sketch.prefix(Self.spreadKeyCount).map { $0 >> 1 }
        return Array(Set(spread + list(3))).sorted()
    }

    private static let spreadKeyCount = 28

    private func list(_ index: Int) -> [UInt32] {
        var offset = Self.headSize
        for _ in 0..<index { offset += 1 + 3 * Int(bytes[offset]) }
        let start = offset + 1
        return bytes.withUnsafeBufferPointer { bytes in
            (0..<Int(bytes[offset])).map { index in
                let place = start + 3 * index
                return UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8
                    | UInt32(bytes[place + 2])
            }
        }
    }

    private func number(at offset: Int, bytes count: Int) -> UInt32 {
        bytes[offset..<(offset + count)].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

private struct SignatureWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: UInt32, bytes count: Int) {
        for shift in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(8 * shift)))
        }
    }

    mutating func append(list: [UInt32]) {
        append(UInt32(list.count), bytes: 1)
        for number in list { append(number, bytes: 3) }
    }

    /// No title and no text.
    static func emptySignature(_ version: UInt32) -> [UInt8] {
        [UInt8(version)] + [UInt8](repeating: 0, count: 8) + [0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]
    }
}
