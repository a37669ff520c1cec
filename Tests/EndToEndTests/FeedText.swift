import FeedModel

/// Feeds that the end-to-end tests serve: our own words, as RSS 2.0.
enum FeedText {
    static func rss(_ items: [(guid: String, title: String)], feed: String = "Camera Notes")
        -> String
    {
        let items = items.map { item in
            """
            <item><guid isPermaLink="false">\(item.guid)</guid><title>\(item.title)</title>
            <link>https://notes.example.com/\(item.guid)</link>
            <description>&lt;p&gt;What we know about \(item.title).&lt;/p&gt;</description></item>
            """
        }.joined()
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0"><channel><title>\(feed)</title><link>https://notes.example.com/</link>
            <description>Notes</description>\(items)</channel></rss>
            """
    }

    static func config(
        feeds: [String], sinks: String = "[{type: file, path: mentions.jsonl}]",
        query: String = "Leica", polling: String = "", timeout: String = "10m"
    ) -> String {
        // A slow machine with hundreds of tests may take minutes over an answer that no test means to be late.
        let polling = ["timeout: \(timeout)", polling].filter { !$0.isEmpty }
        return """
            store: feedwatch.db
            first_poll: all
            watches:
              - name: leica
                query: \(query)
            feeds:
            \(feeds.map { "  - \($0)" }.joined(separator: "\n"))
            sinks: \(sinks)
            polling: {\(polling.joined(separator: ", "))}
            """
    }
}
