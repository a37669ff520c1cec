/// Says of one item whether the nodes of a plan are true, from the occurrences that the search found.
///
/// Loops rather than closures where every hit comes by, and the plans are asked where they are: a closure or a copy would retain
/// all their arrays each time.
extension WatchPlans {
    func isTrue(_ number: Int32, _ scratch: MatchScratch) -> Bool {
        let node = nodes[Int(number)]
        switch node.operation {
        case .term: return scratch.occurs(Int(node.first), in: node.mask)
        case .scope: return scratch.scopes.answer(Int(node.first), of: scopes)
        case .not: return !isTrue(node.first, scratch)
        case .and:
            for place in node.places where !isTrue(children[place], scratch) { return false }
            return true
        case .or:
            for place in node.places where isTrue(children[place], scratch) { return true }
            return false
        case .near: return !spans(of: number, scratch, limit: 1).isEmpty
        case .count: return isCounted(node, scratch)
        }
    }

    func children(of node: PlanNode) -> ArraySlice<Int32> { children[node.places] }

    private func isCounted(_ node: PlanNode, _ scratch: MatchScratch) -> Bool {
        Spans.countApart(spans(of: node.first, scratch)) >= Int(node.second)
    }

    /// Where a term, an OR-group or a NEAR stands, in reading order, each place once; at least `limit` of them if there are.
    func spans(of number: Int32, _ scratch: MatchScratch, limit: Int = .max) -> [TextSpan] {
        let node = nodes[Int(number)]
        switch node.operation {
        case .term: return scratch.spans(of: Int(node.first), in: node.mask)
        case .or:
            let all = distinct(children(of: node)).map { spans(of: $0, scratch) }
                .filter { !$0.isEmpty }
            return all.count == 1 ? all[0] : Spans.sorted(all.flatMap { $0 })
        case .near(let distance, let isOrdered):
            guard mayStand(node.first, scratch), mayStand(node.second, scratch) else { return [] }
            return Spans.near(
                spans(of: node.first, scratch), spans(of: node.second, scratch),
                distance: Int(distance), isOrdered: isOrdered, limit: limit)
        case .scope, .not, .and, .count: return []
        }
    }

    /// Without terms that were written before: they stand in the same places.
    private func distinct(_ numbers: ArraySlice<Int32>) -> [Int32] {
        var known: Set<SIMD2<Int32>> = []
        return numbers.filter { number in
            let node = nodes[Int(number)]
            guard case .term = node.operation else { return true }
            return known.insert(SIMD2(node.first, Int32(node.mask.rawValue))).inserted
        }
    }

    /// Whether the words of a NEAR's operand are there at all, which costs next to nothing to ask.
    private func mayStand(_ number: Int32, _ scratch: MatchScratch) -> Bool {
        let node = nodes[Int(number)]
        switch node.operation {
        case .term: return scratch.occurs(Int(node.first), in: node.mask)
        case .or: return children(of: node).contains { mayStand($0, scratch) }
        case .near: return mayStand(node.first, scratch) && mayStand(node.second, scratch)
        case .scope, .not, .and, .count: return false
        }
    }
}
