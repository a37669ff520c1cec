/// A query as a tree, as it was written: groups are kept, words next to each other are an `and`.
package indirect enum QueryNode: Sendable, Hashable {
    case term(Term)
    case scope(ScopeFilter)
    case not(QueryNode)
    case and([QueryNode])
    case or([QueryNode])
    case near(QueryNode, QueryNode, Nearness)
    /// At least so many occurrences.
    case count(Int, QueryNode)
    case field(QueryField, QueryNode)
}

/// A word or phrase to look for, as the operator wrote it.
package struct Term: Sendable, Hashable {
    /// How much of the writing counts.
    package enum Reading: String, Sendable {
        case folded, cased = "case", raw
    }

    /// Without quotes, modifier, `*` and `~n`.
    package var text: String
    package var reading = Reading.folded
    package var isPhrase = false
    package var isPrefix = false
    /// The most extra tokens inside a phrase.
    package var slop = 0
}

/// What `NEAR` and `ONEAR` ask.
package struct Nearness: Sendable, Hashable {
    static let defaultDistance = 4
    static let distanceLimit = 50

    /// The most tokens between.
    package var distance = Nearness.defaultDistance
    package var isOrdered = false
}

/// A part of an item's text that a query may name.
package enum QueryField: String, Sendable, CaseIterable {
    case title, summary, body, text, author, category, link
}

/// What a query may ask of where an item came from; not a text leaf.
package struct ScopeFilter: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case site, feed, lang
    }

    package var kind: Kind
    package var value: String
    package var isPhrase = false
}
