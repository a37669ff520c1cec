/// A canonical Huffman code of DEFLATE (RFC 1951, section 3.2.2): short codes by one look-up, long ones bit by bit.
struct HuffmanTable {
    static let lookupBits = 10
    static let longestCode = 15

    /// For the next `lookupBits` bits: symbol << 4 | length of its code; 0 where the code is longer or there is none.
    private(set) var lookup: [UInt16]
    /// Codes of each length, and all symbols in the order of their codes.
    private var counts: [Int]
    private var symbols: [UInt16]

    /// `lengths[symbol]`: bits of its code, 0 for none. `nil` where no such code can be.
    init?(lengths: ArraySlice<UInt8>) {
        counts = [Int](repeating: 0, count: Self.longestCode + 1)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        var unused = 1
        for count in counts.dropFirst() {
            unused = unused << 1 - count
            if unused < 0 { return nil }
        }
        // Only a lone code may leave others unused.
        guard unused == 0 || counts.reduce(0, +) <= 1 else { return nil }

        var nextIndex = [Int](repeating: 0, count: Self.longestCode + 2)
        for length in 1...Self.longestCode {
            nextIndex[length + 1] = nextIndex[length] + counts[length]
        }
        symbols = [UInt16](repeating: 0, count: lengths.count)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[nextIndex[Int(length)]] = UInt16(symbol)
            nextIndex[Int(length)] += 1
        }
        lookup = [UInt16](repeating: 0, count: 1 << Self.lookupBits)
        fillLookup()
    }

    private mutating func fillLookup() {
        var code = 0
        var index = 0
        for length in 1...Self.lookupBits {
            for _ in 0..<counts[length] {
                let entry = symbols[index] << 4 | UInt16(length)
                var slot = reversed(code, bits: length)
                while slot < lookup.count {
                    lookup[slot] = entry
                    slot += 1 << length
                }
                code += 1
                index += 1
            }
            code <<= 1
        }
    }

    /// Finds a code that the look-up has not; `nil` where the bits are none.
    func decodeLong(_ bits: UInt64) -> (symbol: Int, length: Int)? {
        var bits = bits
        var (code, first, index) = (0, 0, 0)
        for length in 1...Self.longestCode {
            code |= Int(bits & 1)
            bits >>= 1
            let count = counts[length]
            if code - count < first { return (Int(symbols[index + code - first]), length) }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return nil
    }

    /// The code of literals and lengths, and that of distances, of a block with fixed codes.
    static let fixed: (literals: HuffmanTable, distances: HuffmanTable)? = {
        let lengths =
            [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
            + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8)
        guard let literals = HuffmanTable(lengths: lengths[...]),
            let distances = HuffmanTable(lengths: [UInt8](repeating: 5, count: 32)[...])
        else { return nil }
        return (literals, distances)
    }()
}

private func reversed(_ code: Int, bits: Int) -> Int {
    var (code, result) = (code, 0)
    for _ in 0..<bits {
        result = result << 1 | code & 1
        code >>= 1
    }
    return result
}
