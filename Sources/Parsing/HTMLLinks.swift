/// Relative links in the attributes of HTML, made absolute. The rest of the HTML stays byte for byte.
enum HTMLLinks {
    /// Whether there may be a relative link: a cheap look at what follows each `=`.
    ///
    /// Looks at equals signs, not at tags, because this runs over every text of every feed. It may say yes for
    /// text outside a tag; `resolve` then looks closer.
    static func hasRelative(_ html: Bytes) -> Bool {
        var position = 0
        while let equals = html.firstIndex(of: UInt8(ascii: "="), from: position) {
            position = equals + 1
            guard equals >= 3, endsLinkAttribute(html, at: equals) else { continue }
            var start = equals + 1
            while start < html.count, html[start].isSpace { start += 1 }
            guard start < html.count else { return false }
            if html[start] == UInt8(ascii: "\"") || html[start] == UInt8(ascii: "'") { start += 1 }
            while start < html.count, html[start].isSpace { start += 1 }
            if html.has("http", at: start) { continue }
            if isRelative(html, at: start) { return true }
        }
        return false
    }

    /// The HTML with its relative links resolved; `nil` where none was found.
    static func resolve(_ html: Bytes, against base: String) -> [UInt8]? {
        guard base.utf8.count <= URLReference.baseLimit else { return nil }
        let root = base.withBytes(URLReference.root)
        var out: [UInt8] = []
        var copied = 0
        var position = 0
        while let start = html.firstIndex(of: UInt8(ascii: "<"), from: position) {
            position = start + 1
            guard position < html.count, html[position].isLetter else { continue }
            let name = HTMLTagScanner.name(in: html, at: position)
            var attributes = HTMLAttributeScanner(html, from: position + name.count)
            while let attribute = attributes.next() {
                guard let isList = linkKind(html.part(attribute.name)) else { continue }
                let value = html.part(attribute.value)
                let start = attribute.value.lowerBound
                // Most relative links: nothing of them changes but what stands before them.
                if !isList, let root, URLReference.isBelowRoot(value) {
                    reserve(html.count, in: &out)
                    out.append(contentsOf: html[copied..<start])
                    out.append(contentsOf: root)
                    copied = start
                    continue
                }
                let resolved = isList ? resolveList(value, base) : resolveOne(value, base)
                guard let resolved else { continue }
                reserve(html.count, in: &out)
                out.append(contentsOf: html[copied..<start])
                out.append(contentsOf: resolved.utf8)
                copied = attribute.value.upperBound
            }
            position = attributes.position
        }
        guard !out.isEmpty else { return nil }
        out.append(contentsOf: html[copied...])
        return out
    }

    /// Room for a text that grows by a fourth, once a link is found.
    private static func reserve(_ count: Int, in out: inout [UInt8]) {
        if out.isEmpty { out.reserveCapacity(count + count / 4) }
    }

    /// One attribute's value, resolved; `nil` where it is absolute, a fragment or empty.
    static func resolveOne(_ value: Bytes, _ base: String) -> String? {
        let trimmed = value.trimmed
        guard isRelative(trimmed, at: 0) else { return nil }
        return URLReference.resolve(URLReference.cleaned(trimmed), against: base)
    }

    /// Whether an attribute holds a link (`false`: one; `true`: a list as in `srcset`); `nil` for all others.
    static func linkKind(_ name: Bytes) -> Bool? {
        switch name.count {
        case 3: name.has("src", at: 0) ? false : nil
        case 4:
            name.has("href", at: 0) || name.has("cite", at: 0) || name.has("data", at: 0)
                ? false : nil
        case 6:
            if name.has("srcset", at: 0) {
                true
            } else {
                name.has("poster", at: 0) || name.has("action", at: 0) || name.has("usemap", at: 0)
                    ? false : nil
            }
        case 7: name.has("classid", at: 0) || name.has("profile", at: 0) ? false : nil
        case 8:
            name.has("longdesc", at: 0) || name.has("codebase", at: 0) ? false : nil
        case 10: name.has("background", at: 0) ? false : nil
        default: nil
        }
    }

    private static func endsLinkAttribute(_ html: Bytes, at equals: Int) -> Bool {
        var end = equals
        while end > 0, html[end - 1].isSpace { end -= 1 }
        var start = end
        while start > 0, end - start < 11, html[start - 1].isLetter { start -= 1 }
        return start < end && linkKind(html.part(start..<end)) != nil
    }

    private static func isRelative(_ text: Bytes, at start: Int) -> Bool {
        guard start < text.count else { return false }
        switch text[start] {
        case UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ">"):
            return false
        default: return !URLReference.isAbsolute(text.part(start..<min(text.count, start + 32)))
        }
    }

    private static func resolveList(_ value: Bytes, _ base: String) -> String? {
        let candidates = value.string.split(separator: ", ").map { candidate in
            let parts = candidate.split(separator: " ", maxSplits: 1)
            guard let url = parts.first else { return String(candidate) }
            let absolute = URLReference.resolve(String(url), against: base)
            return parts.count > 1 ? absolute + " " + parts[1] : absolute
        }
        let joined = candidates.joined(separator: ", ")
        return joined == value.string ? nil : joined
    }
}

/// The attributes of one HTML tag, as ranges of the bytes that they stand in.
struct HTMLAttributeScanner {
    private let html: Bytes
    private(set) var position: Int

    init(_ html: Bytes, from start: Int) {
        self.html = html
        position = start
    }

    mutating func next() -> (name: Range<Int>, value: Range<Int>)? {
        skip { $0.isSpace || $0 == UInt8(ascii: "/") }
        let nameStart = position
        skip { !$0.isSpace && $0 != 0x3E && $0 != 0x3D && $0 != 0x2F && $0 != 0x3C }
        let name = nameStart..<position
        skip(\.isSpace)
        guard position < html.count, html[position] == UInt8(ascii: "=") else {
            guard !name.isEmpty, position < html.count else { return nil }
            return (name, position..<position)
        }
        position += 1
        skip(\.isSpace)
        return (name, value())
    }

    private mutating func value() -> Range<Int> {
        guard position < html.count else { return position..<position }
        let quote = html[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            let close = html.firstIndex(of: quote, from: position + 1)
        {
            let range = position + 1..<close
            position = close + 1
            return range
        }
        let start = position
        skip { !$0.isSpace && $0 != UInt8(ascii: ">") }
        return start..<position
    }

    private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
        while position < html.count, isSkipped(html[position]) { position += 1 }
    }
}
