import FeedModel
import Glibc
import LibFuzzer
import Matching

/// Any line of text, quoted, finds itself, and the evidence is the text that stands at its offsets.
let target: FuzzTarget = { start, count in
    let input = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let scalars = input.unicodeScalars.filter { $0 != "\"" && $0 != "*" && $0 != "\n" }
    let line = String(String.UnicodeScalarView(scalars))
    do throws(QueryError) {
        let query = try Query(parsing: "\"\(line)\"")
        let hits = Matcher([Watch(name: WatchName("w"), query: query)]).hits(
            in: ItemText(title: line))
        precondition(!hits.isEmpty, "a text does not find itself")
        for match in hits.flatMap(\.matches) {
            let text = scalars.dropFirst(match.start).prefix(match.end - match.start)
            precondition(String(String.UnicodeScalarView(text)) == match.text, "offsets elsewhere")
        }
    } catch {
        // A line without letters, or longer than a query may be.
    }
    return 0
}

exit(fuzz(target))
