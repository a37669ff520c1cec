/// Character references: `&amp;`, `&#8217;`, `&#x2019;`, and HTML's named ones.
enum Entities {
    /// What stands for a reference.
    struct Reference {
        var scalars: [UInt32]
        /// Bytes from the ampersand, with the semicolon where there is one.
        var length: Int
        /// One of XML's own five, or numeric: needs no declaration.
        var isKnownToXML: Bool
    }

    /// The reference whose ampersand is at `index`; `nil` where the ampersand is only an ampersand.
    static func reference(in text: Bytes, at index: Int) -> Reference? {
        guard index + 2 < text.count else { return nil }
        if text[index + 1] == UInt8(ascii: "#") { return numeric(in: text, at: index) }
        return named(in: text, at: index)
    }

    /// The scalar that a number in a reference stands for: windows-1252 is read where C1 controls are named.
    static func scalar(for number: UInt32) -> UInt32 {
        switch number {
        case 0x80...0x9F: UInt32(Windows1252.scalar(for: UInt8(number)))
        case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
        case 1...8, 0x0B, 0x0E...0x1F: 0x20
        default: number
        }
    }

    private static func numeric(in text: Bytes, at index: Int) -> Reference? {
        guard let (number, length) = number(in: text, at: index) else { return nil }
        // Two halves of a surrogate pair, from a writer that thinks in UTF-16.
        if 0xD800...0xDBFF ~= number, index + length + 2 < text.count,
            text.has("&#", at: index + length),
            let (low, lowLength) = self.number(in: text, at: index + length),
            0xDC00...0xDFFF ~= low
        {
            let scalar = 0x1_0000 + (number - 0xD800) << 10 + (low - 0xDC00)
            return Reference(scalars: [scalar], length: length + lowLength, isKnownToXML: true)
        }
        return Reference(scalars: [scalar(for: number)], length: length, isKnownToXML: true)
    }

    private static func number(in text: Bytes, at index: Int) -> (number: UInt32, length: Int)? {
        var position = index + 2
        let isHexadecimal = text[position] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { position += 1 }
        let start = position
        var number: UInt32 = 0
        while position < text.count, let digit = value(of: text[position], isHexadecimal) {
            number = min(number &* (isHexadecimal ? 16 : 10) &+ digit, 0x11_0000)
            position += 1
        }
        guard position > start else { return nil }
        if position < text.count, text[position] == UInt8(ascii: ";") { position += 1 }
        return (number, position - index)
    }

    private static func value(of byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
        if byte.isDigit { return UInt32(byte - 0x30) }
        let letter = byte | 0x20
        guard isHexadecimal, letter >= 0x61, letter <= 0x66 else { return nil }
        return UInt32(letter - 0x61 + 10)
    }

    private static func named(in text: Bytes, at index: Int) -> Reference? {
        var end = index + 1
        let limit = min(text.count, index + 1 + EntityTable.longestName)
        while end < limit, text[end].isLetter || text[end].isDigit { end += 1 }
        guard end > index + 1 else { return nil }
        if end < text.count, text[end] == UInt8(ascii: ";"),
            let entry = EntityTable.shared.entry(named: text.part(index + 1..<end))
        {
            return Reference(
                scalars: entry.scalars, length: end + 1 - index, isKnownToXML: entry.isXMLs)
        }
        return withoutSemicolon(in: text, at: index, end: end)
    }

    /// `&nbsp` and its like, which HTML reads without a semicolon, but never inside a word (`?a=1&copy2=3`).
    private static func withoutSemicolon(in text: Bytes, at index: Int, end: Int) -> Reference? {
        guard end - index - 1 <= 6, end == text.count || text[end] != UInt8(ascii: "="),
            let entry = EntityTable.shared.entry(named: text.part(index + 1..<end)),
            entry.worksWithoutSemicolon
        else { return nil }
        return Reference(scalars: entry.scalars, length: end - index, isKnownToXML: false)
    }
}

/// HTML's named references by name, in a hash table over the bytes of `EntityNames`.
struct EntityTable: Sendable {
    struct Entry: Sendable {
        var name: [UInt8]
        var scalars: [UInt32]
        var worksWithoutSemicolon = false
        var isXMLs = false
    }

    static let shared = EntityTable()
    static let longestName = 32

    private var slots: [Int16]
    private var entries: [Entry] = []
    private static let slotMask = 8191

    private init() {
        slots = Array(repeating: -1, count: Self.slotMask + 1)
        Self.withBytes(of: EntityNames.all) { text in
            let words = text.split(separator: 0x20)
            for index in stride(from: 0, to: words.count - 1, by: 2) {
                insert(
                    Entry(name: Array(words[index]), scalars: Self.scalars(in: words[index + 1])))
            }
        }
        Self.withBytes(of: EntityNames.withoutSemicolon) { text in
            for word in text.split(separator: 0x20) {
                if let index = index(of: Bytes(rebasing: word)) {
                    entries[index].worksWithoutSemicolon = true
                }
            }
        }
        for name in ["amp", "lt", "gt", "quot", "apos"] {
            if let index = name.withBytes({ index(of: $0) }) { entries[index].isXMLs = true }
        }
    }

    func entry(named name: Bytes) -> Entry? { index(of: name).map { entries[$0] } }

    private func index(of name: Bytes) -> Int? {
        var slot = Self.hash(name)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if entries[index].name.elementsEqual(name) { return index }
            slot = (slot + 1) & Self.slotMask
        }
        return nil
    }

    private mutating func insert(_ entry: Entry) {
        var slot = entry.name.withUnsafeBufferPointer(Self.hash)
        while slots[slot] >= 0 { slot = (slot + 1) & Self.slotMask }
        slots[slot] = Int16(entries.count)
        entries.append(entry)
    }

    private static func hash(_ name: Bytes) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int((hash ^ hash >> 15) & UInt32(slotMask))
    }

    private static func scalars(in word: Slice<Bytes>) -> [UInt32] {
        word.split(separator: UInt8(ascii: "+")).map { digits in
            UInt32(Bytes(rebasing: digits).string, radix: 16) ?? 0xFFFD
        }
    }

    private static func withBytes(of text: StaticString, _ body: (Bytes) -> Void) {
        text.withUTF8Buffer(body)
    }
}

/// The 32 places where windows-1252 differs from ISO-8859-1.
enum Windows1252 {
    static func scalar(for byte: UInt8) -> UInt16 {
        byte & 0xE0 == 0x80 ? table[Int(byte) - 0x80] : UInt16(byte)
    }

    /// The byte that a character is written as; C1 controls are their own.
    static func byte(for scalar: UInt32) -> UInt8? {
        if scalar < 0x100 { return UInt8(scalar) }
        return table.firstIndex { UInt32($0) == scalar }.map { UInt8($0 + 0x80) }
    }

    private static let table: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}

extension [UInt8] {
    /// Appends a scalar as UTF-8; what is no scalar becomes U+FFFD.
    mutating func append(scalar value: UInt32) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        if scalar.value < 0x80 { return append(UInt8(scalar.value)) }
        append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
