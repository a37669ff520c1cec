/// The ways in which a query can come out true: each a list of what must be found and what must not.
///
/// For `check` only. What is said here is sure but for phrases, which are taken to include their words, though a
/// text may write them joined; queries with very many ways are left alone.
struct QueryClauses {
    /// Something that an item has or has not.
    enum Fact: Hashable {
        case term(TermPattern, FieldMask)
        /// A NEAR or COUNT.
        case group(QueryNode, FieldMask)
        case scope(ScopeFilter)
    }

    struct Clause {
        var found: Set<Fact> = []
        var missing: Set<Fact> = []
    }

    private static let limit = 64

    /// `nil`: too many to list.
    private let clauses: [Clause]?

    init(_ node: QueryNode) {
        clauses = Self.clauses(of: node, .text, wanted: true)
    }

    var isUnsatisfiable: Bool {
        guard let clauses else { return false }
        return clauses.allSatisfy { !Self.isConsistent($0) }
    }

    /// Each way makes `node` true.
    func imply(_ node: QueryNode) -> Bool {
        guard let clauses, !isUnsatisfiable else { return false }
        return clauses.allSatisfy {
            !Self.isConsistent($0) || Self.truth(of: node, .text, in: $0) == true
        }
    }

    private static func clauses(of node: QueryNode, _ mask: FieldMask, wanted: Bool) -> [Clause]? {
        switch node {
        case .not(let child): return clauses(of: child, mask, wanted: !wanted)
        case .field(let field, let child):
            return clauses(of: child, FieldMask(field), wanted: wanted)
        case .and(let parts): return wanted ? all(parts, mask, wanted) : any(parts, mask, wanted)
        case .or(let parts): return wanted ? any(parts, mask, wanted) : all(parts, mask, wanted)
        case .term, .near, .count, .scope:
            guard let fact = fact(of: node, mask) else { return nil }
            return [wanted ? Clause(found: facts(within: fact)) : Clause(missing: [fact])]
        }
    }

    private static func any(_ parts: [QueryNode], _ mask: FieldMask, _ wanted: Bool) -> [Clause]? {
        var union: [Clause] = []
        for part in parts {
            guard let each = clauses(of: part, mask, wanted: wanted) else { return nil }
            union += each
            guard union.count <= limit else { return nil }
        }
        return union
    }

    private static func all(_ parts: [QueryNode], _ mask: FieldMask, _ wanted: Bool) -> [Clause]? {
        var product = [Clause()]
        for part in parts {
            guard let each = clauses(of: part, mask, wanted: wanted),
                product.count * each.count <= limit
            else { return nil }
            product = product.flatMap { left in
                each.map {
                    Clause(
                        found: left.found.union($0.found), missing: left.missing.union($0.missing))
                }
            }
        }
        return product
    }

    private static func isConsistent(_ clause: Clause) -> Bool {
        if clause.missing.contains(where: { missing in clause.found.contains { $0.implies(missing) }
        }) {
            return false
        }
        return !clause.found.contains { fact in clause.found.contains { fact.excludes($0) } }
    }

    // MARK: Facts

    private static func fact(of node: QueryNode, _ mask: FieldMask) -> Fact? {
        switch node {
        case .term(let term): TermPattern(term).map { .term($0, mask) }
        case .scope(let filter): .scope(filter)
        case .near, .count: .group(node, mask)
        default: nil
        }
    }

    /// A fact, and what it includes: a NEAR has both its words.
    private static func facts(within fact: Fact) -> Set<Fact> {
        guard case .group(let node, let mask) = fact else { return [fact] }
        var found: Set<Fact> = [fact]
        // A group of words says only that one of them is there.
        if case .count(_, .or) = node { return found }
        for child in QueryLint.children(of: node) {
            guard let inner = Self.fact(of: child, mask) else { continue }
            found.formUnion(facts(within: inner))
        }
        return found
    }

    /// `nil` where the clause leaves it open.
    private static func truth(of node: QueryNode, _ mask: FieldMask, in clause: Clause) -> Bool? {
        switch node {
        case .not(let child): return truth(of: child, mask, in: clause).map { !$0 }
        case .field(let field, let child): return truth(of: child, FieldMask(field), in: clause)
        case .and(let parts):
            let truths = parts.map { truth(of: $0, mask, in: clause) }
            if truths.contains(false) { return false }
            return truths.allSatisfy { $0 == true } ? true : nil
        case .or(let parts):
            let truths = parts.map { truth(of: $0, mask, in: clause) }
            if truths.contains(true) { return true }
            return truths.allSatisfy { $0 == false } ? false : nil
        case .term, .near, .count, .scope:
            guard let fact = fact(of: node, mask) else { return nil }
            if clause.found.contains(where: { $0.implies(fact) }) { return true }
            return clause.missing.contains { fact.implies($0) } ? false : nil
        }
    }
}

extension QueryClauses.Fact {
    /// Where this is so, `other` is so.
    func implies(_ other: QueryClauses.Fact) -> Bool {
        switch (self, other) {
        case (.term(let pattern, let mask), .term(let wider, let widerMask)):
            return widerMask.isSuperset(of: mask) && pattern.implies(wider)
        case (.scope(let filter), .scope(let wider)): return filter.implies(wider)
        case (.group(let node, let mask), .group(let wider, let widerMask)):
            return widerMask.isSuperset(of: mask) && Self.group(node, implies: wider)
        default: return false
        }
    }

    /// An item has one language and one host.
    func excludes(_ other: QueryClauses.Fact) -> Bool {
        guard case .scope(let filter) = self, case .scope(let second) = other,
            filter.kind == second.kind, filter.kind != .feed
        else { return false }
        return !filter.implies(second) && !second.implies(filter)
    }

    private static func group(_ node: QueryNode, implies wider: QueryNode) -> Bool {
        switch (node, wider) {
        case (.near(let a, let b, let narrow), .near(let c, let d, let wide)):
            guard narrow.distance <= wide.distance, narrow.isOrdered || !wide.isOrdered else {
                return false
            }
            return (a == c && b == d) || (!wide.isOrdered && a == d && b == c)
        case (.count(let more, let a), .count(let fewer, let b)): return more >= fewer && a == b
        default: return false
        }
    }
}

extension TermPattern {
    /// Where this pattern is found, `other` is found; a phrase is taken to include its words.
    fileprivate func implies(_ other: TermPattern) -> Bool {
        if self == other { return true }
        guard other.casedParts == nil, other.writing == nil else { return false }
        if key == other.key, gaps == other.gaps, isPrefix == other.isPrefix {
            return slop <= other.slop
        }
        if other.isPrefix { return !other.isMultipart && key.starts(with: other.key) }
        guard !isPrefix, slop == 0 else { return false }
        let words = parts.map { key[$0] }
        let wanted = other.parts.map { other.key[$0] }
        guard words.count >= wanted.count else { return false }
        return (0...words.count - wanted.count).contains { start in
            words[start..<start + wanted.count].elementsEqual(wanted)
        }
    }
}

extension ScopeFilter {
    fileprivate func implies(_ other: ScopeFilter) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .feed: return value == other.value
        case .lang: return LanguageTag.matches(other.value, value)
        case .site: return HostName.isWithin(value.lowercased(), site: other.value)
        }
    }
}
