import FeedModel
import Testing

@testable import Matching

/// What holds for all queries and items.
struct LawTests {
    private static let rounds = 300

    private static func hits(_ query: String, _ item: ItemText) throws -> Bool {
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: query))
        return !Matcher([watch]).hits(in: item).isEmpty
    }

    /// Where every query is anchored by the same word, parts may be anything.
    private static let anchor = "(e OR l OR Leica OR ライカ)"

    @Test func orCommutes() throws {
        var source = RandomQueries(random: SeededRandom(state: 1))
        for _ in 0..<Self.rounds {
            let (a, b, item) = (source.query(), source.query(), source.item())
            #expect(try Self.hits("(\(a)) OR (\(b))", item) == Self.hits("(\(b)) OR (\(a))", item))
        }
    }

    @Test func deMorgan() throws {
        var source = RandomQueries(random: SeededRandom(state: 2))
        for _ in 0..<Self.rounds {
            let (a, b, item) = (source.query(), source.query(), source.item())
            let neither = try Self.hits("\(Self.anchor) NOT ((\(a)) OR (\(b)))", item)
            #expect(try neither == Self.hits("\(Self.anchor) (NOT (\(a))) (NOT (\(b)))", item))
            let notBoth = try Self.hits("\(Self.anchor) NOT ((\(a)) (\(b)))", item)
            #expect(try notBoth == Self.hits("\(Self.anchor) ((NOT (\(a))) OR (NOT (\(b))))", item))
        }
    }

    @Test func notNeverAdds() throws {
        var source = RandomQueries(random: SeededRandom(state: 3))
        for _ in 0..<Self.rounds {
            let (a, b, item) = (source.query(), source.query(), source.item())
            guard try Self.hits("(\(a)) NOT (\(b))", item) else { continue }
            #expect(try Self.hits("(\(a))", item))
            #expect(try !Self.hits("(\(b))", item))
        }
    }

    @Test func aWiderNearFindsMoreAndAnAndFindsAll() throws {
        var source = RandomQueries(random: SeededRandom(state: 4))
        for _ in 0..<Self.rounds {
            let ((a, b), (c, _), item) = (source.pair(), source.pair(), source.item())
            var before = false
            for distance in [0, 1, 2, 3, 7] {
                let query = "(\(a) NEAR/\(distance) \(b)) NEAR/\(distance) \(c)"
                let isHit = try Self.hits(query, item)
                #expect(isHit || !before, "\(query) loses \(item)")
                before = isHit
            }
            guard before else { continue }
            #expect(try Self.hits("\(a) \(b) \(c)", item))
        }
    }

    @Test func orderOnlyNarrowsNear() throws {
        var source = RandomQueries(random: SeededRandom(state: 5))
        for _ in 0..<Self.rounds {
            let ((a, b), item) = (source.pair(), source.item())
            let either =
                try Self.hits("\(a) ONEAR/2 \(b)", item) || Self.hits("\(b) ONEAR/2 \(a)", item)
            #expect(try either == Self.hits("\(a) NEAR/2 \(b)", item))
        }
    }

    @Test func foldingTheTextChangesNothing() throws {
        var source = RandomQueries(random: SeededRandom(state: 6), isFoldedOnly: true)
        for _ in 0..<Self.rounds {
            let (query, item) = (source.query(), source.item())
            let expected = try Self.hits(query.description, item)
            for change in [Self.capitals, Self.softHyphens, Self.accents] {
                var changed = item
                (changed.title, changed.summary, changed.body) =
                    (change(item.title), change(item.summary), change(item.body))
                changed.authors = item.authors.map(change)
                #expect(
                    try Self.hits(query.description, changed) == expected, "\(query) on \(changed)")
            }
        }
    }

    private static func capitals(_ text: String) -> String { text.uppercased() }

    private static func softHyphens(_ text: String) -> String {
        String(
            scalars: text.unicodeScalars.flatMap { $0 == "\n" ? [$0] : ["\u{AD}", $0, "\u{200B}"] })
    }

    private static func accents(_ text: String) -> String {
        String(
            scalars: text.unicodeScalars.flatMap {
                "aeiou".unicodeScalars.contains($0) ? [$0, "\u{301}"] : [$0]
            })
    }

    @Test func printingAndReadingAgainIsTheSame() throws {
        var source = RandomQueries(random: SeededRandom(state: 7))
        for _ in 0..<2000 {
            let query = source.query()
            let again = try Query(parsing: query.description)
            #expect(again.root == query.root)
            #expect(again.description == query.description)
        }
    }

    @Test func foldingTwiceIsFoldingOnce() {
        var random = SeededRandom(state: 8)
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0xA0...0x24F, 0x370...0x52F, 0x590...0x6FF, 0x900...0x97F, 0xE00...0xE7F,
            0x1100...0x11FF, 0x1E00...0x1FFF, 0x2000...0x214F, 0x3040...0x30FF, 0x4E00...0x4E40,
            0xAC00...0xAC40, 0xF900...0xFAFF, 0xFB00...0xFDFF, 0xFE70...0xFFEF, 0x1D400...0x1D4FF,
        ]
        for _ in 0..<4000 {
            let length = Int.random(in: 1...12, using: &random)
            let text = String(
                scalars: (0..<length).compactMap { _ in
                    Unicode.Scalar(UInt32.random(in: random.pick(ranges), using: &random))
                })
            for unit in FoldedUnit.all(in: text) {
                let again = FoldedUnit.all(in: unit.text).map(\.text).joined()
                #expect(
                    Array(again.utf8) == Array(unit.text.utf8),
                    "of \(text.unicodeScalars.map(\.value))")
            }
        }
    }

    @Test func aTextFindsItself() throws {
        var source = RandomQueries(random: SeededRandom(state: 9))
        for _ in 0..<1000 {
            let text = source.item().title.split(separator: "\n").joined(separator: " ")
            // `try?`: a title of signs alone is no query.
            guard let query = try? Query(parsing: "\"\(text)\"") else { continue }
            #expect(try Self.hits(query.description, ItemText(title: text)), "\(text)")
        }
    }
}
