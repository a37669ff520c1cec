import FeedModel

/// Why a document gave no feed.
package enum ParseError: Error, Sendable, Equatable {
    /// Nothing but white space.
    case empty
    /// A web page, with the feeds that it names.
    case webPage(alternates: [String])
    /// Something else: `found` says what, as far as it can be told.
    case notAFeed(found: String)
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    case tooManyItems(limit: Int)
    case attributesTooLarge(limit: Int)
    case expandsTooMuch(limit: Int)
    /// JSON that breaks off or breaks the grammar; `line` counts from 1.
    case brokenJSON(line: Int, reason: String)

    /// The name that the rest of the program may use for both ways of not being a feed.
    package static func notAFeed(alternates: [String]) -> ParseError {
        .webPage(alternates: alternates)
    }

    /// A fixed word for logs and metrics.
    package var kind: String {
        switch self {
        case .empty: "empty"
        case .webPage: "web-page"
        case .notAFeed: "not-a-feed"
        case .tooLarge: "too-large"
        case .tooDeep: "too-deep"
        case .tooManyItems: "too-many-items"
        case .attributesTooLarge: "attributes-too-large"
        case .expandsTooMuch: "expands-too-much"
        case .brokenJSON: "broken-json"
        }
    }
}

extension ParseError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty:
            "The document is empty: the server sent no feed."
        case .webPage(let alternates) where alternates.isEmpty:
            "This is a web page, not a feed, and it names no feed of its own."
        case .webPage(let alternates):
            "This is a web page, not a feed; it offers "
                + alternates.map { VisibleText($0, limit: 300).description }
                .joined(separator: ", ") + "."
        case .notAFeed(let found):
            "This is no feed that we know (RSS, RDF, Atom, JSON Feed or CDF): it is "
                + VisibleText(found, limit: 200).description + "."
        case .tooLarge(let limit):
            "The document is larger than the limit of \(limit) bytes."
        case .tooDeep(let limit):
            "The document nests deeper than the limit of \(limit) levels."
        case .tooManyItems(let limit):
            "The document has more items than the limit of \(limit)."
        case .attributesTooLarge(let limit):
            "An element has attributes beyond the limit of \(limit)."
        case .expandsTooMuch(let limit):
            "The document's own entities expand beyond the limit of \(limit) bytes."
        case .brokenJSON(let line, let reason):
            "The JSON breaks off in line \(line): \(VisibleText(reason, limit: 200))."
        }
    }
}
