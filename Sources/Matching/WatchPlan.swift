import FeedModel

/// A query's tree as the evaluator walks it: fields are in the masks, terms are numbers of patterns.
struct PlanNode: BitwiseCopyable, Sendable {
    enum Operation: BitwiseCopyable, Sendable {
        /// `first` is the pattern, `second` the label.
        case term
        /// `first` is the filter.
        case scope
        case not
        /// `first` is where the children begin in `children`, `second` how many there are.
        case and, or
        /// `first` and `second` are the operands.
        case near(distance: UInt8, isOrdered: Bool)
        /// `second` is the least count.
        case count
    }

    var operation: Operation
    var mask: FieldMask = .text
    var first: Int32 = 0
    var second: Int32 = 0

    /// Where the children of an AND or OR stand in `WatchPlans.children`.
    var places: Range<Int> { Int(first)..<Int(first) + Int(second) }
}

/// Where the plan of a watch begins.
struct PlanRoot: BitwiseCopyable, Sendable {
    var node: Int32
    /// In `WatchPlans.selectors` and `WatchPlans.contexts`; -1 where the watch has none.
    var selectors: Int32 = -1
    var context: Int32 = -1
}

/// All watches in the form in which they are evaluated.
struct WatchPlans: Sendable {
    var patterns: [TermPattern] = []
    var positional: [Bool] = []
    var nodes: [PlanNode] = []
    var children: [Int32] = []
    /// Each term as the operator wrote it.
    var labels: [String] = []
    var scopes: [ScopeFilter] = []
    /// Of each watch.
    var names: [WatchName] = []
    var roots: [PlanRoot] = []
    /// Of the watches that name feeds, or have a context.
    var selectors: [[FeedSelector]] = []
    var contexts: [ContextPlan] = []
    /// The fields that any term asks for.
    var mask: FieldMask = []
    /// Of each pattern the watches to look at where it occurs.
    var witnesses = ShortLists(count: 0, [])

    init(_ watches: [Watch]) {
        var builder = PlanBuilder()
        for watch in watches { builder.add(watch) }
        self = builder.finished()
    }

    fileprivate init() {}
}

/// Shares equal terms between watches, and finds for each watch the terms without which it cannot hit.
private struct PlanBuilder {
    private var plans = WatchPlans()
    private var numbers: [TermPattern: Int32] = [:]
    private var scopeNumbers: [ScopeFilter: Int32] = [:]
    private var labelNumbers: [String: Int32] = [:]
    private var folder = TextFolder(.folded)
    /// The pattern and the watch.
    private var witnesses: [(list: Int32, value: Int32)] = []

    mutating func add(_ watch: Watch) {
        let root = node(watch.query.root, mask: .text, isPositional: false)
        let number = Int32(plans.roots.count)
        plans.names.append(watch.name)
        plans.roots.append(PlanRoot(node: root))
        if !watch.feeds.isEmpty {
            plans.roots[Int(number)].selectors = Int32(plans.selectors.count)
            plans.selectors.append(watch.feeds)
        }
        if let context = watch.context {
            plans.roots[Int(number)].context = Int32(plans.contexts.count)
            plans.contexts.append(self.context(context))
        }
        for pattern in Set(witnesses(of: root, wanted: true)?.patterns ?? []) {
            witnesses.append((pattern, number))
        }
    }

    mutating func finished() -> WatchPlans {
        witnesses.sort { $0 < $1 }
        plans.witnesses = ShortLists(count: plans.patterns.count, witnesses)
        return plans
    }

    private mutating func node(_ node: QueryNode, mask: FieldMask, isPositional: Bool) -> Int32 {
        switch node {
        case .term(let term):
            let pattern = pattern(of: term, isPositional: isPositional)
            plans.mask.formUnion(mask)
            return append(
                PlanNode(
                    operation: .term, mask: mask, first: pattern, second: label(term.label)))
        case .scope(let filter):
            return append(PlanNode(operation: .scope, first: scope(filter)))
        case .not(let child):
            let child = self.node(child, mask: mask, isPositional: isPositional)
            return append(PlanNode(operation: .not, mask: mask, first: child))
        case .and(let parts): return group(.and, parts, mask, isPositional)
        case .or(let parts): return group(.or, parts, mask, isPositional)
        case .near(let left, let right, let nearness):
            let first = self.node(left, mask: mask, isPositional: true)
            let second = self.node(right, mask: mask, isPositional: true)
            let operation = PlanNode.Operation.near(
                distance: UInt8(nearness.distance), isOrdered: nearness.isOrdered)
            return append(
                PlanNode(operation: operation, mask: mask, first: first, second: second))
        case .count(let least, let child):
            let child = self.node(child, mask: mask, isPositional: true)
            return append(
                PlanNode(
                    operation: .count, mask: mask, first: child,
                    second: Int32(clamping: least)))
        case .field(let field, let child):
            return self.node(child, mask: FieldMask(field), isPositional: isPositional)
        }
    }

