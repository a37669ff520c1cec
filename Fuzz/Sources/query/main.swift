import FeedModel
import Glibc
import LibFuzzer
import Matching

/// The first line is a query, the rest an item. A query compiles or says where it does not; printed and read again it is the same;
/// what it finds is what its explanation says.
let target: FuzzTarget = { start, count in
    let input = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let parts = input.unicodeScalars.split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let text = String(parts[0])
    do throws(QueryError) {
        let query = try Query(parsing: text)
        let again = try Query(parsing: query.description)
        precondition(again.root == query.root, "\(query) is not read as it is printed")
        let watch = Watch(name: WatchName("w"), query: query)
        let item = ItemText(
            title: text, body: parts.count > 1 ? String(parts[1]) : "", language: "en-US")
        let matcher = Matcher([watch])
        let scratch = matcher.makeScratch()
        let hits = matcher.hits(in: item, using: scratch)
        let explanation = matcher.explain(item, using: scratch)
        precondition(explanation.map(\.isHit) == [!hits.isEmpty], "the explanation says otherwise")
        _ = Snippet.around(hits.first?.matches.first, in: item)
        _ = QueryLint.warnings(for: [watch])
    } catch {
        precondition((0...text.unicodeScalars.count).contains(error.position), "a place outside")
        _ = error.report(name: "fuzz", query: text)
    }
    return 0
}

exit(fuzz(target))
