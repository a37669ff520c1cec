import Testing

@testable import Matching

/// What the parser makes of a query, and what it refuses.
struct QueryTests {
    struct Refusal: Sendable, CustomStringConvertible {
        let query: String
        let kind: QueryError.Kind
        let position: Int
        let claim: String
        var description: String { claim }

        init(_ query: String, _ kind: QueryError.Kind, at position: Int, _ claim: String) {
            (self.query, self.kind, self.position, self.claim) = (query, kind, position, claim)
        }
    }

    @Test(arguments: [
        Refusal("", .empty, at: 0, "an empty query"),
        Refusal("  \n", .empty, at: 0, "a query of white space"),
        Refusal("\"\"", .emptyAtom, at: 0, "an empty phrase"),
        Refusal("Leica \"  \"", .emptyAtom, at: 6, "a phrase of spaces"),
        Refusal("Leica & Lumix", .emptyAtom, at: 6, "an ampersand alone"),
        Refusal("Leica !!!", .emptyAtom, at: 6, "signs alone"),
        Refusal("Leica - Lumix", .emptyAtom, at: 6, "a hyphen alone"),
        Refusal("raw:\"++\"", .emptyAtom, at: 4, "signs alone, raw"),
        Refusal("📷", .emptyAtom, at: 0, "an emoji alone"),
        Refusal("Lei*ca", .badPrefix, at: 3, "a star inside a word"),
        Refusal("*Leica", .badPrefix, at: 0, "a star at the start"),
        Refusal("Leica**", .badPrefix, at: 5, "two stars"),
        Refusal("Le*", .badPrefix, at: 0, "a prefix of two characters"),
        Refusal("#Le*", .badPrefix, at: 0, "a prefix of two letters and a sign"),
        Refusal("\"Lei* M\"", .badPrefix, at: 0, "a star in a phrase"),
        Refusal("Review:Lumix", .unknownField, at: 0, "an unknown field"),
        Refusal("Leica Title:Lumix", .unknownField, at: 6, "a field in capitals"),
        Refusal("http://example.com", .unknownField, at: 0, "a URL"),
        Refusal("subject:\"a b\"", .unknownField, at: 0, "an unknown field before a phrase"),
        Refusal("subject:(a b)", .unknownField, at: 0, "an unknown field before a group"),
        Refusal("title: Leica", .unexpected, at: 6, "a field and a space"),
        Refusal("Leica NOT NOT Lumix", .doubleNegation, at: 10, "NOT NOT"),
        Refusal("Leica NOT -Lumix", .doubleNegation, at: 10, "NOT and a minus"),
        Refusal("Leica -NOT Lumix", .doubleNegation, at: 7, "a minus and NOT"),
        Refusal("COUNT/0(Leica)", .badCount, at: 0, "a count of nothing"),
        Refusal("COUNT/x(Leica)", .badCount, at: 0, "a count that is no number"),
        Refusal("COUNT/2 Leica", .badCount, at: 0, "a count without a group"),
        Refusal("COUNT(Leica)", .badCount, at: 0, "a count without a number"),
        Refusal("COUNT/2(a b)", .badOperand, at: 7, "a count of an AND"),
        Refusal("COUNT/2(a OR NOT b)", .badOperand, at: 7, "a count of a NOT"),
        Refusal("COUNT/2(title:a)", .badOperand, at: 7, "a count of a field"),
        Refusal("COUNT/2(COUNT/2(a))", .badOperand, at: 7, "a count of a count"),
        Refusal("Leica NEAR/x Lumix", .badDistance, at: 6, "a distance that is no number"),
        Refusal("Leica NEAR/ Lumix", .badDistance, at: 6, "a distance without a number"),
        Refusal("Leica NEAR/51 Lumix", .badDistance, at: 6, "a distance too large"),
        Refusal("Leica NEAR/-1 Lumix", .badDistance, at: 6, "a distance below nothing"),
        Refusal("Leica NEAR/4x Lumix", .badDistance, at: 6, "a distance with a letter"),
        Refusal("Leica ONEAR/99 Lumix", .badDistance, at: 6, "an ordered distance too large"),
        Refusal("Leica NEAR COUNT/2(Lumix)", .badOperand, at: 11, "a count inside NEAR"),
        Refusal("Leica NEAR (a b)", .badOperand, at: 11, "an AND inside NEAR"),
        Refusal("(a b) NEAR Leica", .badOperand, at: 0, "an AND before NEAR"),
        Refusal("Leica NEAR -Lumix", .badOperand, at: 11, "a minus inside NEAR"),
        Refusal("Leica NEAR NOT Lumix", .badOperand, at: 11, "a NOT inside NEAR"),
        Refusal("Leica NEAR (a OR NOT b)", .badOperand, at: 11, "a NOT in a group inside NEAR"),
        Refusal("title:Leica NEAR Lumix", .badOperand, at: 0, "a field inside NEAR"),
        Refusal("title:COUNT/2(a)", .badOperand, at: 6, "a field before a count"),
        Refusal("title:body:a", .badOperand, at: 0, "a field of a field"),
        Refusal("raw:(a b)", .badOperand, at: 4, "raw before a group"),
        Refusal("NEAR Leica", .unexpected, at: 0, "NEAR at the start"),
        Refusal("OR Leica", .unexpected, at: 0, "OR at the start"),
        Refusal("Leica OR", .unexpected, at: 8, "OR at the end"),
        Refusal("Leica AND OR Lumix", .unexpected, at: 10, "AND OR"),
        Refusal("Leica NEAR", .unexpected, at: 10, "NEAR at the end"),
        Refusal("()", .unexpected, at: 1, "an empty group"),
        Refusal("(Leica", .unclosed, at: 0, "a group that is not closed"),
        Refusal("Leica)", .unexpected, at: 5, "a group that was not opened"),
        Refusal("Leica \"L Mount", .unclosed, at: 6, "a phrase that is not closed"),
        Refusal("\"L Mount\"~", .badSlop, at: 9, "a slop without a number"),
        Refusal("\"L Mount\"~x", .badSlop, at: 9, "a slop that is no number"),
        Refusal("NOT Leica", .unanchored, at: 0, "a NOT alone"),
        Refusal("Lumix OR NOT Nikon", .unanchored, at: 9, "one branch without a word"),
        Refusal("site:example.com", .unanchored, at: 0, "a filter alone"),
        Refusal("lang:en -Leica", .unanchored, at: 8, "a filter and a NOT"),
        Refusal("Leica OR feed:Example", .unanchored, at: 0, "a filter as a branch"),
        Refusal("NOT (Leica Lumix)", .unanchored, at: 0, "the NOT of an AND"),
        Refusal("ライカ site:a/b", .badValue, at: 9, "positions count scalars"),
    ]) func refuses(_ row: Refusal) {
        #expect {
            try Query(parsing: row.query)
        } throws: { error in
            let error = error as? QueryError
            return error?.kind == row.kind && error?.position == row.position && error?.hint != nil
        }
    }

    @Test(arguments: [
        ("a  b", "a b"),
        ("a AND b", "a b"),
        ("a OR b AND c", "a OR b c"),
        ("(a OR b) c", "(a OR b) c"),
        ("a -b", "a NOT b"),
        ("a -(b OR c)", "a NOT (b OR c)"),
        ("a -\"b c\"", "a NOT \"b c\""),
        ("(a)", "a"),
        ("a(b OR c)", "a (b OR c)"),
        ("a\"b c\"d", "a \"b c\" d"),
        ("\"a b\"~3", "\"a b\"~3"),
        ("a NEAR b", "a NEAR/4 b"),
        ("a ONEAR/0 b NEAR/50 c", "a ONEAR/0 b NEAR/50 c"),
        ("a NEAR/3 (b NEAR c)", "a NEAR/3 (b NEAR/4 c)"),
        ("NOT a NEAR b c", "NOT a NEAR/4 b c"),
        ("COUNT/2 (a OR b)", "COUNT/2(a OR b)"),
        ("title:a", "title:a"),
        ("title:(a OR b)", "title:(a OR b)"),
        ("title:(a)", "title:a"),
        ("text:(COUNT/2(a))", "text:(COUNT/2(a))"),
        ("raw:a case:\"B c\" title:case:RED", "raw:a case:\"B c\" title:case:RED"),
        ("a site:(x.com OR y.com)", "a (site:x.com OR site:y.com)"),
        ("a feed:tag:\"my cameras\"", "a feed:\"tag:my cameras\""),
        ("a feed:https://x.example/f", "a feed:https://x.example/f"),
        ("Lum* b", "Lum* b"),
        ("\"AND\" near Near", "\"AND\" near Near"),
        ("10:30 Note:", "10:30 Note:"),
        ("a\nOR\tb\u{3000}c", "a OR b c"),
        ("foo-bar -foo", "foo-bar NOT foo"),
        ("NOT (NOT a)", "NOT (NOT a)"),
        ("COUNT NEARBY", "COUNT NEARBY"),
    ]) func prints(_ text: String, _ printed: String) throws {
        let query = try Query(parsing: text)
        #expect(query.description == printed)
        #expect(try Query(parsing: printed).root == query.root)
    }

    @Test(arguments: [
        "Leica (Lumix OR NOT Nikon)", "Leica NOT (\"Leica Microsystems\" OR \"Leica Geosystems\")",
        "NOT (NOT Leica OR NOT Lumix)", "Leica site:jp", "author:Smith", "link:lumix",
        "Leica (feed:tag:cameras OR lang:en)", "\"a b\"~100", "Leica AND NOT Lumix",
        "COUNT/3(Leica OR (Lumix NEAR S5))", "Leica NEAR/0 (Lumix OR \"Pana sonic\"~2)",
    ]) func accepts(_ text: String) throws {
        _ = try Query(parsing: text)
    }

    @Test func groupsNestUpTo64Deep() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        _ = try Query(parsing: nested(64))
        #expect { try Query(parsing: nested(65)) } throws: { ($0 as? QueryError)?.kind == .tooDeep }
    }

    @Test func aQueryHasUpTo10000Terms() throws {
        func terms(_ count: Int) -> String {
            (0..<count).map { String($0, radix: 36) }.joined(separator: " ")
        }
        _ = try Query(parsing: terms(10_000))
        #expect { try Query(parsing: terms(10_001)) } throws: {
            ($0 as? QueryError)?.kind == .tooManyTerms
        }
    }

    @Test func aQueryIsUpTo64KiBLong() throws {
        _ = try Query(parsing: String(repeating: "a", count: 65_536))
        #expect { try Query(parsing: String(repeating: "a", count: 65_537)) } throws: {
            ($0 as? QueryError)?.kind == .tooLong
        }
    }

    @Test func aLongChainOfNEARsIsRefused() {
        let chain = Array(repeating: "a", count: 70).joined(separator: " NEAR ")
        #expect { try Query(parsing: chain) } throws: { ($0 as? QueryError)?.kind == .tooDeep }
    }

    @Test func aReportShowsTheLineAndACaret() throws {
        let text = "Leica OR\nライカ Lu*mix"
        do {
            _ = try Query(parsing: text)
            Issue.record("the query compiled")
        } catch {
            #expect(
                error.report(name: "q1", query: text) == """
                    q1:2:7: A `*` may stand only at the end of a word.
                        ライカ Lu*mix
                                 ^
                        Write the start of the word and a `*`, as in Lum*.
                    """)
        }
    }
}
