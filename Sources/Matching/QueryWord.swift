/// What a single word or value of a query must look like.
enum QueryWord {
    static let slopLimit = 100
    static let prefixMinimum = 3

    /// Reads a word, with its `*`.
    static func term(
        _ word: ArraySlice<Unicode.Scalar>, at start: Int, reading: Term.Reading
    ) throws(QueryError) -> Term {
        var body = word
        // A `-` that is no operator says nothing, and would become one when the query is printed.
        if reading == .folded { body = body.drop { $0 == "-" } }
        let isPrefix = body.last == "*"
        if isPrefix { body.removeLast() }
        if let star = body.firstIndex(of: "*") {
            throw QueryError(
                .badPrefix, at: star, "A `*` may stand only at the end of a word.",
                hint: "Write the start of the word and a `*`, as in Lum*.")
        }
        if isPrefix { try checkPrefix(body, at: start) }
        let wasCut = body.startIndex != word.startIndex && !isPrefix
        return Term(
            text: String(scalars: body), reading: reading, isPhrase: wasCut, isPrefix: isPrefix)
    }

    private static func checkPrefix(
        _ body: ArraySlice<Unicode.Scalar>, at start: Int
    ) throws(QueryError) {
        let lettered = body.drop { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
        guard String(scalars: lettered).count < prefixMinimum else { return }
        throw QueryError(
            .badPrefix, at: start,
            "A `*` needs at least \(prefixMinimum) characters before it.",
            hint: "Write more of the word.")
    }

    /// Refuses a term in which there is nothing to look for.
    static func check(_ term: Term, at start: Int) throws(QueryError) {
        if term.isPhrase, term.reading != .raw, term.text.utf8.contains(UInt8(ascii: "*")) {
            throw QueryError(
                .badPrefix, at: start, "A `*` may not stand in a phrase.",
                hint: "Write the start of a word without quotes, as in Lum*.")
        }
        guard TermPattern(term) == nil else { return }
        throw QueryError(
            .emptyAtom, at: start, "There is no letter or digit here to look for.",
            hint: "Remove it; signs and symbols are not searched.")
    }

    static func checked(_ filter: ScopeFilter, at start: Int) throws(QueryError) -> ScopeFilter {
        let name = filter.kind.rawValue
        guard filter.value.unicodeScalars.contains(where: { !$0.isQuerySpace }) else {
            throw QueryError(
                .emptyAtom, at: start, "After `\(name):` the value is missing.",
                hint: "Write it without a space, as in \(example(of: filter.kind)).")
        }
        guard filter.kind != .feed else { return filter }
        let isPlain = filter.value.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.value > 0x7F
                || $0 == "-" || $0 == "." || $0 == "_"
        }
        guard !isPlain else { return filter }
        throw QueryError(
            .badValue, at: start, "`\(filter.value)` is not a value for `\(name):`.",
            hint: "Write it as in \(example(of: filter.kind)).")
    }

    private static func example(of kind: ScopeFilter.Kind) -> String {
        switch kind {
        case .site: "site:example.com"
        case .feed: "feed:tag:cameras"
        case .lang: "lang:en"
        }
    }

    static func unknownName(_ name: String, at start: Int) -> QueryError {
        let known = QueryField.allCases.map(\.rawValue) + ScopeFilter.Kind.allCases.map(\.rawValue)
        let all = known + ["raw", "case"]
        if all.contains(name.lowercased()) {
            return QueryError(
                .unknownField, at: start, "`\(name):` is not a field; fields are in lower case.",
                hint: "Write \(name.lowercased()):, or quote the word.")
        }
        return QueryError(
            .unknownField, at: start, "`\(name):` is not a field.",
            hint:
                "Quote the word if the colon belongs to it; fields are \(all.joined(separator: ", "))."
        )
    }
}
