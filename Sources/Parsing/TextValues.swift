import FeedModel

/// How the text of an element is to be read, decided when it opens.
enum TextKind: UInt8 {
    /// Not kept.
    case none
    /// A link, a date, an id: white space around it means nothing.
    case value
    /// Text by its declaration: a tag in it is text.
    case plain
    /// HTML by its declaration.
    case html
    /// Markup in place: child elements are part of the text.
    case xhtml
    /// HTML or text in base64.
    case base64
    /// RSS: plain, escaped once, escaped twice, nobody knows.
    case guess
    /// A kind of data that we cannot read.
    case opaque
    /// Markup where none should be, in a category or a name: its text is its parent's.
    case passing

    /// The kind that Atom's `type` and `mode` declare; `nil` type is Atom's default.
    static func atom(type: String?, mode: String?, isAtom03: Bool) -> TextKind {
        let type = type?.lowercased().trimmedOrNil
        if mode?.lowercased() == "base64" { return .base64 }
        switch type {
        case nil: return mode?.lowercased() == "escaped" ? .guess : .plain
        case "text", "text/plain", "plain": return .plain
        case "html", "text/html", "text/x-html", "escaped": return mode == "xml" ? .xhtml : .html
        case "xhtml", "application/xhtml+xml", "text/xhtml":
            return mode == "escaped" ? .html : .xhtml
        case let other?:
            if other.hasSuffix("+xml") || other.hasSuffix("/xml") { return .xhtml }
            if other.hasPrefix("text/") { return .html }
            guard other.contains("/") else { return .guess }
            return isAtom03 ? .opaque : .base64
        }
    }
}

/// Field texts as values: what a title, a body and a number become.
enum TextValues {
    /// A title as plain text on one line. `hasMarkup`: tags in it are the document's own elements.
    static func title(_ text: Bytes, _ kind: TextKind, hasMarkup: Bool = false) -> String? {
        var trimmed = text.trimmed
        while let inner = insideSection(trimmed) { trimmed = inner.trimmed }
        guard !trimmed.isEmpty else { return nil }
        if kind == .base64 {
            guard let decoded = decodedBase64(trimmed) else { return title(trimmed, .guess) }
            return decoded.withUnsafeBufferPointer { title($0, .guess) }
        }
        if isSettled(trimmed) { return trimmed.string }
        let plain: String
        switch kind {
        case .xhtml where !hasMarkup:
            // XHTML by its type, but escaped: HTML.
            return HTMLText.resolvingReferences(trimmed).withUnsafeBufferPointer {
                title($0, .guess)
            }
        case .html, .xhtml: plain = HTMLText.text(of: trimmed, .all)
        case .plain where !hasMarkup && !LooksLikeHTML.hasKnownTag(trimmed):
            // A tag that nobody closed is one that the text speaks of.
            plain =
                LooksLikeHTML.hasReference(trimmed)
                ? HTMLText.text(of: trimmed, .none) : folded(trimmed)
        default: plain = HTMLText.text(of: trimmed, hasMarkup ? .all : .knownOnly)
        }
        let line =
            plain.utf8.contains(0x0A) ? plain.split(separator: "\n").joined(separator: " ") : plain
        return line.isEmpty ? nil : line
    }

    /// What stands in a CDATA section that was escaped, so that it is text.
    private static func insideSection(_ text: Bytes) -> Bytes? {
        guard text.count >= 12, text.has("<![cdata[", at: 0), text.has("]]>", at: text.count - 3)
        else { return nil }
        return text.part(9..<text.count - 3)
    }

    /// Nothing to resolve and nothing to fold: ASCII words with single spaces between them.
    private static func isSettled(_ text: Bytes) -> Bool {
        var previous: UInt8 = 0
        for byte in text {
            if byte < 0x20 || byte >= 0x7F || byte == 0x3C || byte == 0x26 { return false }
            if byte == 0x20, previous == 0x20 { return false }
            previous = byte
        }
        return true
    }

    /// White space folded, nothing else touched.
    static func folded(_ text: Bytes) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        for byte in text {
            if !byte.isSpace {
                out.append(byte)
            } else if let last = out.last, last != 0x20 {
                out.append(0x20)
            }
        }
        if out.last == 0x20 { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }

    /// A language tag, with the hyphen that some write as an underscore.
    static func language(_ text: String) -> String? {
        guard let tag = text.trimmedOrNil else { return nil }
        return tag.utf8.contains(UInt8(ascii: "_")) ? tag.replacing("_", with: "-") : tag
    }

    /// A whole number at the start of a text, with its sign.
    static func number(_ text: Bytes) -> Int64? {
        let trimmed = text.trimmed
        let isNegative = trimmed.first == UInt8(ascii: "-")
        var value: Int64 = 0
        var digitCount = 0
        for byte in trimmed.dropFirst(isNegative ? 1 : 0) {
            if byte == UInt8(ascii: ","), digitCount > 0 { continue }
            guard byte.isDigit, digitCount < 18 else { break }
            value = value * 10 + Int64(byte - 0x30)
            digitCount += 1
        }
        guard digitCount > 0 else { return nil }
        return isNegative ? -value : value
    }

    /// Base64 with any white space in it; `nil` where it is something else or not text.
    static func decodedBase64(_ text: Bytes) -> [UInt8]? {
        var out: [UInt8] = []
        var (bits, bitCount): (UInt32, UInt32) = (0, 0)
        for byte in text where !byte.isSpace && byte != UInt8(ascii: "=") {
            guard let value = base64Value(byte) else { return nil }
            bits = bits << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        let isText =
            !out.isEmpty && !out.contains { $0 < 0x09 }
            && out.withUnsafeBufferPointer(UTF8Check.isValid)
        return isText ? out : nil
    }

    private static func base64Value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - 0x41)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - 0x61 + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 0x30 + 52)
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
