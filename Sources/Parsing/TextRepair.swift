/// Damage that hides in well-formed UTF-8: bytes of windows-1252 that became C1 controls, and UTF-8 that was taken for
/// windows-1252 and encoded a second time (`fÃ¼r`).
enum TextRepair {
    /// The text as it was meant; `nil` where it is what it says, which costs one look at the bytes.
    static func mended(_ text: Bytes) -> [UInt8]? {
        guard let first = firstBeyondASCII(text) else { return nil }
        if looksEncodedTwice(text, from: first), let decoded = decodedOnce(text) { return decoded }
        return hasControl(text, from: first) ? withoutControls(text) : nil
    }

    /// Eight bytes at a time.
    private static func firstBeyondASCII(_ text: Bytes) -> Int? {
        let raw = UnsafeRawBufferPointer(text)
        var position = 0
        while position + 8 <= text.count {
            let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            position += 8
        }
        while position < text.count, text[position] < 0x80 { position += 1 }
        return position < text.count ? position : nil
    }

    /// A lead byte of UTF-8 as a character of windows-1252, followed by what a continuation byte became.
    private static func looksEncodedTwice(_ text: Bytes, from start: Int) -> Bool {
        var position = start
        while let lead = text.firstIndex(of: 0xC3, from: position), lead + 2 < text.count {
            position = lead + 1
            guard (0x82...0xB4).contains(text[position]) else { continue }
            switch text[lead + 2] {
            case 0xC2, 0xC5, 0xC6, 0xCB, 0xE2: return true
            default: continue
            }
        }
        return false
    }

    /// The UTF-8 inside, where all of the text is that: one character too many and it is a text about mojibake.
    private static func decodedOnce(_ text: Bytes) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var decoder = text.string.unicodeScalars.makeIterator()
        while let scalar = decoder.next() {
            guard let byte = Windows1252.byte(for: scalar.value) else { return nil }
            bytes.append(byte)
        }
        return bytes.withUnsafeBufferPointer(UTF8Check.isValid) ? bytes : nil
    }

    private static func hasControl(_ text: Bytes, from start: Int) -> Bool {
        var position = start
        while let lead = text.firstIndex(of: 0xC2, from: position), lead + 1 < text.count {
            if text[lead + 1] < 0xA0 { return true }
            position = lead + 1
        }
        return false
    }

    private static func withoutControls(_ text: Bytes) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count + 16)
        var copied = 0
        var position = 0
        while let lead = text.firstIndex(of: 0xC2, from: position), lead + 1 < text.count {
            position = lead + 1
            guard text[position] < 0xA0 else { continue }
            out.append(contentsOf: text[copied..<lead])
            out.append(scalar: UInt32(Windows1252.scalar(for: text[position])))
            copied = lead + 2
        }
        out.append(contentsOf: text[copied...])
        return out
    }
}
