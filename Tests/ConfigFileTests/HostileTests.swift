import Testing

@testable import ConfigFile

/// Files that are made to hurt: each is answered with a problem, in bounded time and memory.
struct HostileTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let claim: String
        let text: String
        /// What one of the sentences has in it.
        let answer: String
        var testDescription: String { claim }

        init(_ claim: String, _ answer: String, _ text: String) {
            (self.claim, self.text, self.answer) = (claim, text, answer)
        }
    }

    static let rows = [
        Row(
            "brackets in brackets are counted", "nested deeper",
            "watches: " + String(repeating: "[", count: 50_000)),
        Row(
            "mappings in mappings are counted", "nested deeper",
            "watches: " + String(repeating: "{a: ", count: 50_000)),
        Row(
            "dashes in dashes are counted", "nested deeper",
            String(repeating: "- ", count: 50_000) + "x"),
        Row(
            "steps of indentation are counted", "nested deeper",
            (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()),
        Row(
            "closed brackets are counted too", "nested deeper",
            "watches: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)),
        Row("a billion laughs are not laughed", "aliases (*name) written out", laughs(keys: false)),
        Row("a billion laughs as keys are not laughed", "must be plain words", laughs(keys: true)),
        Row(
            "an alias of a bomb is no key either", "must be plain words",
            laughs(keys: false) + "feeds: {*l9 : x}\n"),
        Row(
            "a million letters are one unknown watch", "at most 64 of them",
            "watches: [{name: " + String(repeating: "x", count: 1_000_000) + ", query: a}]"),
        Row(
            "a key of a hundred thousand letters is cut in what is said", "There is no key",
            "? " + String(repeating: "k", count: 100_000) + "\n: [a, b, c]\n"),
        Row(
            "a thousand keys given twice end in a problem", "given twice",
            (0..<1000).map { "k\($0): 1\nk\($0): 2\n" }.joined()),
        Row(
            "ten thousand problems are cut", "the rest is not listed",
            "feeds:\n" + String(repeating: "  - nonsense\n", count: 10_000)),
        Row(
            "a hundred thousand lines of tabs are one problem", "tab",
            "watches:\n" + String(repeating: "\t\n", count: 100_000) + "\t- x\n"),
        Row("a stray percent sign is a problem", "%", "%YAML 9.9\nwatches: []\n"),
        Row("a tag is no way round a type", "single value", "store: !!map {a: b}\n"),
        Row("a set is no way round a type", "must be a list", "watches: !!set {a, b}\n"),
    ]

    @Test("hostile files are answered", arguments: rows)
    func answered(_ row: Row) throws {
        let problems = #expect(throws: ConfigProblems.self) { try Fixture.parse(row.text) }
        let description = try #require(problems?.description)
        #expect(description.contains(row.answer), "\(description.prefix(500))")
        #expect(description.utf8.count < 200_000)
        #expect(problems?.kind == .invalid)
    }

    @Test("a feed list that is used two thousand times is read once written out")
    func widelyShared() throws {
        let watches = (0..<2000).map { "  - {name: w\($0), query: Leica, feeds: *f}\n" }.joined()
        let config = try Fixture.parse(
            "feeds: &f [https://one.example/feed]\nwatches:\n" + watches)
        #expect(config.watches.count == 2000)
    }

    @Test("a NUL, an escape and a half character are found where they stand")
    func places() {
        let rows: [([UInt8], SourcePosition)] = [
            (Array("a: b\nc: ".utf8) + [0], SourcePosition(line: 2, column: 4)),
            (Array("a: é".utf8) + [0x1B], SourcePosition(line: 1, column: 5)),
            (Array("é: ".utf8) + [0xC3], SourcePosition(line: 1, column: 4)),
            (Array("é: ".utf8) + [0xFF, 0x41], SourcePosition(line: 1, column: 4)),
            (Array("a: ".utf8) + [0xED, 0xA0, 0x80], SourcePosition(line: 1, column: 4)),
            (Array("a: ".utf8) + [0xC2, 0x9B], SourcePosition(line: 1, column: 4)),
            (Array("a: ".utf8) + [0xEF, 0xBF, 0xBE], SourcePosition(line: 1, column: 4)),
        ]
        for (bytes, position) in rows {
            let problems = #expect(throws: ConfigProblems.self) {
                try ConfigText.decode(bytes, file: "feedwatch.yaml")
            }
            #expect(problems?.problems.first?.position == position)
        }
    }

    private static func laughs(keys: Bool) -> String {
        var text = "l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...9 {
            let uses = Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ")
            text += keys ? "? &l\(level) [\(uses)]\n: x\n" : "l\(level): &l\(level) [\(uses)]\n"
        }
        return text
    }
}
