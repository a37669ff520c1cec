/// Reads a query by recursive descent, one function for each line of the grammar.
struct QueryParser {
    var scanner: QueryScanner
    private var depth = 0
    private var termCount = 0
    /// Somewhere AND and OR stand in one group without parentheses between.
    private(set) var mixesOperators = false

    init(_ text: String) { scanner = QueryScanner(text) }

    mutating func parse() throws(QueryError) -> QueryNode {
        scanner.skipSpace()
        guard scanner.next != nil else {
            throw QueryError(
                .empty, at: 0, "The query is empty.", hint: "Write a word to look for.")
        }
        let root = try or(in: nil)
        guard scanner.next == nil else {
            throw QueryError(
                .unexpected, at: scanner.position, "This `)` closes nothing.",
                hint: "Remove it, or open a group before it.")
        }
        guard Anchoring.isAnchored(root) else {
            throw QueryError(
                .unanchored, at: firstNegation(),
                "The query can be satisfied without any word being found.",
                hint: "Add a word that must be there, as in `Leica NOT Nikon`.")
        }
        return root
    }
}

// MARK: - The grammar

extension QueryParser {
    /// `scope` is the filter whose group this is: `site:(a OR b)`.
    private mutating func or(in scope: ScopeFilter.Kind?) throws(QueryError) -> QueryNode {
        var isMixed = false
        var branches = [try and(in: scope, &isMixed)]
        while scanner.isWord("OR") {
            scanner.skip(2)
            branches.append(try and(in: scope, &isMixed))
        }
        guard branches.count > 1 else { return branches[0] }
        if isMixed { mixesOperators = true }
        return .or(branches)
    }

    private mutating func and(
        in scope: ScopeFilter.Kind?, _ isMixed: inout Bool
    ) throws(QueryError) -> QueryNode {
        var parts = [try unary(in: scope)]
        while let next = scanner.next, next != ")", !scanner.isWord("OR") {
            if scanner.isWord("AND") { scanner.skip(3) }
            parts.append(try unary(in: scope))
        }
        guard parts.count > 1 else { return parts[0] }
        isMixed = true
        return .and(parts)
    }

    private mutating func unary(in scope: ScopeFilter.Kind?) throws(QueryError) -> QueryNode {
        scanner.skipSpace()
        guard takeNegation() else { return try near(in: scope) }
        scanner.skipSpace()
        if scanner.isWord("NOT") || scanner.isAtMinus {
            throw QueryError(
                .doubleNegation, at: scanner.position, "NOT stands twice.",
                hint: "Two negations cancel out; remove both.")
        }
        return .not(try near(in: scope))
    }

    private mutating func takeNegation() -> Bool {
        let isMinus = scanner.isAtMinus
        guard isMinus || scanner.isWord("NOT") else { return false }
        scanner.skip(isMinus ? 1 : 3)
        return true
    }

    private mutating func near(in scope: ScopeFilter.Kind?) throws(QueryError) -> QueryNode {
        let start = scanner.position
        var left = try primary(in: scope)
        var chain = 0
        scanner.skipSpace()
        while let nearness = try takeNearness() {
            chain += 1
            guard chain <= Query.Limit.depth else { throw tooDeep(at: scanner.position) }
            try checkOperand(left, of: "NEAR", at: start)
            scanner.skipSpace()
            let operandStart = scanner.position
            if scanner.isAtMinus || scanner.isWord("NOT") {
                throw badOperand(of: "NEAR", at: operandStart)
            }
            let right = try primary(in: scope)
            try checkOperand(right, of: "NEAR", at: operandStart)
            left = .near(left, right, nearness)
            scanner.skipSpace()
        }
        return left
    }

    private mutating func primary(in scope: ScopeFilter.Kind?) throws(QueryError) -> QueryNode {
        let start = scanner.position
        switch scanner.next {
        case nil:
            throw QueryError(
                .unexpected, at: start, "The query ends where a word was expected.",
                hint: "Write a word, a phrase or a group here.")
        case "(": return try group(in: scope)
        case ")":
            throw QueryError(
                .unexpected, at: start, "A word was expected before this `)`.",
                hint: "Write a word, a phrase or a group here.")
        default: break
        }
        try refuseOperator()
        if let scope { return try value(of: scope) }
        if let count = try takeCount() { return try counted(count, from: start) }
        return try fieldedOrAtom()
    }

    private mutating func group(in scope: ScopeFilter.Kind?) throws(QueryError) -> QueryNode {
        let start = scanner.position
        depth += 1
        guard depth <= Query.Limit.depth else { throw tooDeep(at: start) }
        scanner.skip()
        let node = try or(in: scope)
        guard scanner.take(")") else {
            throw QueryError(
                .unclosed, at: start, "This `(` is never closed.", hint: "Close it with a `)`.")
        }
        depth -= 1
        return node
    }

    private mutating func counted(_ count: Int, from start: Int) throws(QueryError) -> QueryNode {
        let operandStart = scanner.position
        let child = try group(in: nil)
        try checkOperand(child, of: "COUNT", at: operandStart)
        return .count(count, child)
    }

