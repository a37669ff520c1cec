/// The operators, and what may stand beside them.
extension QueryParser {
    mutating func takeNearness() throws(QueryError) -> Nearness? {
        let start = scanner.position
        let isOrdered = scanner.next == "O"
        let isNear =
            isOrdered
            ? scanner.isWord("ONEAR") || scanner.isWord(startingWith: "ONEAR/")
            : scanner.isWord("NEAR") || scanner.isWord(startingWith: "NEAR/")
        guard isNear else { return nil }
        let name = isOrdered ? "ONEAR" : "NEAR"
        let word = scanner.word()
        scanner.skip(name.unicodeScalars.count)
        guard scanner.take("/") else { return Nearness(isOrdered: isOrdered) }
        let number = scanner.takeNumber()
        guard let number, scanner.position == word.endIndex, number <= Nearness.distanceLimit else {
            throw QueryError(
                .badDistance, at: start, "`\(String(scalars: word))` is not a distance.",
                hint:
                    "Write \(name)/0 to \(name)/\(Nearness.distanceLimit), the most words between.")
        }
        return Nearness(distance: number, isOrdered: isOrdered)
    }

    mutating func takeCount() throws(QueryError) -> Int? {
        let start = scanner.position
        guard scanner.isWord(startingWith: "COUNT") else { return nil }
        let word = scanner.word()
        let isBare = word.count == 5 && isGroup(after: word.endIndex)
        guard isBare || scanner.isWord(startingWith: "COUNT/") else { return nil }
        scanner.skip("COUNT".count)
        let number = scanner.take("/") ? scanner.takeNumber() : nil
        let isWhole = scanner.position == word.endIndex
        scanner.skipSpace()
        guard let number, isWhole, number > 0, scanner.next == "(" else {
            throw QueryError(
                .badCount, at: start, "`\(String(scalars: word))` is not a count of a group.",
                hint: "Write COUNT/2(Leica OR Lumix), with a number of 1 or more.")
        }
        return number
    }

    func isGroup(after end: Int) -> Bool {
        end < scanner.scalars.count && scanner.scalars[end] == "("
    }

    /// An operator where a word was expected.
    func refuseOperator() throws(QueryError) {
        let isOperator =
            scanner.isWord("AND") || scanner.isWord("OR") || scanner.isWord("NOT")
            || scanner.isWord("NEAR") || scanner.isWord("ONEAR")
            || scanner.isWord(startingWith: "NEAR/") || scanner.isWord(startingWith: "ONEAR/")
        guard isOperator else { return }
        let word = String(scalars: scanner.word())
        throw QueryError(
            .unexpected, at: scanner.position, "A word was expected before `\(word)`.",
            hint: "Write one, or quote \"\(word)\" to look for the word itself.")
    }

    func checkOperand(
        _ node: QueryNode, of name: String, at position: Int
    ) throws(QueryError) {
        switch node {
        case .term: return
        case .near(let left, let right, _):
            try checkOperand(left, of: name, at: position)
            try checkOperand(right, of: name, at: position)
        case .or(let children):
            for child in children { try checkOperand(child, of: name, at: position) }
        case .not, .and, .count, .field, .scope: throw badOperand(of: name, at: position)
        }
    }

    func badOperand(of name: String, at position: Int) -> QueryError {
        QueryError(
            .badOperand, at: position,
            "\(name) takes words, phrases, OR-groups of them and nested NEAR, nothing else.",
            hint: "Move the AND, NOT, COUNT or field outside.")
    }

    func tooDeep(at position: Int) -> QueryError {
        QueryError(
            .tooDeep, at: position, "Groups are nested more than \(Query.Limit.depth) deep.",
            hint: "Flatten the query.")
    }

    func firstNegation() -> Int {
        var look = QueryScanner(String(scalars: scanner.scalars))
        while look.next != nil {
            if look.isAtMinus || look.isWord("NOT") { return look.position }
            look.skip(max(1, look.word().count))
        }
        return 0
    }
}
