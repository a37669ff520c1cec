package import FeedModel

/// What looks wrong in watches that do compile.
package enum QueryLint {
    /// One doubt about one watch, as a sentence.
    package struct Warning: Sendable, Hashable {
        package let watch: WatchName
        package let sentence: String
    }

    /// Watches beyond this number are not compared with each other.
    static let comparedLimit = 500

    private static let keywords: Set<String> = ["AND", "OR", "NOT", "NEAR", "ONEAR"]

    /// All doubts, in the order of the watches.
    package static func warnings(for watches: [Watch]) -> [Warning] {
        var warnings: [Warning] = []
        for watch in watches {
            warnings += sentences(on: watch.query).map { Warning(watch: watch.name, sentence: $0) }
        }
        return warnings + comparisons(watches)
    }

    private static func sentences(on query: Query) -> [String] {
        var sentences: [String] = []
        let clauses = QueryClauses(query.root)
        if clauses.isUnsatisfiable { sentences.append("The query can never be true.") }
        sentences += alwaysTrue(query.root)
        if query.mixesOperators {
            sentences.append(
                "AND and OR stand side by side without parentheses; AND binds tighter. It is read as: \(QueryPrinter.grouped(query.root))."
            )
        }
        var seen: Set<String> = []
        for term in terms(of: query.root) {
            guard let sentence = sentence(on: term), seen.insert(sentence).inserted else {
                continue
            }
            sentences.append(sentence)
        }
        return sentences
    }

    /// Parts of a query that say nothing, as `Lumix OR NOT Lumix`.
    private static func alwaysTrue(_ node: QueryNode) -> [String] {
        if case .or = node, QueryClauses(.not(node)).isUnsatisfiable {
            return ["\(QueryPrinter.text(of: node)) is always true."]
        }
        return children(of: node).flatMap(alwaysTrue)
    }

    private static func sentence(on term: Term) -> String? {
        let text = term.text
        if text.unicodeScalars.contains(where: { "“”„«»".unicodeScalars.contains($0) }),
            !term.isPhrase
        {
            return "\(text) has curly quotes, which make no phrase; write \"…\"."
        }
        if !term.isPhrase, keywords.contains(text.uppercased()) {
            return "\(text) is looked for as a word; an operator is written \(text.uppercased())."
        }
        guard let pattern = TermPattern(term), !pattern.isMultipart, term.reading == .folded else {
            return nil
        }
        let scalars = String(decoding: pattern.key, as: UTF8.self).unicodeScalars
        let classes = scalars.map { ScalarTable.folded[$0.value].scalarClass }
        if classes.contains(.ideograph) || classes.contains(.katakana) {
            guard classes.count(where: { $0 != .mark }) == 1 else { return nil }
            return "\(text) is one character and is found inside many words; write a longer term."
        }
        if classes.contains(.hangul) {
            guard classes.count(where: { $0 != .mark }) == 1 else { return nil }
            return "\(text) is one character and begins many words; write a longer term."
        }
        guard scalars.count < 3, !term.isPrefix else { return nil }
        return
            "\(text) is short and means many things; write case:\(text) if its capitals tell it apart."
    }

    static func children(of node: QueryNode) -> [QueryNode] {
        switch node {
        case .term, .scope: []
        case .not(let child), .count(_, let child), .field(_, let child): [child]
        case .and(let children), .or(let children): children
        case .near(let left, let right, _): [left, right]
        }
    }

    private static func terms(of node: QueryNode) -> [Term] {
        if case .term(let term) = node { return [term] }
        return children(of: node).flatMap(terms)
    }
}

// MARK: - One watch beside another

extension QueryLint {
    private struct Compared {
        var watch: Watch
        var clauses: QueryClauses
        var root: QueryNode { watch.query.root }
    }

    private static func comparisons(_ watches: [Watch]) -> [Warning] {
        let compared = watches.prefix(comparedLimit).map {
            Compared(watch: $0, clauses: QueryClauses($0.query.root))
        }
        var warnings: [Warning] = []
        for (place, watch) in compared.enumerated() {
            for (otherPlace, other) in compared.enumerated() where otherPlace != place {
                guard isWithin(watch, other) else { continue }
                let isSame = isWithin(other, watch)
                // Of two that are alike, only the later one is told.
                if isSame, otherPlace > place { continue }
                let sentence =
                    isSame
                    ? "It finds the same as the watch \(other.watch.name)."
                    : "Whatever it finds, the watch \(other.watch.name) finds too."
                warnings.append(Warning(watch: watch.watch.name, sentence: sentence))
                break
            }
        }
        return warnings
    }

    /// Whatever `watch` hits, `other` hits.
    private static func isWithin(_ watch: Compared, _ other: Compared) -> Bool {
        guard other.watch.context == nil || other.watch.context == watch.watch.context else {
            return false
        }
        let feeds = Set(other.watch.feeds)
        guard
            feeds.isEmpty || (!watch.watch.feeds.isEmpty && feeds.isSuperset(of: watch.watch.feeds))
        else { return false }
        return watch.clauses.imply(other.root)
    }
}
