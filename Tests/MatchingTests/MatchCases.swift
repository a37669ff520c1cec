import FeedModel
import Matching

/// One claim of the query language: does this query match this title?
struct MatchCase: Sendable, CustomStringConvertible {
    let claim: String
    let query: String
    let text: String
    let isHit: Bool

    var description: String { claim }

    static func yes(_ query: String, _ text: String, _ claim: String) -> MatchCase {
        MatchCase(claim: claim, query: query, text: text, isHit: true)
    }

    static func no(_ query: String, _ text: String, _ claim: String) -> MatchCase {
        MatchCase(claim: claim, query: query, text: text, isHit: false)
    }

    func matches() throws -> Bool {
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: query))
        return !Matcher([watch]).hits(in: ItemText(title: text)).isEmpty
    }
}
