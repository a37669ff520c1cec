import FeedModel

/// Collects what makes a watch true: the terms, where they stand, and the text that stands there.
struct Evidence {
    /// The most matches of one watch; each term that counts has one at least, as long as there is room.
    static let limit = 64

    private let evaluator: Evaluator
    private let text: ItemText
    /// Of each field once it is asked for, by `FieldMask.index`.
    private var offsets: [ScalarOffsets?] = Array(repeating: nil, count: TextField.allCases.count)

    /// A term's place, before its offsets are counted.
    private struct Found: Hashable {
        var label: Int32
        var field: FieldMask
        var start: UInt32
        var end: UInt32
    }

    init(_ evaluator: Evaluator, _ text: ItemText) {
        (self.evaluator, self.text) = (evaluator, text)
    }

    /// The matches of a watch that is true, in reading order; `nil` where its context says no.
    mutating func matches(of number: Int32, _ watch: WatchName) -> [TermMatch]? {
        var found: [(label: Int32, occurrence: Occurrence)] = []
        collect(evaluator.plans.roots[Int(number)], within: nil, into: &found)
        if let context = evaluator.plans.contexts[Int(number)] {
            let score = ContextScore(context, evaluator.scratch)
            found = score.kept(found)
            guard !found.isEmpty else { return nil }
        }
        return resolve(found, watch)
    }

    /// The matches of one node, whatever its watch says.
    mutating func matches(ofNode node: Int32, _ watch: WatchName) -> [TermMatch] {
        var found: [(label: Int32, occurrence: Occurrence)] = []
        collect(node, within: nil, into: &found)
        return resolve(found, watch)
    }

    /// Adds the occurrences that make a node true; `spans` are those of the NEARs around it.
    private func collect(
        _ number: Int32, within spans: [TextSpan]?,
        into found: inout [(label: Int32, occurrence: Occurrence)]
    ) {
        let node = evaluator.plans.nodes[Int(number)]
        switch node.operation {
        case .scope, .not: return
        case .term:
            var last: TextSpan?
            var count = 0
            var place = evaluator.scratch.first(of: Int(node.first))
            while place >= 0 {
                let each = evaluator.scratch.occurrences[Int(place)]
                place = each.next
                guard node.mask.contains(each.span.field) else { continue }
                if let last, last.isSameBlock(as: each.span), each.span.unitStart < last.unitEnd {
                    continue
                }
                if let spans, !spans.contains(where: { $0.contains(each.span) }) { continue }
                found.append((node.second, each))
                last = each.span
                count += 1
                if count >= MatchScratch.evidenceLimit { return }
            }
        case .and:
            for child in evaluator.children(of: node) {
                collect(child, within: spans, into: &found)
            }
        case .or:
            for child in evaluator.children(of: node) where spans != nil || evaluator.isTrue(child)
            {
                collect(child, within: spans, into: &found)
            }
        case .near:
            let own = spans ?? evaluator.spans(of: number, limit: MatchScratch.evidenceLimit)
            collect(node.first, within: own, into: &found)
            collect(node.second, within: own, into: &found)
        case .count: collect(node.first, within: spans, into: &found)
        }
    }

    private mutating func resolve(
        _ found: [(label: Int32, occurrence: Occurrence)], _ watch: WatchName
    ) -> [TermMatch] {
        if found.count == 1 { return [match(found[0].label, found[0].occurrence, watch)] }
        var seen: Set<Found> = []
        let inOrder = found.sorted {
            TextSpan.reads($0.occurrence.span, before: $1.occurrence.span)
        }
        var matches: [TermMatch] = []
        for (label, occurrence) in inOrder {
            let key = Found(
                label: label, field: occurrence.span.field, start: occurrence.utf8Start,
                end: occurrence.utf8End)
            guard seen.insert(key).inserted else { continue }
            matches.append(match(label, occurrence, watch))
        }
        return Self.limited(matches)
    }

    /// Keeps the first match of each term in each field, then the others in reading order.
    private static func limited(_ matches: [TermMatch]) -> [TermMatch] {
        guard matches.count > limit else { return matches }
        var terms: Set<String> = []
        var isFirst: [Bool] = []
        for match in matches {
            isFirst.append(terms.insert(match.field.rawValue + " " + match.term).inserted)
        }
        var room = max(0, limit - isFirst.count(where: { $0 }))
        var kept: [TermMatch] = []
        for (match, isFirst) in zip(matches, isFirst) {
            if isFirst {
                kept.append(match)
            } else if room > 0 {
                kept.append(match)
                room -= 1
            }
        }
        return Array(kept.prefix(limit))
    }

    private mutating func match(
        _ label: Int32, _ occurrence: Occurrence, _ watch: WatchName
    ) -> TermMatch {
        let (field, index) = (occurrence.span.field.field, occurrence.span.field.index)
        if offsets[index] == nil { offsets[index] = ScalarOffsets(text.plainText(of: field)) }
        let bytes = Int(occurrence.utf8Start)..<Int(occurrence.utf8End)
        let range = offsets[index]?.range(bytes) ?? (text: "", start: 0, end: 0)
        return TermMatch(
            watch: watch, term: evaluator.plans.labels[Int(label)], field: field,
            text: range.text, start: range.start, end: range.end)
    }
}

/// Counts Unicode scalars up to places in a text; going forward costs only the way between.
private struct ScalarOffsets {
    private let text: [UInt8]
    private var position = 0
    private var scalars = 0

    init(_ text: String) { self.text = Array(text.utf8) }

    mutating func range(_ bytes: Range<Int>) -> (text: String, start: Int, end: Int) {
        let start = count(to: bytes.lowerBound)
        let end = count(to: bytes.upperBound)
        return (String(decoding: text[bytes], as: UTF8.self), start, end)
    }

    private mutating func count(to place: Int) -> Int {
        if place < position { (position, scalars) = (0, 0) }
        text.withUnsafeBufferPointer { text in
            var count = 0
            for index in position..<place { count += text[index] & 0xC0 != 0x80 ? 1 : 0 }
            scalars += count
        }
        position = place
        return scalars
    }
}
