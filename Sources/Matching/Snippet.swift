package import FeedModel

/// A piece of an item to show beside a mention: plain text, one line.
package enum Snippet {
    /// About `length` Unicode scalars around a match, cut at a sentence or a word; the item's start without one.
    ///
    /// Evidence in the title, an author, a category or the link says little: there the text begins with the
    /// summary or the body, where the item has one.
    package static func around(_ match: TermMatch?, in text: ItemText, length: Int = 240) -> String
    {
        guard let match, match.field == .summary || match.field == .body else {
            let lead = text.summary.isEmpty ? text.body : text.summary
            return cut(lead.isEmpty ? text.title : lead, around: 0..<0, length: length)
        }
        return cut(text.plainText(of: match.field), around: match.start..<match.end, length: length)
    }

    private static func cut(_ text: String, around match: Range<Int>, length: Int) -> String {
        let scalars = window(of: text, around: match, reach: 4 * length + 64)
        let all = scalars.text
        let wanted = clamped(
            match.lowerBound - scalars.start, match.upperBound - scalars.start, all.count)
        guard all.count > length || scalars.isCut else { return oneLine(all[...]) }
        let start = start(in: all, before: wanted, length: length, isCut: scalars.start > 0)
        let end = end(in: all, from: start, after: wanted.upperBound, length: length)
        let isCutBefore = start > 0 || scalars.start > 0
        let isCutAfter = end < all.count || scalars.isCut
        return (isCutBefore ? "…" : "") + oneLine(all[start..<end]) + (isCutAfter ? "…" : "")
    }

    /// The scalars near the match: a body may be megabytes long.
    private static func window(
        of text: String, around match: Range<Int>, reach: Int
    ) -> (text: [Unicode.Scalar], start: Int, isCut: Bool) {
        let start = max(0, match.lowerBound - reach)
        var rest = text.unicodeScalars.dropFirst(start)
        let kept = Array(rest.prefix(match.count + 2 * reach))
        rest = rest.dropFirst(kept.count)
        return (kept, start, !rest.isEmpty)
    }

    private static func clamped(_ low: Int, _ high: Int, _ count: Int) -> Range<Int> {
        let start = min(max(0, low), count)
        return start..<min(max(start, high), count)
    }

    /// A sentence's start, else a word's, so that the match stands in the middle; near the end of the text, what is
    /// not needed after the match goes before it.
    private static func start(
        in text: [Unicode.Scalar], before match: Range<Int>, length: Int, isCut: Bool
    ) -> Int {
        let room = max(0, length - match.count)
        let after = min(room / 2, text.count - match.upperBound)
        let ideal = match.lowerBound - (room - after)
        if ideal <= 0, !isCut { return 0 }
        let first = max(0, ideal)
        let nearby = first..<min(match.lowerBound, first + room / 4)
        if let sentence = nearby.first(where: { isSentenceStart($0, text) }) { return sentence }
        return (first..<match.lowerBound).first { isWordStart($0, text) } ?? first
    }

    private static func end(
        in text: [Unicode.Scalar], from start: Int, after match: Int, length: Int
    ) -> Int {
        let latest = min(text.count, max(match, start + length))
        if latest == text.count { return latest }
        let sentence = stride(from: latest, to: max(match, start + length * 2 / 3), by: -1)
            .first { isSentenceStart($0, text) }
        if let sentence { return sentence }
        return stride(from: latest, to: match, by: -1).first { isWordStart($0, text) } ?? latest
    }

    private static func isSentenceStart(_ place: Int, _ text: [Unicode.Scalar]) -> Bool {
        guard place > 0, place < text.count else { return place == 0 }
        let before = text[place - 1]
        if before == "\n" || "。！？".unicodeScalars.contains(before) { return true }
        guard before.properties.isWhitespace, place > 1 else { return false }
        return ".!?…".unicodeScalars.contains(text[place - 2])
    }

    private static func isWordStart(_ place: Int, _ text: [Unicode.Scalar]) -> Bool {
        guard place > 0, place < text.count else { return true }
        if text[place - 1].properties.isWhitespace { return true }
        switch ScalarTable.folded[text[place].value].scalarClass {
        case .ideograph: return true
        case .katakana: return ScalarTable.folded[text[place - 1].value].scalarClass != .katakana
        default: return false
        }
    }

    private static func oneLine(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        VisibleText(String(scalars: scalars)).description
    }
}
