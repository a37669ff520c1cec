/// The feeds that a web page names: `<link rel="alternate" type="application/rss+xml" href="…">`.
package enum AlternateFeeds {
    package static func links(in page: [UInt8], base: String?) -> [String] {
        page.withUnsafeBufferPointer { links(in: $0, base: base) }
    }

    static func links(in page: Bytes, base: String?) -> [String] {
        var base = base
        var found: [String] = []
        var position = 0
        while found.count < 20, let tag = page.firstIndex(of: UInt8(ascii: "<"), from: position) {
            position = tag + 1
            if page.has("<base", at: tag), let written = attributes(page, from: tag + 5)["href"] {
                base = URLReference.resolve(written, against: base)
            }
            guard page.has("<link", at: tag) else { continue }
            let attributes = attributes(page, from: tag + 5)
            guard let target = attributes["href"], isFeed(attributes) else { continue }
            let absolute = URLReference.resolve(target, against: base)
            if !found.contains(absolute) { found.append(absolute) }
        }
        return found
    }

    private static func isFeed(_ attributes: [String: String]) -> Bool {
        let rels = attributes["rel"]?.lowercased().split(separator: " ") ?? []
        guard rels.contains("alternate") || rels.contains("feed") else { return false }
        let type = attributes["type"]?.lowercased() ?? ""
        return rels.contains("feed") || type.contains("rss") || type.contains("atom")
            || type.contains("feed+json") || type.contains("rdf+xml")
    }

    private static func attributes(_ page: Bytes, from start: Int) -> [String: String] {
        var scanner = HTMLAttributeScanner(page, from: start)
        var values: [String: String] = [:]
        while let attribute = scanner.next() {
            let name = page.part(attribute.name).string.lowercased()
            let value = HTMLText.resolvingReferences(page.part(attribute.value))
            values[name] = values[name] ?? String(decoding: value, as: UTF8.self).trimmedOrNil
        }
        return values
    }
}
