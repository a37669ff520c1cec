import FeedModel

/// Collects what makes a watch true: the terms, where they stand, and the text that stands there.
struct Evidence {
    /// The most matches of one watch; each term that counts has one at least, as long as there is room.
    static let limit = 64

    /// A term's place, before its offsets are counted.
    typealias Found = (label: Int32, occurrence: Occurrence)

    private let evaluator: Evaluator
    private let text: ItemText
    /// Of each field once it is asked for, by `FieldMask.index`.
    private var offsets: [ScalarOffsets?] = Array(repeating: nil, count: TextField.allCases.count)
    /// Used again for each watch.
    private var found: [Found] = []

    init(_ evaluator: Evaluator, _ text: ItemText) {
        (self.evaluator, self.text) = (evaluator, text)
    }

    /// The matches of a watch that is true, in reading order; `nil` where its context says no.
    mutating func matches(of number: Int32, _ watch: WatchName) -> [TermMatch]? {
        found.removeAll(keepingCapacity: true)
        collect(evaluator.plans.roots[Int(number)], within: nil)
        if let context = evaluator.plans.contexts[Int(number)] {
            let score = ContextScore(context, evaluator.scratch)
            found = score.kept(found)
            guard !found.isEmpty else { return nil }
        }
        return resolve(watch)
    }

    /// The matches of one node, whatever its watch says.
    mutating func matches(ofNode node: Int32, _ watch: WatchName) -> [TermMatch] {
        found.removeAll(keepingCapacity: true)
        collect(node, within: nil)
        return resolve(watch)
    }

    /// Adds the occurrences that make a node true; `spans` are those of the NEARs around it.
    private mutating func collect(_ number: Int32, within spans: [TextSpan]?) {
        let node = evaluator.plans.nodes[Int(number)]
        switch node.operation {
        case .scope, .not: return
        case .term: collectTerm(node, within: spans)
        case .and:
            for place in evaluator.places(of: node) {
                collect(evaluator.plans.children[place], within: spans)
            }
        case .or:
            for place in evaluator.places(of: node) {
                let child = evaluator.plans.children[place]
                guard spans != nil || evaluator.isTrue(child) else { continue }
                collect(child, within: spans)
            }
        case .near:
            let own = spans ?? evaluator.spans(of: number, limit: MatchScratch.evidenceLimit)
            collect(node.first, within: own)
            collect(node.second, within: own)
        case .count: collect(node.first, within: spans)
        }
    }

    private mutating func collectTerm(_ node: PlanNode, within spans: [TextSpan]?) {
        var last: TextSpan?
        var count = 0
        var place = evaluator.scratch.first(of: Int(node.first))
        while place >= 0, count < MatchScratch.evidenceLimit {
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
        }
    }

    private mutating func resolve(_ watch: WatchName) -> [TermMatch] {
        if found.count == 1 { return [match(found[0], watch)] }
        found.sort { a, b in
            let (first, second) = (a.occurrence.span, b.occurrence.span)
            return first == second ? a.label < b.label : TextSpan.reads(first, before: second)
        }
        var matches: [TermMatch] = []
        var last: Found?
        for each in found {
            if let last, last.label == each.label, last.occurrence.span == each.occurrence.span {
                continue
            }
            matches.append(match(each, watch))
            last = each
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

    private mutating func match(_ found: Found, _ watch: WatchName) -> TermMatch {
        let occurrence = found.occurrence
        let (field, index) = (occurrence.span.field.field, occurrence.span.field.index)
        var offsets = self.offsets[index] ?? ScalarOffsets(text.plainText(of: field))
        let bytes = Int(occurrence.utf8Start)..<Int(occurrence.utf8End)
        let range = offsets.range(bytes)
        self.offsets[index] = offsets
        return TermMatch(
            watch: watch, term: evaluator.plans.labels[Int(found.label)], field: field,
            text: offsets.text(bytes), start: range.lowerBound, end: range.upperBound)
    }
}

/// Counts Unicode scalars up to places in a text; going forward costs only the way between, and a text of ASCII nothing.
private struct ScalarOffsets {
    private let text: String.UTF8View
    private let isASCII: Bool
    private var position = 0
    private var scalars = 0

    init(_ text: String) {
        self.text = text.utf8
        isASCII = Self.scalarCount(self.text, 0..<self.text.count) == self.text.count
    }

    func text(_ bytes: Range<Int>) -> String {
        let start = text.index(text.startIndex, offsetBy: bytes.lowerBound)
        let end = text.index(start, offsetBy: bytes.count)
        return String(Substring(text[start..<end]))
    }

    mutating func range(_ bytes: Range<Int>) -> Range<Int> {
        if isASCII { return bytes }
        let start = count(to: bytes.lowerBound)
        return start..<count(to: bytes.upperBound)
    }

    private mutating func count(to place: Int) -> Int {
        if place < position { (position, scalars) = (0, 0) }
        scalars += Self.scalarCount(text, position..<place)
        position = place
        return scalars
    }

    private static func scalarCount(_ text: String.UTF8View, _ range: Range<Int>) -> Int {
        text.withContiguousStorageIfAvailable { bytes in
            var count = 0
            for index in range { count += bytes[index] & 0xC0 != 0x80 ? 1 : 0 }
            return count
        } ?? text.dropFirst(range.lowerBound).prefix(range.count).count { $0 & 0xC0 != 0x80 }
    }
}
