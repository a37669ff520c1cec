import FeedModel
import Matching
import Testing

/// What operators, fields and readings say.
struct ExpressionTests {
    @Test(arguments: [
        MatchCase.yes("Leica Lumix", "Lumix and Leica", "words next to each other are an AND"),
        .no("Leica Lumix", "Leica alone", "an AND needs both"),
        .yes("Leica OR Lumix", "Lumix alone", "an OR needs one"),
        .no("Leica OR Lumix", "Nikon alone", "an OR needs one of them"),
        .yes("Leica OR Lumix Nikon", "Leica alone", "AND binds tighter than OR"),
        .no("(Leica OR Lumix) Nikon", "Leica alone", "a group binds tightest"),
        .yes("Leica NOT Microsystems", "Leica camera", "a NOT that is absent"),
        .no("Leica NOT Microsystems", "Leica Microsystems", "a NOT that is there"),
        .no("Leica -Microsystems", "Leica Microsystems", "a minus is a NOT"),
        .yes("Leica-Microsystems", "Leica Microsystems", "a hyphen inside a word is no NOT"),
        .no(
            "Leica NOT (\"Leica Microsystems\" OR \"Leica Geosystems\")", "Leica Geosystems",
            "the NOT of a group"),
        .yes("Leica (Lumix OR NOT Nikon)", "Leica alone", "a NOT in an OR beside a word"),
        .no("Leica (Lumix OR NOT Nikon)", "Leica and Nikon", "a NOT in an OR that fails"),
        .no("Leica and Lumix", "Leica Lumix", "a keyword in small letters is a word"),
        .yes("Lum*", "Lumix S5", "a prefix"),
        .no("Lum*", "Columns", "a prefix begins a word"),
        .yes("Lum*", "Lum", "a prefix may be all of a word"),
        .yes("L-Mou*", "LMount", "a prefix may join"),
    ]) func boolean(_ row: MatchCase) throws {
        #expect(try row.matches() == row.isHit)
    }

    @Test(arguments: [
        MatchCase.yes("\"squared Technology\"", "L squared Technology", "words in order"),
        .no("\"Technology squared\"", "L squared Technology", "words out of order"),
        .no("\"L Technology\"", "L squared Technology", "a word between"),
        .yes("\"L Technology\"~1", "L squared Technology", "one extra word"),
        .no("\"L Technology\"~1", "L times squared Technology", "one extra word too many"),
        .yes("\"a b c\"~2", "a x b y c", "extra words are counted in all"),
        .no("\"a b c\"~1", "a x b y c", "extra words in all are too many"),
        .no("\"Technology L\"~5", "L squared Technology", "extra words keep the order"),
        .yes("\"a b\"~1", "a a x b", "a phrase begins where it fits"),
        .yes("\"L Mount alliance\"~1", "LMount new alliance", "extra words and joining"),
        .yes(
            "\"a b a b c\"~2", "a b a x b a b y c c", "loose phrases that begin inside each other"),
        .no("\"a b c\"~1", "a b x a x x b c", "extra words of two beginnings are not mixed"),
        .yes("\"a b\"~100 NEAR/0 c", "a x b b c", "a loose phrase has every end"),
        .yes("\"Leica camera\"", "by Leica. Camera news", "a sentence end does not break a phrase"),
        .yes("\"Leica camera\"", "Leica (camera)", "a bracket does not break a phrase"),
        .yes("\"Leica camera\"", "Leica 📷 camera", "an emoji is not a token"),
        .no("\"Leica camera\"", "Leica\ncamera", "a block breaks a phrase"),
        .no("\"Leica camera\"~3", "Leica\ncamera", "a block breaks a loose phrase"),
    ]) func phrases(_ row: MatchCase) throws {
        #expect(try row.matches() == row.isHit)
    }

