import FeedModel

/// What a document is, told from its first bytes and never from what a server called it.
struct DocumentHead {
    enum Kind: Equatable {
        case xml(FeedFormat)
        case json
        case page
        case other(String)
        case empty
    }

    private(set) var kind = Kind.empty
    /// Where the XML begins: its declaration, else its first markup.
    private(set) var start = 0
    /// Where the root's start tag stands.
    private(set) var rootStart = 0
    private(set) var hasInternalSubset = false
    /// Something other than white space stood before the XML.
    private(set) var hasJunkBefore = false
    /// White space or more stood before an XML declaration, where nothing may.
    private(set) var hasLateDeclaration = false

    init(_ text: Bytes) {
        var position = 0
        while position < text.count, text[position].isSpace || text[position] == 0 { position += 1 }
        guard position < text.count else { return }
        if text[position] == UInt8(ascii: "{") || text[position] == UInt8(ascii: "[") {
            kind = .json
            start = position
            return
        }
        findRoot(in: text, from: position)
    }
}

extension DocumentHead {
    private mutating func findRoot(in text: Bytes, from firstByte: Int) {
        start = text.firstIndex(of: UInt8(ascii: "<"), from: firstByte) ?? text.count
        guard let root = Self.firstTag(in: text, from: start, &hasInternalSubset) else {
            kind = .other(start == text.count ? "plain text" : "markup without an element")
            return
        }
        hasJunkBefore = start > firstByte
        let name = Self.localName(text, at: root + 1)
        if let format = Self.format(text, root: root, name: name) {
            rootStart = root
            kind = .xml(format)
        } else if let (inner, format) = Self.wrappedRoot(in: text, from: root) {
            hasJunkBefore = true
            rootStart = inner
            start =
                text.firstIndex(of: "<?xml", from: root).flatMap { $0 < inner ? $0 : nil } ?? inner
            kind = .xml(format)
        } else {
            let isPage = ["html", "head", "body", "!doctype", "div", "p", "br", "script"].contains(
                name)
            kind = isPage ? .page : .other("a document whose root is <\(name)>")
        }
        hasLateDeclaration = start > 0 && text.has("<?xml", at: start)
    }

    /// The first start tag, past declarations, comments and a document type.
    private static func firstTag(
        in text: Bytes, from start: Int, _ hasInternalSubset: inout Bool
    ) -> Int? {
        var position = start
        var commentEnd = ForwardFinder("-->")
        while let tag = text.firstIndex(of: UInt8(ascii: "<"), from: position) {
            guard tag + 1 < text.count else { return nil }
            position = tag + 1
            if text.has("<!--", at: tag) {
                position = commentEnd.index(in: text, from: tag + 4).map { $0 + 3 } ?? position
            } else if text[tag + 1] == UInt8(ascii: "?") {
                position =
                    text.firstIndex(of: UInt8(ascii: ">"), from: tag).map { $0 + 1 } ?? position
            } else if text.has("<!doctype", at: tag) {
                let end = text.firstIndex(of: UInt8(ascii: ">"), from: tag) ?? text.count
                let subset = text.firstIndex(of: UInt8(ascii: "["), from: tag) ?? text.count
                hasInternalSubset = hasInternalSubset || subset < end
                position =
                    subset < end ? text.firstIndex(of: "]", from: subset) ?? end : end
            } else if text[tag + 1].isNameStart {
                return tag
            }
        }
        return nil
    }

    /// The lower-case local name of the tag whose name starts at `start`.
    private static func localName(_ text: Bytes, at start: Int) -> String {
        var end = start
        while end < text.count, end - start < 64, text[end].isNameByte { end += 1 }
        let name = text.part(start..<end).string.lowercased()
        return name.split(separator: ":").last.map(String.init) ?? name
    }

    private static func format(_ text: Bytes, root: Int, name: String) -> FeedFormat? {
        let end = text.firstIndex(of: UInt8(ascii: ">"), from: root) ?? text.count
        let bytes = text.part(root..<min(end, root + 8192))
        if name == "rss" { return rssFormat(version: attribute("version", in: bytes)) }
        let tag = bytes.string.lowercased()
        switch name {
        case "rdf":
            let head = text.part(root..<min(text.count, root + 4096)).string.lowercased()
            return head.contains("netscape.com/rdf/simple/0.9")
                && !head.contains("purl.org/rss/1.0/\"")
                ? .rss090 : .rss10
        // An entry alone is a document too (RFC 4287, section 2).
        case "entry"
        where !tag.contains("purl.org/atom/ns") && !tag.contains("www.w3.org/2005/atom"):
            return nil
        case "feed", "entry":
            let version = attribute("version", in: bytes) ?? ""
            return tag.contains("purl.org/atom/ns") || version.hasPrefix("0.") ? .atom03 : .atom10
        case "channel": return tag.contains("href") || tag.contains("cdf") ? .cdf : .rss20
        default: return nil
        }
    }

    private static func rssFormat(version: String?) -> FeedFormat {
        switch version ?? "" {
        case "0.9", "0.90": .rss090
        case "0.91": .rss091
        case "0.92", "0.93", "0.94": .rss092
        case "1.0", "1": .rss10
        default: .rss20
        }
    }

    private static func attribute(_ name: StaticString, in tag: Bytes) -> String? {
        var scanner = HTMLAttributeScanner(tag, from: 1)
        while let attribute = scanner.next() {
            if tag.part(attribute.name).equals(name) {
                return tag.part(attribute.value).trimmed.string
            }
        }
        return nil
    }

    /// A feed inside something else: a server's warnings in front of it, a wrapper that nobody asked for.
    private static func wrappedRoot(in text: Bytes, from start: Int) -> (Int, FeedFormat)? {
        var position = start
        var commentEnd = ForwardFinder("-->")
        while let tag = text.firstIndex(of: UInt8(ascii: "<"), from: position) {
            position = tag + 1
            if text.has("<!--", at: tag) {
                position = commentEnd.index(in: text, from: tag).map { $0 + 3 } ?? position
                continue
            }
            let isRoot =
                text.has("<rss", at: tag) || text.has("<rdf:rdf", at: tag)
                || text.has("<feed", at: tag)
            guard isRoot else { continue }
            let name = localName(text, at: tag + 1)
            if let format = format(text, root: tag, name: name) { return (tag, format) }
        }
        return nil
    }
}
