import FeedModel
import Matching
import Testing

/// What a hit says of itself.
struct EvidenceTests {
    private static func matches(_ query: String, _ item: ItemText) throws -> [String] {
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: query))
        return Matcher([watch]).hits(in: item).flatMap(\.matches).map {
            "\($0.term) \($0.field.rawValue) \($0.text) \($0.start)-\($0.end)"
        }
    }

    @Test(arguments: [
        ("Leica", "Leica here", "Leica title Leica 0-5"),
        ("leica", "The LEICA's", "leica title LEICA 4-9"),
        ("L²", "An L2, there", "L² title L2 3-5"),
        ("\"L Mount\"", "The LMount", "L Mount title LMount 4-10"),
        ("LMount", "The L-Mount", "LMount title L-Mount 4-11"),
        ("Lum*", "The Lumix S5", "Lum* title Lumix 4-9"),
        ("ライカ", "新型ライカ登場", "ライカ title ライカ 2-5"),
        ("Leica", "Cafe\u{301} Leica", "Leica title Leica 6-11"),
        ("Leica", "📷📷 Lei\u{AD}ca", "Leica title Lei\u{AD}ca 3-9"),
        ("Leica", "Leica의", "Leica title Leica 0-5"),
        ("cafe", "Cafe\u{301}", "cafe title Cafe\u{301} 0-5"),
        ("case:RED", "a RED one", "RED title RED 2-5"),
        ("raw:C++", "in C++", "C++ title C 3-4"),
    ]) func offsetsCountScalars(_ query: String, _ text: String, _ match: String) throws {
        #expect(try Self.matches(query, ItemText(title: text)) == [match])
    }

    @Test func fieldsCountFromTheirOwnStart() throws {
        let item = ItemText(
            title: "Leica", summary: "by Leica", body: "one\nLeica", authors: ["A", "Leica"],
            link: "https://leica.example/")
        #expect(
            try Self.matches("Leica OR author:Leica OR link:leica", item) == [
                "Leica title Leica 0-5", "Leica summary Leica 3-8", "Leica body Leica 4-9",
                "Leica author Leica 2-7", "leica link leica 8-13",
            ])
    }

    @Test func everyTermThatCountsIsNamed() throws {
        let item = ItemText(title: "Leica and Lumix and Sigma, not Canon")
        #expect(
            try Self.matches("(Leica OR Nikon) Lumix NOT Zeiss", item) == [
                "Leica title Leica 0-5", "Lumix title Lumix 10-15",
            ])
    }

    @Test func whatMustNotBeAbsentIsNamed() throws {
        let item = ItemText(title: "Leica and Lumix")
        #expect(try Self.matches("NOT (NOT Leica)", item) == ["Leica title Leica 0-5"])
        #expect(
            try Self.matches("NOT (NOT Leica OR NOT Lumix)", item) == [
                "Leica title Leica 0-5", "Lumix title Lumix 10-15",
            ])
    }

    @Test func aTermThatIsWrittenTwiceIsNamedOnce() throws {
        #expect(
            try Self.matches("a NEAR/1 b NEAR/1 a", ItemText(title: "a b a")) == [
                "a title a 0-1", "b title b 2-3", "a title a 4-5",
            ])
    }

    @Test func nearNamesTheWordsThatStandTogether() throws {
        let item = ItemText(title: "Leica a b c d e f Leica Lumix")
        #expect(
            try Self.matches("Leica NEAR/0 Lumix", item) == [
                "Leica title Leica 18-23", "Lumix title Lumix 24-29",
            ])
    }

    @Test func hitsStandInTheOrderOfTheWatches() throws {
        let watches = try ["Lumix", "Leica", "Nikon"].map {
            Watch(name: WatchName($0.lowercased()), query: try Query(parsing: $0))
        }
        let hits = Matcher(watches).hits(in: ItemText(title: "Leica Lumix"))
        #expect(hits.map(\.watch.rawValue) == ["lumix", "leica"])
    }

    @Test func aHitIsTheSameHoweverItIsLookedAt() throws {
        let watches = try ["Lumix OR Leica", "Nikon", "title:Leica"].enumerated().map {
            Watch(name: WatchName("w\($0)"), query: try Query(parsing: $1))
        }
        let item = ItemText(title: "Leica é", body: "é Lumix, Leica")
        let hits = Matcher(watches).hits(in: item)
        #expect(hits.map(\.watch.rawValue) == ["w0", "w2"])
        #expect(hits.watches == hits.map(\.watch))
        #expect(Array(hits) == hits.indices.map { hits[$0] })
        #expect(hits.first?.matches.map(\.start) == [0, 2, 9])
    }

    @Test func evidenceOfAWordThatIsEverywhereIsLimited() throws {
        let text = String(repeating: "Leica ", count: 5000) + "Lumix"
        let matches = try Self.matches("Leica Lumix", ItemText(body: text))
        #expect(matches.count < 100)
        #expect(matches.last == "Lumix body Lumix 30000-30005")
    }

    @Test func memoryOfOneItemIsNotSeenByTheNext() throws {
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: "Leica Lumix"))
        let matcher = Matcher([watch])
        let scratch = matcher.makeScratch()
        #expect(matcher.hits(in: ItemText(title: "Leica Lumix"), using: scratch).count == 1)
        #expect(matcher.hits(in: ItemText(title: "Leica"), using: scratch).isEmpty)
        #expect(matcher.hits(in: ItemText(title: "Lumix"), using: scratch).isEmpty)
        #expect(matcher.hits(in: ItemText(title: "Lumix Leica"), using: scratch).count == 1)
    }
}

