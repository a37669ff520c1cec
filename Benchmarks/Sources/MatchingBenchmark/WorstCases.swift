import FeedModel
import Glibc
import Matching

/// Queries and texts that were made to be slow. Twice the text must cost about twice the time.
enum WorstCases {
    private static func repeated(_ text: String, _ bytes: Int) -> String {
        String(repeating: text, count: max(1, bytes / text.utf8.count))
    }

    private static func terms(_ count: Int, _ term: (Int) -> String) -> String {
        (0..<count).map(term).joined(separator: " OR ")
    }

    private static let cases: [(name: String, query: String, text: String)] = [
        ("one letter, all the text", "a", "a "),
        ("one letter near itself", "a NEAR/50 a", "a "),
        (
            "a chain of 20 NEARs that fails",
            (0..<20).map { _ in "a" }.joined(separator: " NEAR/50 ") + " NEAR b", "a "
        ),
        (
            "nested NEARs without the last word", "(a NEAR/50 b) NEAR/50 (a NEAR/50 (b NEAR/50 c))",
            "a b "
        ),
        ("a count of nested NEARs", "COUNT/1000000(a NEAR/50 (b NEAR/50 a))", "a b "),
        ("a phrase of 1,000 words that fails", "\"" + repeated("a ", 2000) + "b\"", "a "),
        ("a loose phrase that fails", "\"a a a a a a a b\"~100", "a "),
        (
            "200 phrases with one beginning",
            terms(200) { "\"" + repeated("a ", 2 * $0 + 2) + "b\"" }, "a "
        ),
        ("300 terms of one letter more each", terms(300) { repeated("a", $0 + 1) }, "a"),
        ("a term as long as a query", repeated("a", 65_000) + "b", "a"),
        ("joined by hyphens", "\"" + repeated("a-", 1000) + "b\"", "a-"),
        ("a counted loose phrase", "COUNT/1000000(\"a a a a b\"~50)", "a "),
        ("150 runs of ideographs", terms(150) { repeated("あ", 3 * $0 + 3) + "い" }, "あ"),
        ("ideographs", "\"ああああああああああい\"", "あ"),
        ("marks out of order", "a", "\u{915}\u{94D}\u{93C}\u{94D}\u{93C}"),
        ("case: of all the text", "case:A", "a "),
        ("raw: of all the text", "raw:A", "a "),
        ("possessives", "a", "a's "),
        ("expanding ligatures", "a", "\u{FDFA}"),
        ("particles", "\"가 나\"", "가의 "),
    ]

    static func run() throws {
        for (name, query, text) in cases {
            let watch = Watch(name: WatchName("w"), query: try Query(parsing: query))
            let matcher = Matcher([watch])
            let scratch = matcher.makeScratch()
            var times: [Double] = []
            for size in [125_000, 250_000, 500_000, 1_000_000] {
                let item = ItemText(body: repeated(text, size))
                times.append(
                    Processor.measure { _ = matcher.hits(in: item, using: scratch) })
            }
            print("\(name): " + times.map(Processor.text).joined(separator: "  "))
            fflush(nil)
        }
    }
}
