import FeedModel
import Matching
import Testing

/// What `--explain` says.
struct ExplanationTests {
    private static func explain(_ query: String, _ title: String) throws -> Explanation {
        let matcher = Matcher([Watch(name: WatchName("w"), query: try Query(parsing: query))])
        let explanations = matcher.explain(ItemText(title: title), using: matcher.makeScratch())
        return try #require(explanations.first)
    }

    @Test(arguments: [
        ("Leica Lumix", "Leica", "Lumix was not found."),
        ("Leica NOT Lumix", "Leica Lumix", "Lumix was found, and must not be."),
        ("Leica (Lumix OR Nikon)", "Leica", "None of Lumix OR Nikon is true."),
        (
            "Leica NEAR/0 Lumix", "Leica x Lumix",
            "Leica NEAR/0 Lumix: its words do not stand close enough."
        ),
        ("Leica NEAR/0 Lumix", "Leica alone", "Lumix was not found."),
        ("COUNT/2(Leica)", "Leica", "COUNT/2(Leica): there are not enough of them."),
        ("Leica site:example.com", "Leica", "site:example.com does not fit the item."),
        ("body:Leica", "Leica", "body:Leica was not found."),
        ("title:(Leica Lumix)", "Leica", "Lumix was not found."),
        ("Leica Lumix", "Leica Lumix", nil),
    ]) func theFirstFailureIsNamed(_ query: String, _ title: String, _ failure: String?) throws {
        let explanation = try Self.explain(query, title)
        #expect(explanation.failure == failure)
        #expect(explanation.isHit == (failure == nil))
    }

    @Test func everyNodeSaysTrueOrFalse() throws {
        let root = try Self.explain("Leica (Lumix OR \"Z f\") NOT Nikon", "Leica Zf").root
        #expect(root.isTrue)
        #expect(root.children.map(\.query) == ["Leica", "Lumix OR \"Z f\"", "NOT Nikon"])
        #expect(root.children.map(\.isTrue) == [true, true, true])
        #expect(root.children[1].children.map(\.isTrue) == [false, true])
        #expect(root.children[1].children[1].matches.map(\.text) == ["Zf"])
        #expect(root.children[2].children.map(\.isTrue) == [false])
    }
}

/// `context:` and `exclude:` of ambiguous names.
struct ContextTests {
    private static func isHit(
        _ query: String, _ text: String, wanted: [String], excluded: [String] = [],
        minScore: Int = 1,
        window: Int? = nil
    ) throws -> Bool {
        let context = try WatchContext(
            wanted: wanted, excluded: excluded, minScore: minScore, window: window)
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: query), context: context)
        return !Matcher([watch]).hits(in: ItemText(body: text)).isEmpty
    }

    private static let cameras = ["camera", "lens", "photo*", "full frame"]
    private static let science = ["microscop*", "histology"]

    @Test(arguments: [
        ("The Leica camera", true), ("The Leica microscope", false), ("Leica alone", false),
        ("A Leica microscope with a camera", false),
        ("A Leica microscope with a camera and a lens", true),
        ("Leica goes full frame", true), ("Leica photography", true), ("A camera", false),
    ]) func leicaTheCamera(_ text: String, _ isHit: Bool) throws {
        #expect(
            try Self.isHit("Leica", text, wanted: Self.cameras, excluded: Self.science) == isHit)
    }

    @Test func aWindowCountsOnlyWordsNearTheMatch() throws {
        let far = "Leica " + String(repeating: "word ", count: 20) + "camera"
        #expect(try Self.isHit("Leica", far, wanted: Self.cameras))
        #expect(try !Self.isHit("Leica", far, wanted: Self.cameras, window: 20))
        #expect(try Self.isHit("Leica", far, wanted: Self.cameras, window: 21))
    }

    @Test func aWindowGoesOverTheEndOfAParagraph() throws {
        #expect(try Self.isHit("Leica", "Leica\ncamera", wanted: Self.cameras, window: 3))
    }

    @Test func oneGoodMatchIsEnough() throws {
        let text = "Leica microscope " + String(repeating: "word ", count: 20) + "Leica camera"
        let context = try WatchContext(
            wanted: Self.cameras, excluded: Self.science, minScore: 1, window: 5)
        let watch = Watch(
            name: WatchName("w"), query: try Query(parsing: "Leica"), context: context)
        let hits = Matcher([watch]).hits(in: ItemText(body: text))
        #expect(hits.flatMap(\.matches).map(\.start) == [117])
    }

    @Test func excludedWordsAloneTakeAwayHits() throws {
        #expect(
            try Self.isHit("case:Canon", "Canon EOS", wanted: [], excluded: ["law"], minScore: 0))
        #expect(
            try !Self.isHit("case:Canon", "Canon law", wanted: [], excluded: ["law"], minScore: 0))
    }

    @Test func severalWordsAreAPhraseAndQueriesAreRefused() throws {
        #expect(try WatchContext.term("full frame").isPhrase)
        #expect(try WatchContext.term("case:EOS").reading == .cased)
        #expect(throws: QueryError.self) { try WatchContext.term("\"\"") }
        #expect(throws: QueryError.self) { try WatchContext.term("title:lens") }
    }
}
