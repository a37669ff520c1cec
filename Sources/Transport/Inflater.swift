/// Decompresses DEFLATE (RFC 1951) from hostile hands: every access is checked, and output stops at its limit.
///
/// Our own and not zlib's, because the limit is the point of it: nothing is made beyond it, whatever the input promises.
struct Inflater {
    enum Failure: Error { case malformed, truncated, limitExceeded }

    private(set) var output: [UInt8] = []
    /// One past the input's last byte that belongs to what was decompressed.
    var position: Int { reader.position }

    private let input: [UInt8]
    private let limit: Int
    private var reader: BitReader
    /// What `output` will be, with room behind it.
    private var room: [UInt8] = []
    private var written = 0

    /// The longest match, and a word: how far one may overhang the limit before that is noticed.
    private static let overhang = 258 + 8

    /// Reads `input` from `position` on; makes at most `limit` bytes.
    init(_ input: [UInt8], from position: Int, limit: Int) {
        (self.input, self.limit) = (input, limit)
        reader = BitReader(at: position)
        grow()
    }

    /// Decompresses to the end of the stream.
    mutating func run() throws(Failure) {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1:
                guard let (literals, distances) = HuffmanTable.fixed else { throw .malformed }
                try decode(literals, distances)
            case 2:
                let (literals, distances) = try readTables()
                try decode(literals, distances)
            default: throw .malformed
            }
        }
        reader.alignToByte()
        room.removeLast(room.count - written)
        (output, room) = (room, [])
    }
}

extension Inflater {
    private mutating func grow() {
        let size = min(max(room.count * 2, input.count * 4, 4096), limit + Self.overhang)
        room.append(contentsOf: repeatElement(0, count: size - room.count))
    }

    private mutating func take(_ count: Int) throws(Failure) -> Int {
        let input = input
        reader.refill(input.span)
        let value = reader.take(count)
        if reader.isOverdrawn { throw .truncated }
        return value
    }

    private mutating func takeSymbol(_ table: HuffmanTable) throws(Failure) -> Int {
        let input = input
        reader.refill(input.span)
        guard let symbol = reader.takeSymbol(table, table.lookup.span) else { throw .malformed }
        if reader.isOverdrawn { throw .truncated }
        return symbol
    }

    private mutating func copyStored() throws(Failure) {
        reader.alignToByte()
        let length = try take(16)
        guard try take(16) == ~length & 0xFFFF else { throw .malformed }
        reader.alignToByte()
        let start = reader.position
        guard start + length <= input.count else { throw .truncated }
        guard written + length <= limit else { throw .limitExceeded }
        while room.count < written + length { grow() }
        room.replaceSubrange(written..<(written + length), with: input[start..<(start + length)])
        reader = BitReader(at: start + length)
        written += length
    }

    private mutating func readTables() throws(Failure) -> (HuffmanTable, HuffmanTable) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let metaCount = try take(4) + 4
        var metaLengths = [UInt8](repeating: 0, count: 19)
        for index in metaOrder.prefix(metaCount) { metaLengths[index] = UInt8(try take(3)) }
        guard literalCount <= 286, let meta = HuffmanTable(lengths: metaLengths[...]) else {
            throw .malformed
        }
        let lengths = try readLengths(literalCount + distanceCount, coded: meta)
        guard lengths[256] > 0, let literals = HuffmanTable(lengths: lengths[..<literalCount]),
            let distances = HuffmanTable(lengths: lengths[literalCount...])
        else { throw .malformed }
        return (literals, distances)
    }

    /// Code lengths, themselves coded, with runs.
    private mutating func readLengths(
        _ count: Int, coded meta: HuffmanTable
    ) throws(Failure) -> [UInt8] {
        var lengths: [UInt8] = []
        while lengths.count < count {
            let symbol = try takeSymbol(meta)
            switch symbol {
            case 0..<16: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw .malformed }
                lengths.append(contentsOf: repeatElement(last, count: try take(2) + 3))
            case 17: lengths.append(contentsOf: repeatElement(0, count: try take(3) + 3))
            default: lengths.append(contentsOf: repeatElement(0, count: try take(7) + 11))
            }
        }
        guard lengths.count == count else { throw .malformed }
        return lengths
    }
}

extension Inflater {
    private mutating func decode(
        _ literals: HuffmanTable, _ distances: HuffmanTable
    ) throws(Failure) {
        while try !decodeIntoRoom(literals, distances) {
            guard written <= limit, room.count < limit + Self.overhang else { throw .limitExceeded }
            grow()
        }
        guard written <= limit else { throw .limitExceeded }
    }

    /// The hot loop. Whether the block has ended; else there may be no room for the next match.
    private mutating func decodeIntoRoom(
        _ literals: HuffmanTable, _ distances: HuffmanTable
    ) throws(Failure) -> Bool {
        // In locals, for the optimiser: `self` could be seen from elsewhere.
        let input = input
        var (reader, written) = (reader, written)
        defer { (self.reader, self.written) = (reader, written) }
        let (literalLookup, distanceLookup) = (literals.lookup.span, distances.lookup.span)
        let lastStart = room.count - Self.overhang
        var output = room.mutableSpan
        while written <= lastStart {
            // One round takes 48 bits at most: 15 + 5 for the length, 15 + 13 for the distance.
            reader.refill(input.span)
            guard let symbol = reader.takeSymbol(literals, literalLookup), symbol <= 285 else {
                throw .malformed
            }
            if reader.isOverdrawn { throw .truncated }
            if symbol < 256 {
                output[written] = UInt8(symbol)
                written += 1
                continue
            }
            if symbol == 256 { return true }
            let length =
                Int(lengthBases[symbol - 257]) + reader.take(Int(lengthExtras[symbol - 257]))
            guard let code = reader.takeSymbol(distances, distanceLookup), code < 30 else {
                throw .malformed
            }
            let distance = Int(distanceBases[code]) + reader.take(Int(distanceExtras[code]))
            if reader.isOverdrawn { throw .truncated }
            guard distance <= written else { throw .malformed }
            copyMatch(&output, to: written, distance: distance, length: length)
            written += length
        }
        return false
    }
}

/// Repeats what stands `distance` bytes before, in words where they do not overlap; up to seven bytes more may be written.
@inline(__always)
private func copyMatch(
    _ output: inout MutableSpan<UInt8>, to start: Int, distance: Int, length: Int
) {
    var bytes = output.mutableBytes
    var index = start
    let end = start + length
    if distance >= 8 {
        while index < end {
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: index - distance, as: UInt64.self)
            bytes.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        return
    }
    while index < end {
        let byte = bytes.unsafeLoad(fromByteOffset: index - distance, as: UInt8.self)
        bytes.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        index += 1
    }
}

private let metaOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
private let lengthBases: [UInt16] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
]
private let lengthExtras: [UInt8] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]
private let distanceBases: [UInt16] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
]
private let distanceExtras: [UInt8] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
]
