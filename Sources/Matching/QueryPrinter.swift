/// Writes a query's tree in the query language, with the fewest parentheses that keep its shape.
enum QueryPrinter {
    /// The same, with each AND beside an OR in parentheses, as a reader has to think them.
    static func grouped(_ node: QueryNode) -> String {
        guard case .or(let children) = node else { return text(of: node) }
        return children.map { text(of: $0, atLeast: .unary) }.joined(separator: " OR ")
    }

    /// How tightly a node's own operator binds; a child that binds less goes into parentheses.
    private enum Binding: Int {
        case or, and, unary, near, atom
    }

    static func text(of node: QueryNode) -> String {
        switch node {
        case .term(let term): text(of: term)
        case .scope(let filter):
            filter.kind.rawValue + ":" + (filter.isPhrase ? quoted(filter.value) : filter.value)
        case .not(let child): "NOT " + text(of: child, atLeast: .near)
        case .and(let children):
            children.map { text(of: $0, atLeast: .unary) }.joined(separator: " ")
        case .or(let children):
            children.map { text(of: $0, atLeast: .and) }.joined(separator: " OR ")
        case .near(let left, let right, let nearness):
            text(of: left, atLeast: .near) + " " + text(of: nearness) + " "
                + text(of: right, atLeast: .atom)
        case .count(let count, let child): "COUNT/\(count)(\(text(of: child)))"
        case .field(let field, let child): field.rawValue + ":" + operand(child)
        }
    }

    private static func text(of node: QueryNode, atLeast least: Binding) -> String {
        let text = text(of: node)
        return binding(of: node).rawValue >= least.rawValue ? text : "(\(text))"
    }

    private static func binding(of node: QueryNode) -> Binding {
        switch node {
        case .or: .or
        case .and: .and
        case .not: .unary
        case .near: .near
        case .term, .scope, .count, .field: .atom
        }
    }

    /// After `field:` only an atom may stand without parentheses.
    private static func operand(_ node: QueryNode) -> String {
        if case .term = node { return text(of: node) }
        return "(\(text(of: node)))"
    }

    private static func text(of nearness: Nearness) -> String {
        (nearness.isOrdered ? "ONEAR/" : "NEAR/") + String(nearness.distance)
    }

    private static func text(of term: Term) -> String {
        let modifier = term.reading == .folded ? "" : term.reading.rawValue + ":"
        guard term.isPhrase else { return modifier + term.text + (term.isPrefix ? "*" : "") }
        return modifier + quoted(term.text) + (term.slop > 0 ? "~\(term.slop)" : "")
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
