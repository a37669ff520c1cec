/// An expression of the query language, parsed and found to be sound.
package struct Query: Sendable, Hashable {
    /// The limits of one query.
    package enum Limit {
        package static let terms = 10_000
        package static let depth = 64
        package static let bytes = 64 * 1024
    }

    /// The query as the operator wrote it.
    package let text: String
    package let root: QueryNode
    /// Somewhere AND and OR stand side by side without parentheses.
    let mixesOperators: Bool

    /// Refuses what does not compile, with the position in Unicode scalars.
    package init(parsing text: String) throws(QueryError) {
        guard text.utf8.count <= Limit.bytes else {
            throw QueryError(
                .tooLong, at: 0,
                "The query is \(text.utf8.count) bytes long; at most \(Limit.bytes) are allowed.",
                hint: "Split it into several watches.")
        }
        self.text = text
        var parser = QueryParser(text)
        root = try parser.parse()
        mixesOperators = parser.mixesOperators
    }
}

extension Query: CustomStringConvertible {
    /// The query pretty-printed: parsing it again gives the same tree.
    package var description: String { QueryPrinter.text(of: root) }
}
