import FeedModel

/// An event in the words that every chat shows: what, where from, and where to read on. All of it is safe to
/// see, none of it is escaped yet: each format knows what its target takes for markup.
struct MessageText: Sendable {
    /// The item's title; of a health event, what happened.
    let title: String
    /// Leads to the item; only http and https.
    let url: String?
    let feed: String
    /// The watches, or the event's type.
    let labels: [String]
    let snippet: String?
    let time: Timestamp

    /// The limits are in Unicode scalars; `digestLimit` is that of the snippet where it lists what a digest stands for.
    init(
        _ event: Event, titleLimit: Int = 200, snippetLimit: Int = 300, digestLimit: Int
    ) {
        time = event.time
        feed = VisibleText(event.feed.name, limit: 100).description
        guard event.type.topic == .mention, let item = event.item else {
            let detail = VisibleText(event.detail ?? event.reason ?? "", limit: titleLimit)
            title = detail.description.isEmpty ? event.type.rawValue : detail.description
            url = WebLink.followable(event.feed.url)
            labels = event.digest == nil ? [event.type.rawValue] : event.watches.map(\.rawValue)
            snippet = event.digest.map { Self.list($0, limit: digestLimit) }
            return
        }
        let words = VisibleText(item.title ?? "", limit: titleLimit).description
        let snippet = event.snippet.map { VisibleText($0, limit: snippetLimit).description }
        title = words.isEmpty ? "(no title)" : words
        url = item.url.flatMap(WebLink.followable)
        labels = event.watches.map(\.rawValue)
        self.snippet = snippet == title || snippet?.isEmpty == true ? nil : snippet
    }

    /// `leica, lumix · Example`
    var origin: String { "\(labels.joined(separator: ", ")) · \(feed)" }

    /// A line for each item, as far as they fit.
    private static func list(_ digest: EventDigest, limit: Int) -> String {
        var (lines, length) = ([String](), 0)
        for item in digest.items {
            let title = VisibleText(item.title, limit: 80).description
            let line = "\(title) — \(VisibleText(item.feed, limit: 30))"
            length += line.unicodeScalars.count + 1
            // The last line says how many are left.
            guard length <= limit - 20 else { break }
            lines.append(line)
        }
        let rest = digest.count - lines.count
        if rest > 0 { lines.append("and \(rest) more") }
        return lines.joined(separator: "\n")
    }
}

extension String {
    /// Each of these ASCII characters with a backslash before it.
    func backslashing(_ marks: String) -> String {
        let marks = Set(marks.unicodeScalars)
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if marks.contains(scalar) { text.append("\\") }
            text.append(scalar)
        }
        return String(text)
    }

    /// `@name` as it looks, but addressed to nobody: a zero-width space follows the `@`.
    var withoutCalls: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            text.append(scalar)
            if scalar == "@" || scalar == "\u{FF20}" { text.append("\u{200B}") }
        }
        return String(text)
    }
}