    private mutating func group(
        _ operation: PlanNode.Operation, _ parts: [QueryNode], _ mask: FieldMask,
        _ isPositional: Bool
    ) -> Int32 {
        let numbers = parts.map { node($0, mask: mask, isPositional: isPositional) }
        let first = Int32(plans.children.count)
        plans.children.append(contentsOf: numbers)
        return append(
            PlanNode(
                operation: operation, mask: mask, first: first, second: Int32(numbers.count)))
    }

    private mutating func append(_ node: PlanNode) -> Int32 {
        plans.nodes.append(node)
        return Int32(plans.nodes.count - 1)
    }

    private mutating func pattern(of term: Term, isPositional: Bool) -> Int32 {
        guard let pattern = TermPattern(term, folder: &folder) else {
            preconditionFailure("the parser lets no empty term through")
        }
        if let number = numbers[pattern] {
            if isPositional { plans.positional[Int(number)] = true }
            return number
        }
        let number = Int32(plans.patterns.count)
        numbers[pattern] = number
        plans.patterns.append(pattern)
        plans.positional.append(isPositional)
        return number
    }

    private mutating func label(_ text: String) -> Int32 {
        if let number = labelNumbers[text] { return number }
        let number = Int32(plans.labels.count)
        labelNumbers[text] = number
        plans.labels.append(text)
        return number
    }

    private mutating func scope(_ filter: ScopeFilter) -> Int32 {
        if let number = scopeNumbers[filter] { return number }
        let number = Int32(plans.scopes.count)
        scopeNumbers[filter] = number
        plans.scopes.append(filter)
        return number
    }

    private mutating func context(_ context: WatchContext) -> ContextPlan {
        plans.mask.formUnion(.text)
        return ContextPlan(
            wanted: context.wanted.map { pattern(of: $0, isPositional: true) },
            excluded: context.excluded.map { pattern(of: $0, isPositional: true) },
            minScore: context.minScore, window: context.window)
    }
}

// MARK: - Witnesses

extension PlanBuilder {
    private struct Witnesses {
        var patterns: [Int32]
        /// How often they are expected, all together.
        var frequency: Double
    }

    /// Patterns of which one must occur for the node to come out as `wanted`, the rarest such set;
    /// `nil` where it can come out so without any.
    private func witnesses(of number: Int32, wanted: Bool) -> Witnesses? {
        let node = plans.nodes[Int(number)]
        switch node.operation {
        case .term:
            guard wanted else { return nil }
            return Witnesses(patterns: [node.first], frequency: frequency(of: node.first))
        case .scope: return nil
        case .not: return witnesses(of: node.first, wanted: !wanted)
        case .count: return wanted ? witnesses(of: node.first, wanted: true) : nil
        case .near:
            return wanted ? rarest(of: [node.first, node.second], wanted: true) : nil
        case .and:
            return wanted ? rarest(of: children(node), wanted: true) : all(children(node), false)
        case .or:
            return wanted ? all(children(node), true) : rarest(of: children(node), wanted: false)
        }
    }

    private func children(_ node: PlanNode) -> ArraySlice<Int32> {
        plans.children(of: node)
    }

    private func rarest(of nodes: some Collection<Int32>, wanted: Bool) -> Witnesses? {
        nodes.compactMap { witnesses(of: $0, wanted: wanted) }.min { $0.frequency < $1.frequency }
    }

    private func all(_ nodes: ArraySlice<Int32>, _ wanted: Bool) -> Witnesses? {
        var union = Witnesses(patterns: [], frequency: 0)
        for node in nodes {
            guard let each = witnesses(of: node, wanted: wanted) else { return nil }
            union.patterns += each.patterns
            union.frequency += each.frequency
        }
        return union
    }

    /// A guess: the longer, the rarer.
    private func frequency(of number: Int32) -> Double {
        let pattern = plans.patterns[Int(number)]
        let length = Double(min(pattern.key.count, 16))
        let parts = Double(min(pattern.gaps.count, 8))
        return 1 / (length * length * (1 + 2 * parts)) * (pattern.isPrefix ? 4 : 1)
    }
}

extension Term {
    /// The term as evidence names it: without quotes and modifier.
    var label: String { isPrefix ? text + "*" : text }
}
