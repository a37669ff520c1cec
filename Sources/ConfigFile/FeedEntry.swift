import FeedModel

/// How a feed is written as an entry of `feeds:`.
enum FeedEntry {
    /// Names and tags as the config takes them: on one line, and a name once.
    static func cleaned(_ feed: SubscribedFeed, taking names: inout Set<String>) -> SubscribedFeed {
        var feed = feed
        let name = VisibleText(feed.name ?? "", limit: 120).description
        // A name that is taken is left out: the feed's own title stands in for it.
        feed.name = !name.isEmpty && names.insert(name.lowercased()).inserted ? name : nil
        var tags: [String] = []
        for tag in feed.tags {
            var tag = VisibleText(tag, limit: 60).description
            while tag.hasPrefix("tag:") { tag = VisibleText(String(tag.dropFirst(4))).description }
            if !tag.isEmpty, !tags.contains(tag) { tags.append(tag) }
        }
        feed.tags = tags
        return feed
    }

    /// The lines of a block entry; those after the first are indented to stand below its first word.
    static func lines(_ feed: SubscribedFeed) -> [String] {
        guard feed.name != nil || !feed.tags.isEmpty else { return ["- \(quote(feed.url))"] }
        var lines = ["- url: \(quote(feed.url))"]
        if let name = feed.name { lines.append("  name: \(quote(name))") }
        if !feed.tags.isEmpty {
            lines.append("  tags: [\(feed.tags.map(quote).joined(separator: ", "))]")
        }
        return lines
    }

    /// An entry of a flow list.
    static func flow(_ feed: SubscribedFeed) -> String {
        guard feed.name != nil || !feed.tags.isEmpty else { return quote(feed.url) }
        let parts = [
            "url: \(quote(feed.url))", feed.name.map { "name: \(quote($0))" },
            feed.tags.isEmpty
                ? nil : "tags: [\(feed.tags.map(quote).joined(separator: ", "))]",
        ]
        return "{\(parts.compactMap { $0 }.joined(separator: ", "))}"
    }

    /// The node is this feed's entry.
    static func isEntry(_ node: ConfigNode, _ feed: SubscribedFeed) -> Bool {
        if let scalar = node.scalar {
            return plain(scalar.text) == feed.url && feed.name == nil && feed.tags.isEmpty
        }
        guard case .mapping(let pairs) = node.content else { return false }
        var (url, name, tags): (String?, String?, [String]) = (nil, nil, [])
        for pair in pairs {
            switch (pair.key.text, pair.value.content) {
            case ("url", .scalar(let text, _)): url = plain(text)
            case ("name", .scalar(let text, _)): name = plain(text)
            case ("tags", .list(let nodes)):
                tags = nodes.compactMap { $0.scalar.map { plain($0.text) } }
            default: return false
            }
        }
        return url == feed.url && name == feed.name && tags == feed.tags
    }

    /// Plain where no reader of YAML could take it for something else, else in double quotes.
    static func quote(_ text: String) -> String {
        let text = escapingVariables(text)
        guard needsQuotes(text) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            default:
                let isShown =
                    scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
                    && ![0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
                let hex = String(scalar.value, radix: 16, uppercase: true)
                let digits = String(repeating: "0", count: max(0, 8 - hex.utf8.count)) + hex
                quoted += isShown ? String(scalar) : "\\U\(digits)"
            }
        }
        return quoted + "\""
    }
}

extension FeedEntry {
    private static func needsQuotes(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
            return true
        }
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        let isLetterFirst = first.properties.isAlphabetic
        let isHarmless = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || " -_.~:/?=&%+@!()".unicodeScalars.contains(scalar)
        }
        return !isLetterFirst || !isHarmless || last == ":" || last == " " || text.contains(": ")
            || words.contains(text.lowercased())
    }

    /// `${` in what is not ours stands for itself.
    private static func escapingVariables(_ text: String) -> String {
        guard text.contains("${") else { return text }
        return text.split(separator: "${", omittingEmptySubsequences: false).joined(
            separator: "$${")
    }

    private static func plain(_ text: String) -> String {
        guard text.contains("$${") else { return text }
        return text.split(separator: "$${", omittingEmptySubsequences: false).joined(
            separator: "${")
    }
}