    private mutating func fieldedOrAtom() throws(QueryError) -> QueryNode {
        let start = scanner.position
        guard let name = try takeName() else { return .term(try atom(reading: .folded)) }
        switch name {
        case .reading(let reading): return .term(try atom(reading: reading))
        case .scope(let kind):
            if scanner.next == "(" { return try group(in: kind) }
            return try value(of: kind)
        case .field(let field):
            if scanner.next == "(" { return .field(field, try group(in: nil)) }
            if scanner.isWord(startingWith: "COUNT/") {
                throw QueryError(
                    .badOperand, at: scanner.position, "A field takes a word, a phrase or a group.",
                    hint: "Write \(field.rawValue):(COUNT/…(…)).")
            }
            guard let inner = try takeName() else {
                return .field(field, .term(try atom(reading: .folded)))
            }
            guard case .reading(let reading) = inner else {
                throw QueryError(
                    .badOperand, at: start, "One field stands inside another.",
                    hint: "Name one field for each word.")
            }
            return .field(field, .term(try atom(reading: reading)))
        }
    }
}

// MARK: - Atoms

extension QueryParser {
    private mutating func atom(reading: Term.Reading) throws(QueryError) -> Term {
        let start = scanner.position
        try countTerm(at: start)
        guard scanner.next != "(" else {
            throw QueryError(
                .badOperand, at: start,
                "`\(reading.rawValue):` takes a word or a phrase, not a group.",
                hint: "Write it before each word of the group.")
        }
        var term: Term
        if scanner.take("\"") {
            term = Term(text: try quoted(from: start), reading: reading, isPhrase: true)
            term.slop = try takeSlop()
        } else {
            term = try QueryWord.term(scanner.word(), at: start, reading: reading)
            scanner.skip(scanner.word().count)
        }
        try QueryWord.check(term, at: start)
        return term
    }

    private mutating func value(of kind: ScopeFilter.Kind) throws(QueryError) -> QueryNode {
        let start = scanner.position
        try countTerm(at: start)
        if scanner.take("\"") {
            let filter = ScopeFilter(kind: kind, value: try quoted(from: start), isPhrase: true)
            return .scope(try QueryWord.checked(filter, at: start))
        }
        let word = scanner.word()
        scanner.skip(word.count)
        var filter = ScopeFilter(kind: kind, value: String(scalars: word))
        if kind == .feed, filter.value == "tag:", scanner.take("\"") {
            filter = ScopeFilter(
                kind: kind, value: "tag:" + (try quoted(from: start)), isPhrase: true)
        }
        return .scope(try QueryWord.checked(filter, at: start))
    }

    /// The text up to the closing quote; the opening one stands at `start`.
    private mutating func quoted(from start: Int) throws(QueryError) -> String {
        let first = scanner.position
        while let scalar = scanner.next, scalar != "\"" { scanner.skip() }
        guard scanner.next != nil else {
            throw QueryError(
                .unclosed, at: start, "This quote is never closed.",
                hint: "Close the phrase with a `\"`.")
        }
        let text = String(scalars: scanner.scalars[first..<scanner.position])
        scanner.skip()
        return text
    }

    private mutating func takeSlop() throws(QueryError) -> Int {
        let start = scanner.position
        guard scanner.take("~") else { return 0 }
        guard let slop = scanner.takeNumber() else {
            throw QueryError(
                .badSlop, at: start, "After `~` a number is missing.",
                hint: "Write how many extra words the phrase may hold, as in \"L Technology\"~2.")
        }
        guard slop <= QueryWord.slopLimit else {
            throw QueryError(
                .badSlop, at: start,
                "A phrase may hold at most \(QueryWord.slopLimit) extra words.",
                hint: "Use AND where the distance does not matter.")
        }
        return slop
    }

    private mutating func countTerm(at start: Int) throws(QueryError) {
        termCount += 1
        guard termCount > Query.Limit.terms else { return }
        throw QueryError(
            .tooManyTerms, at: start,
            "The query has more than \(Query.Limit.terms) words and phrases.",
            hint: "Split it into several watches.")
    }

    private enum Name {
        case field(QueryField), scope(ScopeFilter.Kind), reading(Term.Reading)
    }

    /// Takes `name:` where an atom or a group follows it.
    private mutating func takeName() throws(QueryError) -> Name? {
        let word = scanner.word()
        guard let colon = word.firstIndex(of: ":"), colon > word.startIndex,
            word[..<colon].allSatisfy(\.properties.isAlphabetic)
        else { return nil }
        let name = String(scalars: word[..<colon])
        let known = Self.known(name)
        let following = colon + 1 < scanner.scalars.count ? scanner.scalars[colon + 1] : " "
        if following == ")" || following.isQuerySpace {
            guard known != nil else { return nil }
            throw QueryError(
                .unexpected, at: colon + 1,
                "After `\(name):` a word, a phrase or a group is missing.",
                hint: "Write it without a space, as in \(name):Leica, or quote \"\(name):\".")
        }
        guard let known else { throw QueryWord.unknownName(name, at: scanner.position) }
        scanner.skip(colon + 1 - scanner.position)
        return known
    }

    private static func known(_ name: String) -> Name? {
        if let field = QueryField(rawValue: name) { return .field(field) }
        if let kind = ScopeFilter.Kind(rawValue: name) { return .scope(kind) }
        guard name == "raw" || name == "case" else { return nil }
        return .reading(name == "raw" ? .raw : .cased)
    }
}
