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
            "a chain of 20 NEARs whose last word is rare",
            (0..<20).map { _ in "a" }.joined(separator: " NEAR/50 ") + " NEAR b",
            repeated("a ", 4000) + "b "
        ),
        (
            "1,000 times the same word beside another",
            "(\(terms(1000) { _ in "a" })) NEAR/50 b", repeated("a ", 4000) + "b "
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
        (
            "500 NEARs with one common word",
            terms(500) { "a NEAR/50 b\($0)" }, "a "
        ),
        (
            "500 NEARs of one common word and one at the end",
            terms(500) { "(a NEAR/50 b\($0)) NEAR/50 c" }, "a b7 "
        ),
        (
            "two groups that stand everywhere", "(a OR b OR c) NEAR/50 (a OR b OR c) NEAR/0 d",
            "a b c "
        ),
        ("20 loose phrases that overlap", terms(20) { "\"a b \($0)\"~100" }, "a b "),
        (
            "20 counted loose phrases that overlap",
            "COUNT/1000000(" + terms(20) { "\"a b\"~\($0 + 50)" } + ")", "a b "
        ),
        ("a count of one letter", "COUNT/1000000(a)", "a "),
        ("a count of many letters", "COUNT/1000000(" + terms(100) { "a\($0)" } + ")", "a7 a8 "),
        ("a run of one ideograph, counted", "COUNT/1000000(ああ)", "あ"),
        ("ideographs near each other", "あ NEAR/50 い NEAR/50 う", "あい"),
        ("a long katakana word", "カカカカカカカカカカカカカカカカカカカカキ", "カ"),
        ("Hangul that is all one word", "\"가 가 가 나\"", "가"),
        ("a prefix of all the text", "aaa*", "a"),
        ("every number a word", terms(2000) { "\($0)" }, "1,2.3'4 "),
        ("10,000 words, none of them there", terms(9_000) { String($0, radix: 36) }, "a-b-c-d "),
        ("nothing but joiners", "\"a b\"", "-'./·"),
        ("a context of one common word", "a NEAR/50 z", "a z "),
    ]

    static func run() throws {
        for (name, query, text) in cases {
            let watch = Watch(name: WatchName("w"), query: try Query(parsing: query))
            let matcher = Matcher([watch])
            let scratch = matcher.makeScratch()
            var times: [Double] = []
            for size in [125_000, 250_000, 500_000, 1_000_000] {
                let item = ItemText(body: repeated(text, size))
                // The first time memory grows to what the next ones find there.
                let both = (0..<2).map { _ in
                    Processor.measure { _ = matcher.hits(in: item, using: scratch) }
                }
                times.append(both.min() ?? 0)
            }
            print("\(name): " + times.map(Processor.text).joined(separator: "  "))
            fflush(nil)
        }
    }
}
