package import FeedModel

extension EventRenderer {
    /// `TIME  WATCHES  TITLE — FEED  URL`, without a newline; a health event has its type and detail instead of
    /// watches and title.
    package static func line(_ sequenced: SequencedEvent, inColour: Bool = false) -> String {
        let event = sequenced.event
        let paint = Paint(isOn: inColour)
        let time = paint.dim(event.time.rfc3339(withMilliseconds: false))
        let feed = VisibleText(event.feed.name, limit: 120)
        guard event.type.topic == .mention, let item = event.item else {
            let detail = VisibleText(event.detail ?? event.reason ?? "", limit: 500)
            let name = paint.warning(event.type.rawValue)
            return "\(time)  \(name)  \(detail) — \(feed)  \(visible(event.feed.url))"
        }
        let watches = paint.strong(event.watches.map(\.rawValue).joined(separator: ","))
        var title = VisibleText(item.title ?? event.snippet ?? item.id, limit: 300).description
        if title.isEmpty { title = "(no title)" }
        var line = "\(time)  \(watches)  \(mark(event))\(title) — \(feed)"
        if let url = item.url { line += "  \(visible(url))" }
        return line
    }

    /// What sets an event apart from a plain new mention.
    private static func mark(_ event: Event) -> String {
        if event.isCurrent == false { return "[no longer matches] " }
        switch event.type {
        case .mentionUpdated:
            let fields = (event.changed ?? []).map(\.rawValue).joined(separator: ", ")
            return fields.isEmpty ? "[updated] " : "[updated: \(fields)] "
        case .storyGrew: return "[\(event.story?.sourceCount ?? 0) sources] "
        default: return ""
        }
    }

    private static func visible(_ url: String) -> String {
        VisibleText(url, limit: 1000).description
    }
}

/// SGR colours, or nothing where the output is no terminal.
private struct Paint {
    let isOn: Bool

    func dim(_ text: String) -> String { wrap(text, "2") }
    func strong(_ text: String) -> String { wrap(text, "1;36") }
    func warning(_ text: String) -> String { wrap(text, "1;33") }

    private func wrap(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
