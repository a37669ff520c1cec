/// A long run of character data between two tags, or a long CDATA section.
///
/// Most of a feed with full content is in such runs, and nothing in them is markup: they pass libxml2 by, under the
/// same rules that it has for text, which makes parsing faster than libxml2 alone.
struct LongText {
    /// What libxml2 does not see: the text, with the section's own brackets.
    var skipped: Range<Int>
    var content: Range<Int>
    var isCDATA: Bool

    /// Shorter runs are not worth a call of libxml2 more.
    static let leastCount = 256

    /// Adds the text to `sink` as libxml2 would; `false` where libxml2 has to look itself: line ends to be
    /// normalised, references beyond XML's own, characters that XML forbids.
    func add(from document: Bytes, to sink: UnsafeMutablePointer<TextSink>) -> Bool {
        let text = document.part(content)
        guard CharacterCheck.isPlain(text) else { return false }
        guard !isCDATA else {
            sink.pointee.add(text)
            return true
        }
        guard text.firstIndex(of: "]]>", from: 0) == nil, Self.hasOnlyKnownReferences(text) else {
            return false
        }
        var position = 0
        while let ampersand = text.firstIndex(of: UInt8(ascii: "&"), from: position) {
            sink.pointee.add(text.part(position..<ampersand))
            position = ampersand + Self.addReference(text, at: ampersand, to: sink)
        }
        sink.pointee.add(text.part(position..<text.count))
        return true
    }

    private static func hasOnlyKnownReferences(_ text: Bytes) -> Bool {
        var position = 0
        while let ampersand = text.firstIndex(of: UInt8(ascii: "&"), from: position) {
            if let (_, length) = short(text, at: ampersand) {
                position = ampersand + length
                continue
            }
            guard let reference = Entities.reference(in: text, at: ampersand),
                reference.isKnownToXML, !reference.scalars.contains(0xFFFD),
                text[ampersand + reference.length - 1] == UInt8(ascii: ";")
            else { return false }
            position = ampersand + reference.length
        }
        return true
    }

    /// Adds what stands for the reference; its length.
    private static func addReference(
        _ text: Bytes, at ampersand: Int, to sink: UnsafeMutablePointer<TextSink>
    ) -> Int {
        if let (byte, length) = short(text, at: ampersand) {
            withUnsafePointer(to: byte) { sink.pointee.add($0, count: 1) }
            return length
        }
        guard let reference = Entities.reference(in: text, at: ampersand) else { return 1 }
        var bytes: [UInt8] = []
        for scalar in reference.scalars { bytes.append(scalar: scalar) }
        bytes.withUnsafeBufferPointer { sink.pointee.add($0) }
        return reference.length
    }

    /// The three references that escaped HTML is full of.
    @inline(__always)
    private static func short(_ text: Bytes, at index: Int) -> (UInt8, Int)? {
        guard index + 4 < text.count else { return nil }
        let (first, second, third) = (text[index + 1], text[index + 2], text[index + 3])
        if second == UInt8(ascii: "t"), third == UInt8(ascii: ";") {
            if first == UInt8(ascii: "l") { return (UInt8(ascii: "<"), 4) }
            if first == UInt8(ascii: "g") { return (UInt8(ascii: ">"), 4) }
        }
        if first == UInt8(ascii: "a"), second == UInt8(ascii: "m"), third == UInt8(ascii: "p"),
            text[index + 4] == UInt8(ascii: ";")
        {
            return (UInt8(ascii: "&"), 5)
        }
        return nil
    }
}

/// Whether text is made of characters that XML allows and need no care.
enum CharacterCheck {
    /// Well-formed UTF-8 without control characters but tab and newline. Eight bytes at a time while they are
    /// printable ASCII.
    static func isPlain(_ text: Bytes) -> Bool {
        let raw = UnsafeRawBufferPointer(text)
        var position = 0
        while position < text.count {
            if position + 8 <= text.count {
                let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                // The upper bit of each byte: set in the byte, or borrowed by one that is below 0x20.
                let unusual = (word | (word &- 0x2020_2020_2020_2020)) & 0x8080_8080_8080_8080
                if unusual == 0 {
                    position += 8
                    continue
                }
            }
            let end = min(position + 8, text.count)
            while position < end {
                guard let length = plainLength(text, at: position) else { return false }
                position += length
            }
        }
        return true
    }

    /// Bytes of the character at `index`; `nil` where it is not plain.
    @inline(__always)
    private static func plainLength(_ text: Bytes, at index: Int) -> Int? {
        let byte = text[index]
        if byte < 0x80 { return byte >= 0x20 || byte == 0x0A || byte == 0x09 ? 1 : nil }
        let length = UTF8Check.sequenceLength(text, at: index)
        return length > 0 && !isForbidden(text, index, length) ? length : nil
    }

    /// U+FFFE and U+FFFF.
    private static func isForbidden(_ text: Bytes, _ index: Int, _ length: Int) -> Bool {
        length == 3 && text[index] == 0xEF && text[index + 1] == 0xBF && text[index + 2] >= 0xBE
    }
}
