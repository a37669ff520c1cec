/// UTF-8 as it should be, and as it comes.
enum UTF8Check {
    static func isValid(_ bytes: Bytes) -> Bool { firstInvalid(bytes, from: 0) == nil }

    /// Where the first byte stands that is no part of a well-formed sequence.
    static func firstInvalid(_ bytes: Bytes, from start: Int) -> Int? {
        var position = start
        let raw = UnsafeRawBufferPointer(bytes)
        while position < bytes.count {
            if position + 8 <= bytes.count,
                raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080
                    == 0
            {
                position += 8
                continue
            }
            let length = sequenceLength(bytes, at: position)
            guard length > 0 else { return position }
            position += length
        }
        return nil
    }

    /// Bytes of the well-formed sequence at `index`; 0 where there is none.
    static func sequenceLength(_ bytes: Bytes, at index: Int) -> Int {
        let lead = bytes[index]
        if lead < 0x80 { return 1 }
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        guard length > 0, index + length <= bytes.count, second.contains(bytes[index + 1]) else {
            return 0
        }
        for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// How much of the text is UTF-8 beyond ASCII, and how much is no UTF-8 at all.
    static func census(_ bytes: Bytes) -> (sequences: Int, invalid: Int) {
        var (sequences, invalid, position) = (0, 0, 0)
        while position < bytes.count {
            let length = sequenceLength(bytes, at: position)
            if length == 0 { invalid += 1 }
            if length > 1 { sequences += 1 }
            position += max(length, 1)
        }
        return (sequences, invalid)
    }

    /// Well-formed UTF-8: a lone byte is read as windows-1252, a sequence cut short becomes U+FFFD.
    static func repaired(_ bytes: Bytes) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 16)
        var position = 0
        while let bad = firstInvalid(bytes, from: position) {
            out.append(contentsOf: bytes[position..<bad])
            position = bad + 1
            let isCutShort =
                bytes[bad] >= 0xC2 && position < bytes.count && bytes[position] & 0xC0 == 0x80
            guard isCutShort else {
                out.append(scalar: UInt32(Windows1252.scalar(for: bytes[bad])))
                continue
            }
            out.append(scalar: 0xFFFD)
            while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
        }
        out.append(contentsOf: bytes[position...])
        return out
    }
}