/// The text around a match.
struct SnippetTests {
    private static func match(_ text: String, in body: String) throws -> TermMatch {
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: text))
        let hits = Matcher([watch]).hits(in: ItemText(body: body))
        return try #require(hits.first?.matches.first)
    }

    private static let filler = "Some words that say little stand here again and again. "

    @Test func aShortTextIsShownWhole() throws {
        let body = "Leica and Panasonic\nannounce   L² Technology."
        let match = try Self.match("Leica", in: body)
        #expect(
            Snippet.around(match, in: ItemText(body: body))
                == "Leica and Panasonic announce L² Technology.")
    }

    @Test func aLongTextIsCutAtASentence() throws {
        let body =
            String(repeating: Self.filler, count: 20) + "Leica joins Panasonic. "
            + String(repeating: Self.filler, count: 20)
        let snippet = Snippet.around(try Self.match("Leica", in: body), in: ItemText(body: body))
        #expect(snippet.hasPrefix("…Some words"))
        #expect(snippet.contains("Leica joins Panasonic."))
        #expect(snippet.hasSuffix("again.…"))
        #expect((160...260).contains(snippet.unicodeScalars.count))
    }

    @Test func aTextWithoutSentencesIsCutAtAWord() throws {
        let body =
            String(repeating: "word ", count: 200) + "Leica "
            + String(repeating: "more ", count: 200)
        let snippet = Snippet.around(try Self.match("Leica", in: body), in: ItemText(body: body))
        #expect(snippet.hasPrefix("…word "))
        #expect(snippet.hasSuffix("more…"))
        #expect((160...260).contains(snippet.unicodeScalars.count))
    }

    @Test func aMatchAtTheEndHasItsTextBefore() throws {
        let body = String(repeating: Self.filler, count: 20) + "Here is Leica"
        let snippet = Snippet.around(try Self.match("Leica", in: body), in: ItemText(body: body))
        #expect(snippet.hasSuffix("Here is Leica"))
        #expect(snippet.unicodeScalars.count > 150)
    }

    @Test func ideographsMayBeCutAnywhere() throws {
        let body =
            String(repeating: "写真家", count: 200) + "ライカ" + String(repeating: "写真家", count: 200)
        let snippet = Snippet.around(try Self.match("ライカ", in: body), in: ItemText(body: body))
        #expect(snippet.contains("ライカ"))
        #expect((160...260).contains(snippet.unicodeScalars.count))
    }

    @Test func aMatchInTheTitleShowsTheSummary() throws {
        let item = ItemText(title: "Leica", summary: "A summary.", body: "A body.")
        let match = TermMatch(
            watch: WatchName("w"), term: "Leica", field: .title, text: "Leica", start: 0, end: 5)
        #expect(Snippet.around(match, in: item) == "A summary.")
        #expect(Snippet.around(nil, in: ItemText(title: "Leica")) == "Leica")
    }

    @Test func controlsDoNotReachTheSnippet() throws {
        #expect(Snippet.around(nil, in: ItemText(body: "a\u{1B}[31mb\u{202E}c")) == "a [31mbc")
    }
}
