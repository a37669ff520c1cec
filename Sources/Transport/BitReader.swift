/// Takes bits off a byte stream, lowest first, as DEFLATE packs them. Reads ahead by up to eight bytes.
struct BitReader {
    /// The next byte to be read.
    private(set) var position: Int
    private var bits: UInt64 = 0
    private var count = 0

    init(at position: Int) { self.position = position }

    /// Has at least 57 bits at hand afterwards, or all that are left.
    @inline(__always)
    mutating func refill(_ input: Span<UInt8>) {
        if position + 8 <= input.count {
            // A whole word at once; the bytes that do not fit are read again next time.
            let word = input.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            bits |= UInt64(littleEndian: word) << UInt64(count)
            position += (63 - count) >> 3
            count |= 56
            return
        }
        while count <= 56, position < input.count {
            bits |= UInt64(input[position]) << UInt64(count)
            position += 1
            count += 8
        }
    }

    /// Bits that were taken though the input had ended.
    @inline(__always)
    var isOverdrawn: Bool { count < 0 }

    /// Up to 16 bits, of what `refill` has brought. Past the end they are zero, and the reader is overdrawn.
    @inline(__always)
    mutating func take(_ length: Int) -> Int {
        let value = Int(bits & (1 << UInt64(length) - 1))
        drop(length)
        return value
    }

    /// The symbol that comes next; `nil` where the bits are no code.
    @inline(__always)
    mutating func takeSymbol(_ table: HuffmanTable, _ lookup: Span<UInt16>) -> Int? {
        let entry = lookup[Int(bits & (1 << UInt64(HuffmanTable.lookupBits) - 1))]
        if entry != 0 {
            drop(Int(entry & 15))
            return Int(entry >> 4)
        }
        guard let (symbol, length) = table.decodeLong(bits) else { return nil }
        drop(length)
        return symbol
    }

    /// Gives back what was read ahead, and skips the rest of a byte that was begun.
    mutating func alignToByte() {
        position -= max(count, 0) / 8
        (bits, count) = (0, 0)
    }

    @inline(__always)
    private mutating func drop(_ length: Int) {
        bits >>= UInt64(length)
        count -= length
    }
}
