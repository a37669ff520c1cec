import FeedModel
import Glibc
import LibFuzzer
import Parsing

/// Any bytes end in a feed or in a `ParseError`; what comes out can be written, read again and matched.
let target: FuzzTarget = { start, count in
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(ParseError) {
        let feed = try FeedParser().parse(bytes, url: "https://example.org/feed")
        let document = JSONFeedWriter.document(feed)
        for item in feed.items { _ = ItemText(item) }
        let again = try JSONFeedItems(reading: Array(document.utf8)).items
        precondition(again.count == feed.items.count, "a written feed lost items")
    } catch {
        precondition(!error.description.isEmpty && !error.kind.isEmpty, "an error says nothing")
    }
    // A list of subscriptions is as hostile as a feed.
    if let feeds = try? OPML.feeds(in: bytes) { _ = OPML.render(feeds, title: "fuzz") }
    return 0
}

exit(fuzz(target))