    @Test(arguments: [
        MatchCase.yes("Leica NEAR Lumix", "Lumix a b c d Leica", "four words between by default"),
        .no("Leica NEAR Lumix", "Lumix a b c d e Leica", "five words are too many"),
        .yes("Leica NEAR/0 Lumix", "Lumix Leica", "no word between"),
        .no("Leica NEAR/0 Lumix", "Lumix x Leica", "one word is too many"),
        .yes("Leica ONEAR/2 Lumix", "Leica x Lumix", "in order"),
        .no("Leica ONEAR/2 Lumix", "Lumix x Leica", "out of order"),
        .yes("Leica NEAR/1 (Panasonic OR Lumix)", "Lumix Leica", "a group of words"),
        .no("Leica NEAR Leica", "Leica alone", "two occurrences are needed"),
        .yes("Leica NEAR Leica", "Leica and Leica", "two occurrences of one word"),
        .yes(
            "\"라이카 카메라\" NEAR/1 리뷰",
            "라이카의 카메라 리뷰 a b c d e f g h i j k l m n o p 라이카 카메라 z",
            "the first place has a particle, a later one none"),
        .no("\"Leica M\" NEAR Leica", "the Leica M alone", "occurrences do not overlap"),
        .yes("\"Leica M\" NEAR Leica", "the Leica M by Leica", "occurrences side by side"),
        .no("Leica NEAR Lumix", "Leica\nLumix", "a block ends nearness"),
        .yes("a NEAR/1 b NEAR/1 c", "a b c", "from left to right"),
        .no("a NEAR/0 b NEAR/0 c", "a b x c", "the group is measured from its end"),
        .yes("c NEAR/0 (a NEAR/1 b)", "a x b c", "a nested NEAR is one stretch"),
        .no("c NEAR/0 (a NEAR/1 b)", "a x c b x", "a stretch has no place for another"),
        .yes("Leica NEAR/20 (Panasonic OR Lumix)", "Leica x Panasonic", "the config's example"),
        .yes("ライカ NEAR/3 ルミックス", "ライカとパナソニックのルミックス", "a katakana run is one token"),
        .no("ライカ NEAR/2 ルミックス", "ライカとパナソニックのルミックス", "tokens between are counted"),
        .no("l NEAR mount", "LMount", "a word is not near itself"),
        .yes("e NEAR/0 mail", "e-mail", "parts of a compound are tokens"),
    ]) func nearness(_ row: MatchCase) throws {
        #expect(try row.matches() == row.isHit)
    }

    @Test(arguments: [
        MatchCase.yes("COUNT/2(Leica)", "Leica, Leica", "two of two"),
        .no("COUNT/2(Leica)", "Leica", "one of two"),
        .yes("COUNT/2(Leica OR Lumix)", "Leica, Lumix", "a group counts together"),
        .yes("COUNT/3(Leica)", "Leica\nLeica\nLeica", "blocks count together"),
        .no("COUNT/2(アア)", "アアア", "occurrences do not overlap"),
        .yes("COUNT/2(アア)", "アアアア", "occurrences side by side"),
        .no("COUNT/2(Leica OR \"Leica M\")", "Leica M", "a word in a phrase is one occurrence"),
        .yes("COUNT/2(a NEAR/0 b)", "a b x b a", "NEAR is counted"),
        .no("COUNT/2(a NEAR/0 b)", "a b a", "counted NEARs do not share a word"),
    ]) func counting(_ row: MatchCase) throws {
        #expect(try row.matches() == row.isHit)
    }

    @Test(arguments: [
        MatchCase.yes("case:RED", "the RED camera", "case as written"),
        .no("case:RED", "the red camera", "case counts"),
        .yes("case:LUMIX", "LUMIX™", "case: folds all but case"),
        .yes("case:Oreal", "L'Oréal", "case: takes accents off"),
        .yes("case:L-Mount", "LMount L mount", "case: joins"),
        .no("case:L-Mount", "Lmount", "case: joins with its case"),
        .yes("case:\"L Mount\"~1", "L new Mount", "case: with extra words"),
        .no("case:\"L Mount\"~1", "L new mount", "case: counts in each word"),
        .yes("case:Lum*", "Lumix", "case: with a prefix"),
        .no("case:Lum*", "lumix", "case: counts in a prefix"),
        .yes("raw:Leica", "the Leica, there", "a whole word as written"),
        .no("raw:Leica", "the leica", "raw: case counts"),
        .no("raw:Oreal", "Oréal", "raw: accents count"),
        .yes("raw:Oréal", "Ore\u{301}al", "raw: composed and decomposed are alike"),
        .no("raw:e-mail", "email", "raw: a hyphen must be there"),
        .no("raw:email", "e-mail", "raw: no hyphen may be there"),
        .yes("raw:C++", "in C++, too", "raw: punctuation counts"),
        .no("raw:C++", "in C, too", "raw: punctuation must be there"),
        .no("raw:C++", "in C++11", "raw: a whole word"),
        .yes("raw:.NET", "use .NET now", "raw: punctuation before"),
        .no("raw:.NET", "use ASP.NET now", "raw: a whole word before"),
        .no("raw:Lei", "Leica", "raw: not a part"),
        .yes("raw:\"L² Technology\"", "The L² Technology", "raw: a phrase"),
        .no("raw:\"L² Technology\"", "The L2 Technology", "raw: a superscript counts"),
        .yes("raw:\"L Mount\"", "L\u{A0}Mount", "raw: spaces are alike"),
        .yes("raw:Lum*", "Lumix", "raw: with a prefix"),
        .yes("raw:Leica", "Leica's", "raw: a word before an apostrophe"),
        .yes("raw:Leica's", "Leica's lens", "raw: with a possessive"),
        .no("raw:Leica's", "Leica lens", "raw: the possessive must be there"),
        .yes("raw:AT&T", "by AT&T.", "raw: an ampersand"),
        .no("raw:AT&T", "by AT & T.", "raw: an ampersand without spaces"),
        .yes("raw:Leica", "Leica의", "raw: before a particle"),
    ]) func readings(_ row: MatchCase) throws {
        #expect(try row.matches() == row.isHit)
    }

