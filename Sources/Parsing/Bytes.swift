#if canImport(Glibc)
    import Glibc
#endif

/// Questions that every scanner in this room asks of UTF-8 bytes.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UInt8 {
    /// XML's white space, with form feed and vertical tab.
    var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
    /// May stand in a name: everything beyond ASCII may, as in XML.
    var isNameByte: Bool {
        isLetter || isDigit || self >= 0x80 || self == UInt8(ascii: "_")
            || self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: ":")
    }
    var isNameStart: Bool {
        isLetter || self >= 0x80 || self == UInt8(ascii: "_") || self == UInt8(ascii: ":")
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The part `range`, still pointing into the same memory.
    func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

    /// Where `byte` next stands at or after `start`, by the C library's vector code.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress,
            let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Where `text` next stands at or after `start`, byte for byte.
    func firstIndex(of text: StaticString, from start: Int) -> Int? {
        let length = text.utf8CodeUnitCount
        guard let base = baseAddress, start >= 0 else { return nil }
        var position = start
        while position + length <= count,
            let first = firstIndex(of: text.utf8Start.pointee, from: position)
        {
            guard first + length <= count else { return nil }
            if memcmp(base + first, text.utf8Start, length) == 0 { return first }
            position = first + 1
        }
        return nil
    }

    /// `text` stands at `index`, in any ASCII letter case; `text` itself in lower case.
    func has(_ text: StaticString, at index: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard index >= 0, index + length <= count else { return false }
        for offset in 0..<length where self[index + offset].lowercased != text.utf8Start[offset] {
            return false
        }
        return true
    }

    func equals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && has(text, at: 0)
    }

    /// Without white space at both ends.
    var trimmed: Bytes {
        var (start, end) = (0, count)
        while start < end, self[start].isSpace { start += 1 }
        while end > start, self[end - 1].isSpace { end -= 1 }
        return part(start..<end)
    }

    var string: String { String(decoding: self, as: UTF8.self) }
}

extension String {
    /// Lends the text's UTF-8 bytes.
    func withBytes<Result>(_ body: (Bytes) throws -> Result) rethrows -> Result {
        var copy = self
        return try copy.withUTF8(body)
    }

    /// Without ASCII white space at both ends; `nil` where nothing is left.
    var trimmedOrNil: String? {
        let text = withBytes { $0.trimmed.count == $0.count ? self : $0.trimmed.string }
        return text.isEmpty ? nil : text
    }
}
