package import FeedModel

/// Items for matching without polling: a JSON Feed document, or one JSON Feed item a line.
package struct JSONFeedItems: Sendable {
    package let items: [Item]
    /// The document's own title and URL; empty for items a line.
    package let feed: FeedScope

    package init(reading bytes: [UInt8]) throws(ParseError) {
        self = try bytes.withUnsafeBufferPointer { (text) throws(ParseError) in
            let body = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.part(3..<text.count) : text
            guard !body.trimmed.isEmpty else { throw ParseError.empty }
            // What has items is a document. What is no JSON as a whole may be JSON line by line, which says better
            // where it breaks: this error is not lost.
            let limits = ParseLimits()
            if let value = try? JSONReader.value(in: body, depthLimit: limits.depthLimit),
                value["items"] != nil || value["version"] != nil || value.elements.isEmpty == false
            {
                return JSONFeedItems(document: value)
            }
            return JSONFeedItems(items: try Self.lines(body, limits), feed: FeedScope())
        }
    }

    private init(items: [Item], feed: FeedScope) { (self.items, self.feed) = (items, feed) }

    private init(document: JSONValue) {
        let entries = document["items"]?.elements ?? document.elements
        let url = document["feed_url"]?.text
        let base = url ?? document["home_page_url"]?.text
        items = entries.compactMap {
            JSONFeedReader.item($0, base: base, language: document["language"]?.text)
        }
        feed = FeedScope(name: document["title"]?.text ?? "", url: url ?? "")
    }

    private static func lines(_ text: Bytes, _ limits: ParseLimits) throws(ParseError) -> [Item] {
        var items: [Item] = []
        var number = 0
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = Bytes(rebasing: line).trimmed
            guard !line.isEmpty else { continue }
            let item: Item?
            do {
                let value = try JSONReader.value(in: line, depthLimit: limits.depthLimit)
                item = JSONFeedReader.item(value, base: nil, language: nil)
            } catch {
                guard case .brokenJSON(_, let reason) = error else { throw error }
                throw .brokenJSON(line: number, reason: reason)
            }
            guard let item else { throw .brokenJSON(line: number, reason: "an item is an object") }
            items.append(item)
        }
        return items
    }
}
