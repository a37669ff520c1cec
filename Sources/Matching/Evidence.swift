import FeedModel

/// Where a term of a watch stands.
struct FoundTerm: BitwiseCopyable, Sendable {
    /// In `WatchPlans.labels`.
    var label: Int32
    var span: TextSpan
    /// In the field's UTF-8.
    var utf8Start: UInt32
    var utf8End: UInt32

    static func reads(_ a: FoundTerm, before b: FoundTerm) -> Bool {
        a.span == b.span ? a.label < b.label : TextSpan.reads(a.span, before: b.span)
    }

    func isSame(as other: FoundTerm) -> Bool { label == other.label && span == other.span }
}

/// Collects what makes a watch true: the terms, and where they stand. All of it goes to the end of `scratch.evidence`.
extension WatchPlans {
    /// The most matches of one watch; each term that counts has one at least, as long as there is room.
    static let evidenceLimit = 64

    /// The evidence of a watch that is true, in reading order; `false` where its context says no.
    func collectEvidence(of root: PlanRoot, _ scratch: MatchScratch) -> Bool {
        let start = scratch.evidence.count
        collect(root.node, within: nil, scratch)
        if root.context >= 0 {
            let score = ContextScore(contexts[Int(root.context)], scratch)
            scratch.evidence.keep(from: start) { score.isEnough(around: $0.span) }
            guard scratch.evidence.count > start else { return false }
        }
        settle(from: start, scratch)
        return true
    }

    /// The evidence of one node, whatever its watch says.
    func collectEvidence(ofNode node: Int32, _ scratch: MatchScratch) {
        let start = scratch.evidence.count
        collect(node, within: nil, scratch)
        settle(from: start, scratch)
    }

    /// Adds the occurrences that make a node true; `spans` are those of the NEARs around it.
    private func collect(_ number: Int32, within spans: [TextSpan]?, _ scratch: MatchScratch) {
        let node = nodes[Int(number)]
        switch node.operation {
        case .scope: return
        case .not: collectAbsence(node.first, scratch)
        case .term: collectTerm(node, within: spans, scratch)
        case .and:
            for place in node.places { collect(children[place], within: spans, scratch) }
        case .or:
            for place in node.places {
                guard spans != nil || isTrue(children[place], scratch) else { continue }
                collect(children[place], within: spans, scratch)
            }
        case .near:
            let own = spans ?? self.spans(of: number, scratch, limit: MatchScratch.evidenceLimit)
            collect(node.first, within: own, scratch)
            collect(node.second, within: own, scratch)
        case .count: collect(node.first, within: spans, scratch)
        }
    }

    /// Of what makes a node false only a NOT in it has anything to show: `NOT (NOT Leica)` found Leica.
    private func collectAbsence(_ number: Int32, _ scratch: MatchScratch) {
        let node = nodes[Int(number)]
        switch node.operation {
        case .not: collect(node.first, within: nil, scratch)
        case .and:
            for place in node.places where !isTrue(children[place], scratch) {
                collectAbsence(children[place], scratch)
            }
        case .or: for place in node.places { collectAbsence(children[place], scratch) }
        case .term, .scope, .near, .count: return
        }
    }

    private func collectTerm(
        _ node: PlanNode, within spans: [TextSpan]?, _ scratch: MatchScratch
    ) {
        var last: TextSpan?
        var count = 0
        var place = scratch.first(of: Int(node.first))
        while place >= 0, count < MatchScratch.evidenceLimit {
            let each = scratch.occurrences[Int(place)]
            place = each.next
            guard node.mask.contains(each.span.field) else { continue }
            if let last, last.isSameBlock(as: each.span), each.span.unitStart < last.unitEnd {
                continue
            }
            if let spans, !spans.contains(where: { $0.contains(each.span) }) { continue }
            scratch.evidence.append(
                FoundTerm(
                    label: node.second, span: each.span, utf8Start: each.utf8Start,
                    utf8End: each.utf8End))
            last = each.span
            count += 1
        }
    }

    /// Puts what was collected into reading order, each place once and not too many.
    private func settle(from start: Int, _ scratch: MatchScratch) {
        guard scratch.evidence.count > start + 1 else { return }
        scratch.evidence.sort(from: start, by: FoundTerm.reads)
        var last: FoundTerm?
        scratch.evidence.keep(from: start) { each in
            if let last, last.isSame(as: each) { return false }
            last = each
            return true
        }
        if scratch.evidence.count - start > Self.evidenceLimit { limit(from: start, scratch) }
    }

    /// Keeps the first match of each term in each field, then the others in reading order.
    private func limit(from start: Int, _ scratch: MatchScratch) {
        var isFirst = Set<String>()
        func name(_ each: FoundTerm) -> String {
            "\(each.span.field.rawValue) \(labels[Int(each.label)])"
        }
        for index in start..<scratch.evidence.count {
            isFirst.insert(name(scratch.evidence[index]))
        }
        var room = max(0, Self.evidenceLimit - isFirst.count)
        scratch.evidence.keep(from: start) { each in
            if isFirst.remove(name(each)) != nil { return true }
            room -= 1
            return room >= 0
        }
        scratch.evidence.count = min(scratch.evidence.count, start + Self.evidenceLimit)
    }
}
