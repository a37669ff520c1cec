/// Says of one item whether the nodes of a plan are true, from the occurrences that the search found.
///
/// Loops rather than closures where every hit comes by: a closure would retain all the plans' arrays each time.
struct Evaluator {
    let plans: WatchPlans
    let scratch: MatchScratch

    func isTrue(_ number: Int32) -> Bool {
        let node = plans.nodes[Int(number)]
        switch node.operation {
        case .term: return scratch.occurs(Int(node.first), in: node.mask)
        case .scope: return scratch.scopes.answer(Int(node.first), of: plans.scopes)
        case .not: return !isTrue(node.first)
        case .and:
            for place in places(of: node) where !isTrue(plans.children[place]) { return false }
            return true
        case .or:
            for place in places(of: node) where isTrue(plans.children[place]) { return true }
            return false
        case .near: return !spans(of: number, limit: 1).isEmpty
        case .count: return isCounted(node)
        }
    }

    /// Where a node's children stand in `plans.children`.
    func places(of node: PlanNode) -> Range<Int> {
        Int(node.first)..<Int(node.first + node.second)
    }

    func children(of node: PlanNode) -> ArraySlice<Int32> { plans.children[places(of: node)] }

    private func isCounted(_ node: PlanNode) -> Bool {
        Spans.countApart(spans(of: node.first)) >= Int(node.second)
    }

    /// Where a term, an OR-group or a NEAR stands, in reading order, each place once; at least `limit` of them if there are.
    func spans(of number: Int32, limit: Int = .max) -> [TextSpan] {
        let node = plans.nodes[Int(number)]
        switch node.operation {
        case .term: return scratch.spans(of: Int(node.first), in: node.mask)
        case .or:
            let all = children(of: node).map { spans(of: $0) }
            return all.count == 1 ? all[0] : Spans.sorted(all.flatMap { $0 })
        case .near(let distance, let isOrdered):
            let left = spans(of: node.first)
            guard !left.isEmpty else { return [] }
            let right = spans(of: node.second)
            guard !right.isEmpty else { return [] }
            return Spans.near(
                left, right, distance: Int(distance), isOrdered: isOrdered, limit: limit)
        case .scope, .not, .and, .count: return []
        }
    }
}

/// Lists of spans in reading order.
enum Spans {
    /// A group of NEARs reaches over at most so many tokens, whatever its distances add up to.
    static let reach = 512
    /// Past so many spans only the nearest partner of each is kept: a text made to be hostile costs no more memory.
    static let crowd = 200_000

    static func sorted(_ spans: [TextSpan]) -> [TextSpan] {
        var unique: [TextSpan] = []
        for span in spans.sorted(by: TextSpan.reads) where unique.last != span {
            unique.append(span)
        }
        return unique
    }

    static func near(
        _ left: [TextSpan], _ right: [TextSpan], distance: Int, isOrdered: Bool, limit: Int
    ) -> [TextSpan] {
        var found: [TextSpan] = []
        append(left, followedBy: right, distance, limit, to: &found)
        if !isOrdered, found.count < limit {
            append(right, followedBy: left, distance, limit, to: &found)
        }
        return sorted(found)
    }

    private static func append(
        _ first: [TextSpan], followedBy second: [TextSpan], _ distance: Int, _ limit: Int,
        to found: inout [TextSpan]
    ) {
        for span in first {
            var index = start(in: second, after: span)
            while index < second.count, second[index].isSameBlock(as: span),
                span.distance(to: second[index]) <= distance
            {
                let joined = span.joined(with: second[index])
                index += 1
                guard joined.tokenLast - joined.tokenFirst < UInt32(reach) else { continue }
                found.append(joined)
                if found.count >= limit { return }
                if found.count > crowd { break }
            }
        }
    }

    /// The first of the spans that begins where `span` has ended, or later.
    private static func start(in spans: [TextSpan], after span: TextSpan) -> Int {
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if isLater(spans[middle], than: span) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func isLater(_ span: TextSpan, than other: TextSpan) -> Bool {
        guard span.isSameBlock(as: other) else { return TextSpan.reads(other, before: span) }
        return span.unitStart >= other.unitEnd
    }

    /// The most spans of which no two overlap.
    static func countApart(_ spans: [TextSpan]) -> Int { apart(spans).count }

    /// As many spans as there can be of which no two overlap: again and again the one that ends first.
    static func apart(_ spans: [TextSpan]) -> [TextSpan] {
        let byEnd = spans.sorted { a, b in
            guard a.isSameBlock(as: b) else { return TextSpan.reads(a, before: b) }
            return a.unitEnd != b.unitEnd ? a.unitEnd < b.unitEnd : a.unitStart > b.unitStart
        }
        var kept: [TextSpan] = []
        for span in byEnd {
            if let last = kept.last, last.isSameBlock(as: span), span.unitStart < last.unitEnd {
                continue
            }
            kept.append(span)
        }
        return kept
    }
}
