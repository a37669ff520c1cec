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
                let hits = Set(matcher.hits(in: item, using: scratch).watches)
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

    @Test func theTokenizerAgreesWithThePlainOne() {
        var source = RandomQueries(random: SeededRandom(state: 10))
        var texts = (0..<2000).map { _ in source.item().body }
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x20...0x7E, 0xA0...0x24F, 0x386...0x3CE, 0x400...0x45F, 0x5B0...0x5EA,
            0x620...0x660, 0xE01...0xE3A, 0x2010...0x2026, 0x3041...0x3094, 0x30A1...0x30FE,
            0x4E00...0x4E40, 0xAC00...0xAC40, 0xFF10...0xFF5A, 0xFF66...0xFF9F,
        ]
        for _ in 0..<4000 {
            let length = Int.random(in: 1...10, using: &source.random)
            texts.append(
                String(
                    scalars: (0..<length).compactMap { _ in
                        let range = source.random.pick(ranges)
                        return Unicode.Scalar(UInt32.random(in: range, using: &source.random))
                    }))
        }
        for line in texts.flatMap({ $0.split(separator: "\n") }).map(String.init) {
            let plain = ReferenceTokenizer.units(of: line).map { FoldedUnit($0) }
            guard FoldedUnit.all(in: line) != plain else { continue }
            Issue.record("\(line.unicodeScalars.map { String($0.value, radix: 16) }): \(plain)")
        }
    }
}
