/// One watch hitting one item, with the evidence.
package struct WatchHit: Sendable, Equatable {
    package var watch: WatchName
    package var matches: [TermMatch]

    package init(watch: WatchName, matches: [TermMatch]) {
        (self.watch, self.matches) = (watch, matches)
    }
}

/// Where a term of a watch stands in a field.
package struct TermMatch: Sendable, Hashable, Codable {
    package var watch: WatchName
    /// The term as the operator wrote it.
    package var term: String
    package var field: TextField
    /// The text that matched, as it stands in the field.
    package var text: String
    /// Unicode scalars from the field's start; `end` is one past the last.
    package var start: Int
    package var end: Int

    package init(
        watch: WatchName, term: String, field: TextField, text: String, start: Int, end: Int
    ) {
        (self.watch, self.term, self.field) = (watch, term, field)
        (self.text, self.start, self.end) = (text, start, end)
    }
}
