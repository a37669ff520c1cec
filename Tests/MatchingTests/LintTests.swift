import FeedModel
import Matching
import Testing

/// What `check` says of queries that compile and yet look wrong.
struct LintTests {
    private static func sentences(_ queries: String...) throws -> [String] {
        let watches = try queries.enumerated().map {
            Watch(name: WatchName("w\($0)"), query: try Query(parsing: $1))
        }
        return QueryLint.warnings(for: watches).map { "\($0.watch): \($0.sentence)" }
    }

    @Test(arguments: [
        ("Leica NOT Leica", "w0: The query can never be true."),
        ("case:RED NOT red", "w0: The query can never be true."),
        ("title:Leica NOT Leica", "w0: The query can never be true."),
        ("(Leica NEAR Lumix) NOT Lumix", "w0: The query can never be true."),
        ("Leica lang:en lang:de", "w0: The query can never be true."),
        ("Leica lang:en lang:en-US", nil),
        ("Leica NOT title:Leica", nil),
        ("Leica site:example.com site:example.org", "w0: The query can never be true."),
        ("Leica (Lumix OR NOT Lumix)", "w0: Lumix OR NOT Lumix is always true."),
        (
            "Leica OR Lumix Nikon",
            "w0: AND and OR stand side by side without parentheses; AND binds tighter. It is read as: Leica OR (Lumix Nikon)."
        ),
        ("Leica OR (Lumix Nikon)", nil),
        ("Leica OR Lumix", nil),
        (
            "ai",
            "w0: ai is short and means many things; write case:ai if its capitals tell it apart."
        ),
        ("case:AI", nil),
        ("\"ai camera\"", nil),
        ("京", "w0: 京 is one character and is found inside many words; write a longer term."),
        ("京都", nil),
        ("ガ", "w0: ガ is one character and is found inside many words; write a longer term."),
        ("삼성", nil),
        ("가", "w0: 가 is one character and begins many words; write a longer term."),
        ("Leica or Lumix", "w0: or is looked for as a word; an operator is written OR."),
        ("Leica Near Lumix", "w0: Near is looked for as a word; an operator is written NEAR."),
        ("\"and\" Leica", nil),
        ("“L Mount”", "w0: “L has curly quotes, which make no phrase; write \"…\"."),
    ]) func doubts(_ query: String, _ sentence: String?) throws {
        #expect(try Self.sentences(query).first == sentence)
    }

    @Test func duplicatesAreToldOnce() throws {
        #expect(
            try Self.sentences("Leica OR Lumix", "lumix OR leica") == [
                "w1: It finds the same as the watch w0."
            ])
    }

    @Test func aWatchWithinAnotherIsTold() throws {
        let within = ["w0: Whatever it finds, the watch w1 finds too."]
        #expect(try Self.sentences("Leica Lumix", "Leica") == within)
        #expect(try Self.sentences("title:Leica", "Leica") == within)
        #expect(try Self.sentences("\"Leica Camera\"", "Leica") == within)
        #expect(try Self.sentences("Leica NEAR/3 Lumix", "Leica NEAR/9 Lumix") == within)
        #expect(try Self.sentences("COUNT/3(Leica)", "COUNT/2(Leica)") == within)
        #expect(try Self.sentences("Leica NOT Nikon", "Leica") == within)
        #expect(try Self.sentences("raw:Leica", "Leica") == within)
        #expect(try Self.sentences("Leica", "Leic*") == within)
        #expect(try Self.sentences("Leica", "Lumix").isEmpty)
        #expect(
            try Self.sentences("Leica", "Leica NOT Nikon") == [
                "w1: Whatever it finds, the watch w0 finds too."
            ])
    }

    @Test func watchesOnOtherFeedsAreNotWithinEachOther() throws {
        let query = try Query(parsing: "Leica")
        let watches = [
            Watch(name: WatchName("a"), query: query, feeds: [.tag("x")]),
            Watch(name: WatchName("b"), query: query, feeds: [.tag("y")]),
        ]
        #expect(QueryLint.warnings(for: watches).isEmpty)
    }
}
