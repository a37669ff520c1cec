/// A number with its noun, for people: `1 feed`, `3 feeds`, `2 watches`.
package struct Counted: CustomStringConvertible, Sendable {
    private let count: Int
    private let noun: String
    private let plural: String?

    /// `plural`: where it is not the noun with an s.
    package init(_ count: Int, _ noun: String, plural: String? = nil) {
        (self.count, self.noun, self.plural) = (count, noun, plural)
    }

    package var description: String { "\(count) \(count == 1 ? noun : plural ?? noun + "s")" }
}
