/// Why a query does not compile: where, what is wrong with it, and what to write instead.
package struct QueryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A fixed word for each way to be wrong.
    package enum Kind: String, Sendable, CaseIterable {
        case empty, emptyAtom, unexpected, unclosed, doubleNegation, unanchored
        case badPrefix, badDistance, badCount, badSlop, badOperand, badValue
        case unknownField, tooLong, tooDeep, tooManyTerms
    }

    package let kind: Kind
    /// Unicode scalars from the start of the query.
    package let position: Int
    /// What is wrong, as a sentence.
    package let message: String
    /// What to write instead, as a sentence.
    package let hint: String?

    package init(_ kind: Kind, at position: Int, _ message: String, hint: String? = nil) {
        (self.kind, self.position, self.message, self.hint) = (kind, position, message, hint)
    }

    package var description: String {
        guard let hint else { return message }
        return "\(message) \(hint)"
    }
}
