import FeedModel
import Storage

/// Why a mention is one, and of which story: what `mentions --why` prints.
struct MentionReason {
    let report: MentionReport

    var text: String {
        let title = report.title ?? report.guid ?? "(no title)"
        var lines = ["\(visible(title)) — \(visible(report.feed.name))"]
        if let url = report.url { lines.append("  page     \(visible(url))") }
        lines.append("  seen     \(report.time)")
        lines.append(
            "  story    \(report.story), \(report.joinedBy.map { "joined by \(visible($0))" } ?? "began it")"
        )
        lines.append("  watches  \(watches)")
        lines.append("  known by \(names)")
        if !report.isCurrent { lines.append("  An edit took the match away.") }
        return lines.joined(separator: "\n")
    }

    var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("story", report.story.rawValue)
            writer.field("joined_by", report.joinedBy)
            writer.field("title", report.title)
            writer.field("url", report.url)
            writer.field("guid", report.guid)
            writer.key("feed")
            writer.object { writer in
                writer.field("name", report.feed.name)
                writer.field("url", report.feed.url)
            }
            writer.field("seen", report.time.description)
            writer.field("told", report.watches.filter(\.isTold).map(\.name.rawValue))
            writer.field("recorded", report.watches.filter { !$0.isTold }.map(\.name.rawValue))
            writer.field("current", report.isCurrent)
            writer.field("names", report.names)
        }
        return writer.text
    }

    private var watches: String {
        report.watches.map { "\($0.name) (\($0.isTold ? "told" : "recorded only"))" }
            .joined(separator: ", ")
    }

    /// Digests say nothing to people but how many there are.
    private var names: String {
        let plain = report.names.filter { !$0.hasPrefix(digestPrefix) }
        let digestCount = report.names.count - plain.count
        let parts = plain.map(visible)
        guard digestCount > 0 else { return parts.joined(separator: ", ") }
        return
            (parts + [
                "\(digestCount) digest\(digestCount == 1 ? "" : "s") of link, title, time or text"
            ])
            .joined(separator: ", ")
    }

    private var digestPrefix: String { "\(ItemKey.Kind.digest.rawValue):" }

    private func visible(_ text: String) -> String { VisibleText(text, limit: 300).description }
}
