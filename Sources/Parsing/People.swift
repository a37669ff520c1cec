import FeedModel

/// Persons as RSS writes them in one line: `ann@example.com (Ann)`, `Ann <ann@example.com>`, or one of the two.
enum People {
    static func author(_ text: String) -> Author? {
        guard var text = text.trimmedOrNil else { return nil }
        if text.hasPrefix("mailto:") { text = String(text.dropFirst(7)) }
        let isName = !text.utf8.contains { $0 == 0x40 || $0 == 0x29 || $0 == 0x3E }
        if isName { return Author(name: text) }
        if let (outside, inside) = cut(text, "(", ")") ?? cut(text, "<", ">") {
            let inner = inside.hasPrefix("mailto:") ? String(inside.dropFirst(7)) : inside
            if isEmail(outside) { return Author(name: inner.trimmedOrNil, email: outside) }
            if isEmail(inner) { return Author(name: outside.trimmedOrNil, email: inner) }
            return Author(name: text)
        }
        if isEmail(text) { return Author(email: text) }
        return spaced(text) ?? Author(name: text)
    }

    /// `ann@example.com Ann`
    private static func spaced(_ text: String) -> Author? {
        guard let space = text.firstIndex(of: " ") else { return nil }
        let first = String(text[..<space])
        guard isEmail(first) else { return nil }
        return Author(name: String(text[space...]).trimmedOrNil, email: first)
    }

    private static func cut(_ text: String, _ open: Character, _ close: Character) -> (
        String, String
    )? {
        guard text.last == close, let start = text.lastIndex(of: open) else { return nil }
        let inside = text[text.index(after: start)...].dropLast()
        return (String(text[..<start]).trimmedOrNil ?? "", String(inside).trimmedOrNil ?? "")
    }

    private static func isEmail(_ text: String) -> Bool {
        guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")), at > text.startIndex else {
            return false
        }
        return !text.utf8.contains(where: \.isSpace) && text.utf8.index(after: at) < text.endIndex
    }
}