    static let item = ItemText(
        title: "Leica announces", summary: "With Panasonic",
        body: "The L² Technology. Leica again.",
        authors: ["Jane Roe", "Max Ray"], categories: ["Cameras", "Lenses"],
        link: "https://user@News.Example.com:8080/2022/leica-l2?x=1", language: "en-US")
    static let feed = FeedScope(
        name: "Digitale Photo-Wélt", url: "https://feeds.example.org/cameras.xml",
        tags: ["cameras", "Deutsch"])

    @Test(arguments: [
        ("title:Leica", true), ("summary:Leica", false), ("body:Leica", true),
        ("title:Panasonic", false), ("summary:Panasonic", true), ("text:Panasonic", true),
        ("Panasonic", true), ("Roe", false), ("author:Roe", true), ("author:\"Jane Roe\"", true),
        ("author:\"Roe Max\"", false), ("category:cameras", true),
        ("category:\"Cameras Lenses\"", false), ("link:leica", true), ("link:\"leica l2\"", true),
        ("leica l2", true), ("title:(Leica OR Panasonic)", true),
        ("title:(Leica Panasonic)", false), ("title:(Leica NOT Panasonic)", true),
        ("Leica NOT title:Panasonic", true), ("Leica NEAR Panasonic", false),
        ("COUNT/2(Leica)", true), ("title:(COUNT/2(Leica))", false),
        ("body:(Technology NEAR/0 Leica)", true), ("body:case:leica", false),
        ("Leica site:example.com", true), ("Leica site:news.example.com", true),
        ("Leica site:com", true), ("Leica site:ample.com", false), ("Leica site:jp", false),
        ("Leica site:NEWS.example.COM", true), ("Leica NOT site:example.com", false),
        ("Leica site:(a.com OR example.com)", true),
        ("Leica lang:en", true), ("Leica lang:en-US", true), ("Leica lang:EN", true),
        ("Leica lang:en-GB", false), ("Leica lang:de", false), ("Leica lang:e", false),
        ("Leica feed:\"digitale photo welt\"", true), ("Leica feed:digitale", false),
        ("Leica feed:tag:cameras", true), ("Leica feed:tag:deutsch", true),
        ("Leica feed:tag:phones", false), ("Leica feed:https://feeds.example.org/", true),
        ("Leica feed:https://other.example.org/", false),
    ]) func fields(_ query: String, _ isHit: Bool) throws {
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: query))
        let hits = Matcher([watch]).hits(in: Self.item, from: Self.feed)
        #expect(!hits.isEmpty == isHit)
    }

    @Test(
        "a loose phrase is found behind more beginnings than are remembered",
        arguments: [
            ("\"a b c\"~3", "b x c", true), ("\"a b c\"~3", "b x x x x c", false),
            ("COUNT/2(\"a b\"~1)", "b x a b", true), ("COUNT/3(\"a b\"~1)", "b x a b", false),
            ("\"a b\"~1 NEAR/0 c", "x b c", true), ("\"a b\"~1 NEAR/0 c", "x b x c", false),
        ]) func manyBeginnings(_ query: String, _ end: String, _ isHit: Bool) throws
    {
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: query))
        let item = ItemText(body: String(repeating: "a ", count: 40_000) + end)
        #expect(!Matcher([watch]).hits(in: item).isEmpty == isHit)
    }

    @Test func aRegionIsNotPartOfAPlainLanguage() throws {
        let watch = Watch(name: WatchName("w"), query: try Query(parsing: "Leica lang:en-US"))
        let item = ItemText(title: "Leica", language: "en")
        #expect(Matcher([watch]).hits(in: item).isEmpty)
    }

    @Test func aWatchLooksOnlyIntoItsFeeds() throws {
        let query = try Query(parsing: "Leica")
        func hits(_ selector: String) -> Int {
            let watch = Watch(
                name: WatchName("w"), query: query, feeds: [FeedSelector(selector)])
            return Matcher([watch]).hits(in: Self.item, from: Self.feed).count
        }
        #expect(hits("tag:cameras") == 1)
        #expect(hits("Digitale Photo-Welt") == 1)
        #expect(hits("https://feeds.example.org/") == 1)
        #expect(hits("tag:phones") == 0)
    }
}
