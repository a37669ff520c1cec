/// Words that tell an ambiguous name's meanings apart: Leica the camera from Leica the microscope.
///
/// The score is the hits of the wanted words less the hits of the excluded ones, within `window` tokens of a
/// match or in the whole item; a watch hits where the score is `minScore` or more.
package struct WatchContext: Sendable, Hashable {
    package let wanted: [Term]
    package let excluded: [Term]
    package let minScore: Int
    /// `nil`: the whole item.
    package let window: Int?

    /// Each word is one word or phrase of the query language: `lens`, `"full frame"`, `photo*`, `case:RED`.
    package init(
        wanted: [String], excluded: [String] = [], minScore: Int = 1, window: Int? = nil
    ) throws(QueryError) {
        self.wanted = try Self.terms(wanted)
        self.excluded = try Self.terms(excluded)
        (self.minScore, self.window) = (minScore, window)
    }

    /// Reads one entry of a list, so that a config can say which one is wrong. Words without quotes are a phrase.
    package static func term(_ text: String) throws(QueryError) -> Term {
        let root = try Query(parsing: text).root
        if case .term(let term) = root { return term }
        guard case .and(let parts) = root, parts.allSatisfy(isPlainWord) else {
            throw QueryError(
                .badOperand, at: 0, "A context takes words and phrases, not queries.",
                hint: "Write each word or phrase as an entry of its own.")
        }
        return Term(text: text, isPhrase: true)
    }

    private static func isPlainWord(_ node: QueryNode) -> Bool {
        guard case .term(let term) = node else { return false }
        return term.reading == .folded && !term.isPhrase && !term.isPrefix
    }

    private static func terms(_ texts: [String]) throws(QueryError) -> [Term] {
        var terms: [Term] = []
        for text in texts { terms.append(try term(text)) }
        return terms
    }
}

/// A context with its terms as patterns.
struct ContextPlan: Sendable {
    let wanted: [Int32]
    let excluded: [Int32]
    let minScore: Int
    let window: Int?
}
