import FeedModel
import Glibc
import Testing

@testable import Matching

/// The engine against the plain evaluator, on random queries and items in mixed scripts.
///
/// `FEEDWATCH_REFERENCE_PAIRS=1000000` makes as many pairs as that; the default is 50,000.
struct ReferenceTests {
    private static let itemsEach = 25

    private static var pairCount: Int {
        getenv("FEEDWATCH_REFERENCE_PAIRS").flatMap { Int(String(cString: $0)) } ?? 50_000
    }

    @Test(arguments: 0..<4)
    func theEngineAgreesWithThePlainEvaluator(_ part: Int) {
        var source = RandomQueries(random: SeededRandom(state: UInt64(20_261_123 + part)))
        let rounds = Self.pairCount / 4 / (Self.itemsEach * 5)
        for _ in 0..<rounds {
            // Five queries at once, so that patterns are shared and witnesses chosen.
            let queries = (0..<5).map { _ in source.query() }
            let watches = queries.enumerated().map { Watch(name: WatchName("q\($0)"), query: $1) }
            let matcher = Matcher(watches)
            let scratch = matcher.makeScratch()
            let terms = ReferenceTerms()
            for _ in 0..<Self.itemsEach {
                let item = source.item()
                let hits = Set(matcher.hits(in: item, using: scratch).map(\.watch))
                let reference = ReferenceMatcher(item, terms)
                for (watch, query) in zip(watches, queries) {
                    let expected = reference.matches(query)
                    guard hits.contains(watch.name) != expected else { continue }
                    Issue.record("\(query) should \(expected ? "" : "not ")match \(item)")
                    return
                }
            }
        }
    }
}
