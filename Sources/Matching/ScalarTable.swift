/// What a scalar is to the tokenizer. The raw values are those of `scripts/unicode/generate.py`.
enum ScalarClass: UInt8 {
    case separator, space, letter, digit, ideograph, katakana, hangul, mark, ignored, dash
    case apostrophe, stop, joiner, numberSeparator, ampersand, newline
}

/// Class and folding of every Unicode scalar, unpacked from `UnicodeTables` once.
struct ScalarTable: Sendable {
    /// Case does not count.
    static let folded = ScalarTable(UnicodeTables.folded)
    /// Case counts.
    static let cased = ScalarTable(UnicodeTables.cased)

    /// Low four bits the class, then flags, then the combining class of a mark or the place of a mapping.
    struct Entry: Sendable {
        static let stripsAccents: UInt32 = 1 << 4
        static let isMapped: UInt32 = 1 << 5

        let rawValue: UInt32

        var scalarClass: ScalarClass { ScalarClass(rawValue: UInt8(rawValue & 15)) ?? .separator }
        var stripsAccents: Bool { rawValue & Self.stripsAccents != 0 }
        var isMapped: Bool { rawValue & Self.isMapped != 0 }
        var combiningClass: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 8) }
        var mapping: Int { Int(rawValue >> 8) }
    }

    private static let blockSize = 256

    private var blockOf: [UInt16]
    /// How many places share each block while the table is filled.
    private var sharers: [Int] = []
    private var entries: [UInt32]
    /// Each mapping: its length, then its scalars.
    private var mappings: [UInt32] = []
    /// For ASCII: what stands in the folded text, and the class.
    private(set) var ascii: [ASCII] = []
    private(set) var foldsCase = false

    struct ASCII: Sendable {
        var folded: UInt8
        var scalarClass: UInt8
    }

    private init(_ mapping: String) {
        blockOf = []
        entries = []
        readClasses()
        readMappings(mapping)
        for value in 0..<UInt32(128) {
            let entry = self[value]
            let folded = entry.isMapped ? mappings[entry.mapping + 1] : value
            ascii.append(
                ASCII(
                    folded: UInt8(truncatingIfNeeded: folded),
                    scalarClass: entry.scalarClass.rawValue))
        }
        foldsCase = ascii[Int(UInt8(ascii: "A"))].folded == UInt8(ascii: "a")
    }

    subscript(scalar: UInt32) -> Entry {
        let block = Int(blockOf[Int(scalar) / Self.blockSize])
        return Entry(rawValue: entries[block * Self.blockSize + Int(scalar) % Self.blockSize])
    }

    /// The scalars that a mapped scalar becomes.
    func mapped(_ entry: Entry) -> ArraySlice<UInt32> {
        let first = entry.mapping + 1
        return mappings[first..<first + Int(mappings[entry.mapping])]
    }
}

extension ScalarTable {
    private mutating func readClasses() {
        var reader = PackedReader(UnicodeTables.classes)
        var all: [UInt32] = []
        all.reserveCapacity(0x110000)
        while let length = reader.next() {
            let kind = reader.next() ?? 0
            let combining = reader.next() ?? 0
            let entry = kind & 31 | combining << 8
            all.append(contentsOf: repeatElement(entry, count: Int(length)))
        }
        precondition(all.count == 0x110000, "the table of classes covers every scalar")
        var known: [ArraySlice<UInt32>: UInt16] = [:]
        for start in stride(from: 0, to: all.count, by: Self.blockSize) {
            let block = all[start..<start + Self.blockSize]
            blockOf.append(place(block, among: &known))
        }
    }

    private mutating func place(
        _ block: ArraySlice<UInt32>, among known: inout [ArraySlice<UInt32>: UInt16]
    ) -> UInt16 {
        if let index = known[block] {
            sharers[Int(index)] += 1
            return index
        }
        let index = UInt16(entries.count / Self.blockSize)
        sharers.append(1)
        entries.append(contentsOf: block)
        known[block] = index
        return index
    }

    private mutating func readMappings(_ packed: String) {
        var reader = PackedReader(packed)
        var (start, target): (UInt32, Int) = (0, 0)
        while let distance = reader.next() {
            start += distance
            let length = reader.next() ?? 0
            var scalars: [UInt32] = []
            for _ in 0..<(reader.next() ?? 0) {
                target += reader.nextSigned()
                scalars.append(UInt32(target))
            }
            for offset in 0..<length {
                let to = scalars.count == 1 ? [scalars[0] + offset] : scalars
                setMapping(of: start + offset, to: to)
            }
        }
    }

    private mutating func setMapping(of scalar: UInt32, to scalars: [UInt32]) {
        let high = Int(scalar) / Self.blockSize
        let index = makeOwnBlock(high) * Self.blockSize + Int(scalar) % Self.blockSize
        entries[index] =
            entries[index] & 31 | Entry.isMapped | UInt32(mappings.count) << 8
        mappings.append(UInt32(scalars.count))
        mappings.append(contentsOf: scalars)
    }

    /// Blocks were shared by class; one that gets a mapping needs entries of its own.
    private mutating func makeOwnBlock(_ high: Int) -> Int {
        let block = Int(blockOf[high])
        guard sharers[block] > 1 else { return block }
        sharers[block] -= 1
        sharers.append(1)
        let copy = entries[block * Self.blockSize..<(block + 1) * Self.blockSize]
        blockOf[high] = UInt16(entries.count / Self.blockSize)
        entries.append(contentsOf: Array(copy))
        return Int(blockOf[high])
    }
}

/// Reads base64 of integers of seven bits a byte, low bits first.
private struct PackedReader {
    private var bytes: [UInt8] = []
    private var position = 0

    init(_ base64: String) {
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for byte in base64.utf8 {
            guard let value = Self.value(of: byte) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
    }

    mutating func next() -> UInt32? {
        var (value, shift): (UInt32, UInt32) = (0, 0)
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            value |= UInt32(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    mutating func nextSigned() -> Int {
        let value = Int(next() ?? 0)
        return value & 1 == 0 ? value >> 1 : -(value + 1) >> 1
    }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
