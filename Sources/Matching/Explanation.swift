package import FeedModel

/// Why a watch hits an item, or why not: its query's tree with true or false at each node.
package struct Explanation: Sendable, Equatable {
    package struct Node: Sendable, Equatable {
        /// This part of the query, pretty-printed.
        package let query: String
        package let isTrue: Bool
        /// Where a term, NEAR or COUNT was found.
        package let matches: [TermMatch]
        package let children: [Node]
    }

    package let watch: WatchName
    package let isHit: Bool
    package let root: Node
    /// For a watch that does not hit: the node that failed first, as a sentence.
    package let failure: String?
}

extension Matcher {
    /// Explains every watch, in the order in which they were given.
    package func explain(
        _ text: ItemText, from feed: FeedScope = FeedScope(), using scratch: MatchScratch
    ) -> [Explanation] {
        search(text, from: feed, using: scratch)
        var explainer = Explainer(
            plans: plans, scratch: scratch, words: EvidenceText(text, plans.labels))
        return watches.indices.map { index in
            let watch = watches[index]
            let root = explainer.node(watch.query.root, plans.roots[index].node, watch.name)
            let failure = explainer.failure(of: watch, Int32(index), root)
            return Explanation(
                watch: watch.name, isHit: failure == nil, root: root, failure: failure)
        }
    }
}

/// Walks a query's tree and its plan side by side.
private struct Explainer {
    let plans: WatchPlans
    let scratch: MatchScratch
    var words: EvidenceText

    mutating func node(_ query: QueryNode, _ number: Int32, _ watch: WatchName) -> Explanation.Node
    {
        let plan = plans.nodes[Int(number)]
        let isTrue = plans.isTrue(number, scratch)
        let text = QueryPrinter.text(of: query)
        switch query {
        case .term, .scope:
            let matches = isTrue ? evidence(of: number, watch) : []
            return Explanation.Node(query: text, isTrue: isTrue, matches: matches, children: [])
        case .near(let left, let right, _):
            let matches = isTrue ? evidence(of: number, watch) : []
            let children = [node(left, plan.first, watch), node(right, plan.second, watch)]
            return Explanation.Node(
                query: text, isTrue: isTrue, matches: matches, children: children)
        case .count(_, let child):
            let matches = isTrue ? evidence(of: number, watch) : []
            let children = [node(child, plan.first, watch)]
            return Explanation.Node(
                query: text, isTrue: isTrue, matches: matches, children: children)
        case .not(let child):
            let children = [node(child, plan.first, watch)]
            return Explanation.Node(query: text, isTrue: isTrue, matches: [], children: children)
        case .and(let parts), .or(let parts):
            let numbers = plans.children(of: plan)
            var children: [Explanation.Node] = []
            for (part, number) in zip(parts, numbers) { children.append(node(part, number, watch)) }
            return Explanation.Node(query: text, isTrue: isTrue, matches: [], children: children)
        case .field(_, let child):
            // The plan has no node for a field: it is in the masks of what stands below.
            let below = node(child, number, watch)
            return Explanation.Node(
                query: text, isTrue: isTrue, matches: below.matches, children: below.children)
        }
    }

    private mutating func evidence(of node: Int32, _ watch: WatchName) -> [TermMatch] {
        scratch.evidence.count = 0
        plans.collectEvidence(ofNode: node, scratch)
        return scratch.evidence.array.map { words.match($0, watch) }
    }

    /// `nil` where the watch hits.
    mutating func failure(of watch: Watch, _ number: Int32, _ root: Explanation.Node) -> String? {
        guard root.isTrue else { return Self.firstFailure(watch.query.root, root) }
        guard scratch.scopes.isSelected(number, watch.feeds) else {
            return "The item's feed is not among the feeds of this watch."
        }
        guard plans.collectEvidence(of: plans.roots[Int(number)], scratch) else {
            return "The query matches, but the context around it scores less than `min_score`."
        }
        return nil
    }

    /// Follows the first false node of each AND down to what was not found, or was found and must not be.
    private static func firstFailure(_ query: QueryNode, _ node: Explanation.Node) -> String {
        switch query {
        case .field(_, let child):
            if case .term = child { return "\(node.query) was not found." }
            return firstFailure(child, node)
        case .and(let parts):
            for (part, child) in zip(parts, node.children) where !child.isTrue {
                return firstFailure(part, child)
            }
            return "\(node.query) is false."
        case .not: return "\(node.children.first?.query ?? "") was found, and must not be."
        case .or: return "None of \(node.query) is true."
        case .near(let left, let right, let nearness):
            for (part, child) in zip([left, right], node.children) where !child.isTrue {
                return firstFailure(part, child)
            }
            let order = nearness.isOrdered ? " in this order" : ""
            return "\(node.query): its words do not stand close enough\(order)."
        case .count: return "\(node.query): there are not enough of them."
        case .scope: return "\(node.query) does not fit the item."
        case .term: return "\(node.query) was not found."
        }
    }
}
