import FeedModel

/// One feed of a subscription list.
package struct OPMLFeed: Sendable, Equatable {
    package var url: String
    package var title: String?
    /// The folders around it, outermost first, then its categories.
    package var tags: [String]

    package init(url: String, title: String? = nil, tags: [String] = []) {
        (self.url, self.title, self.tags) = (url, title, tags)
    }
}

/// Subscription lists as feed readers exchange them.
package enum OPML {
    package static func feeds(in bytes: [UInt8]) throws(ParseError) -> [OPMLFeed] {
        let limits = ParseLimits()
        guard bytes.count <= limits.documentByteLimit else {
            throw .tooLarge(limit: limits.documentByteLimit)
        }
        let text = bytes.withUnsafeBufferPointer {
            TextDecoding($0, of: bytes, contentType: nil).decode(isTrusting: false)
        }
        return try text.bytes.withUnsafeBufferPointer { (bytes) throws(ParseError) in
            guard !bytes.trimmed.isEmpty else { throw ParseError.empty }
            guard hasOutlines(bytes) else {
                throw ParseError.notAFeed(found: "no OPML: it has no outline")
            }
            return read(bytes)
        }
    }

    package static func render(_ feeds: [OPMLFeed], title: String) -> String {
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
        out += "  <head><title>\(escaped(title))</title></head>\n  <body>\n"
        for feed in feeds {
            let name = escaped(feed.title ?? feed.url)
            out += "    <outline type=\"rss\" text=\"\(name)\" title=\"\(name)\""
            out += " xmlUrl=\"\(escaped(feed.url))\""
            if !feed.tags.isEmpty {
                out += " category=\"\(escaped(feed.tags.joined(separator: ",")))\""
            }
            out += "/>\n"
        }
        return out + "  </body>\n</opml>\n"
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in VisibleText(text).description.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

extension OPML {
    private static func hasOutlines(_ text: Bytes) -> Bool {
        var position = 0
        while let tag = text.firstIndex(of: UInt8(ascii: "<"), from: position) {
            if text.has("<opml", at: tag) || text.has("<outline", at: tag) { return true }
            position = tag + 1
        }
        return false
    }

    private static func read(_ text: Bytes) -> [OPMLFeed] {
        var feeds: [OPMLFeed] = []
        var folders: [String?] = []
        var position = 0
        var commentEnd = ForwardFinder("-->")
        while let tag = text.firstIndex(of: UInt8(ascii: "<"), from: position) {
            position = tag + 1
            if text.has("<!--", at: tag) {
                position = commentEnd.index(in: text, from: tag).map { $0 + 3 } ?? position
            } else if text.has("</outline", at: tag) {
                _ = folders.popLast()
            } else if text.has("<outline", at: tag) {
                let (attributes, end) = attributes(text, from: tag + 8)
                position = end
                let name = attributes["title"] ?? attributes["text"]
                if let url = attributes["xmlurl"] {
                    feeds.append(OPMLFeed(url: url, title: name, tags: tags(folders, attributes)))
                }
                let isClosed = end > 0 && end <= text.count && text[end - 1] == UInt8(ascii: "/")
                if !isClosed { folders.append(attributes["xmlurl"] == nil ? name : nil) }
            }
        }
        return feeds
    }

    private static func tags(_ folders: [String?], _ attributes: [String: String]) -> [String] {
        var tags = folders.compactMap(\.self)
        for category in (attributes["category"] ?? "").split(separator: ",") {
            for part in category.split(separator: "/") {
                if let name = String(part).trimmedOrNil, !tags.contains(name) { tags.append(name) }
            }
        }
        return tags
    }

    /// The attributes in lower case, and where the tag's `>` stands.
    private static func attributes(_ text: Bytes, from start: Int) -> ([String: String], Int) {
        var scanner = HTMLAttributeScanner(text, from: start)
        var values: [String: String] = [:]
        while let attribute = scanner.next() {
            let value = HTMLText.resolvingReferences(text.part(attribute.value))
            let name = text.part(attribute.name).string.lowercased()
            values[name] = values[name] ?? String(decoding: value, as: UTF8.self).trimmedOrNil
        }
        return (values, scanner.position)
    }
}
