import FeedModel
import Storage

/// Why a mention is one, and of which story: what `mentions --why` prints.
struct MentionReason {
    let report: MentionReport

    var text: String {
        let title = report.title ?? report.guid ?? "(no title)"
        var lines = ["\(visible(title)) — \(visible(report.feed.name))"]
        if let url = report.url { lines.append("  Its page is \(visible(url))") }
        lines.append("  It was first seen at \(report.time).")
        lines.append("  \(story)")
        lines += watches.map { "  \($0)" }
        if !report.isCurrent {
            lines.append("  It was edited since, and no longer mentions what is watched for.")
        }
        lines.append("  If it comes again, it is recognised by \(names).")
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
            writer.field("too_old", report.watches.filter(\.isTooOld).map(\.name.rawValue))
            writer.field("current", report.isCurrent)
            writer.field("names", report.names)
        }
        return writer.text
    }

    private var story: String {
        guard let reason = report.joinedBy else {
            return "It began the story \(report.story)."
        }
        return "It is part of the story \(report.story), because \(visible(reason))."
    }

    private var watches: [String] {
        let told = report.watches.filter(\.isTold).map(\.name.rawValue)
        let recorded = report.watches.filter { !$0.isTold }
        let old = recorded.filter(\.isTooOld).map(\.name.rawValue)
        var sentences: [String] = []
        if !told.isEmpty {
            sentences.append("It was told for \(told.joined(separator: ", ")).")
        }
        for watch in recorded {
            guard let first = watch.toldBefore else { continue }
            sentences.append(
                "It was recorded, not told, for \(watch.name.rawValue): \(visible(first.feed)) had brought the story at \(first.time), and that was told."
            )
        }
        if !old.isEmpty {
            sentences.append(
                "It was recorded, not told, for \(old.joined(separator: ", ")): it was too old to be news when it was first seen."
            )
        }
        return sentences
    }

    /// Digests say nothing to people but how many there are.
    private var names: String {
        let plain = report.names.filter { !$0.hasPrefix(digestPrefix) }.map(Self.plainName)
        let digestCount = report.names.count - plain.count
        var parts = plain.map(visible)
        if digestCount > 0 {
            let digests = Counted(digestCount, "fingerprint")
            parts.append("\(digests) of its link, title, time or text")
        }
        return parts.joined(separator: ", ")
    }

    /// `guid:42` as people say it.
    private static func plainName(_ name: String) -> String {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        return parts.count == 2 ? "its \(parts[0]) \(parts[1])" : name
    }

    private var digestPrefix: String { "\(ItemKey.Kind.digest.rawValue):" }

    private func visible(_ text: String) -> String { VisibleText(text, limit: 300).description }
}
