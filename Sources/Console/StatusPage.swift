import FeedModel

/// The page at `/`: the status line, the latest mentions, the feeds with the worst first. No script, no form.
struct StatusPage {
    /// More feeds than this make a page that nobody reads; `feedwatch feeds` lists them all.
    static let feedLimit = 500
    static let mentionLimit = 50

    var status: String
    var health: ConsoleHealth
    var feeds: [ConsoleFeedRow]
    /// Newest first.
    var mentions: [SequencedEvent]

    var html: HTMLMarkup {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>feedwatch</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <h1>feedwatch</h1>
        <p>\(status)</p>
        \(warning)<h2>Mentions</h2>
        \(mentionTable)<h2>Feeds</h2>
        \(feedTable)</body>
        </html>

        """
    }
}

extension StatusPage {
    private var warning: HTMLMarkup {
        guard case .unhealthy(let reason) = health else { return "" }
        return "<p class=\"bad\">\(reason)</p>\n"
    }

    private var mentionTable: HTMLMarkup {
        guard !mentions.isEmpty else { return "<p>None so far.</p>\n" }
        return """
            <table>
            <tr><th>Time<th>Watches<th>Title<th>Feed</tr>
            \(mentions.prefix(Self.mentionLimit).map(row))</table>

            """
    }

    private func row(_ mention: SequencedEvent) -> HTMLMarkup {
        let event = mention.event
        let watches = event.watches.map(\.rawValue).joined(separator: ", ")
        let title = link(event.item?.title ?? event.item?.id ?? "", to: event.item?.url)
        return """
            <tr><td>\(time(event.time))<td>\(watches)<td>\(title)<td>\(event.feed.name)</tr>

            """
    }

    private var feedTable: HTMLMarkup {
        guard !feeds.isEmpty else { return "<p>None.</p>\n" }
        let worstFirst = feeds.sorted { a, b in (rank(a.state), a.name) < (rank(b.state), b.name) }
        return """
            <table>
            <tr><th>Feed<th>State<th>Last poll<th>Next poll<th>Last new item<th>Failures<th>Last error</tr>
            \(worstFirst.prefix(Self.feedLimit).map(row))</table>
            \(remainder)
            """
    }

    private func row(_ feed: ConsoleFeedRow) -> HTMLMarkup {
        """
        <tr><td>\(link(feed.name, to: feed.url))<td>\(state(feed.state))<td>\(time(feed.lastPoll))\
        <td>\(time(feed.nextPoll))<td>\(time(feed.lastNewItem))<td>\(feed.failuresInARow)\
        <td>\(feed.lastError ?? "")</tr>

        """
    }

    private var remainder: HTMLMarkup {
        let count = feeds.count - Self.feedLimit
        guard count > 0 else { return "" }
        return "<p>And \(count) more: <code>feedwatch feeds</code> lists them all.</p>\n"
    }

    private func rank(_ state: ConsoleFeedState) -> Int {
        ConsoleFeedState.allCases.firstIndex(of: state) ?? 0
    }

    private func state(_ state: ConsoleFeedState) -> HTMLMarkup {
        switch state {
        case .gone, .failing: "<span class=\"bad\">\(state.words)</span>"
        case .backingOff, .silent, .new, .ok: "\(state.words)"
        }
    }

    private func time(_ instant: Timestamp?) -> HTMLMarkup {
        guard let text = instant?.rfc3339(withMilliseconds: false) else { return "–" }
        return "<time datetime=\"\(text)\">\(text)</time>"
    }

    /// A link only where it leads to a web page: a feed may serve `javascript:` too.
    private func link(_ text: String, to url: String?) -> HTMLMarkup {
        guard let url, isWeb(url) else { return "\(text)" }
        return "<a href=\"\(url)\" rel=\"noopener noreferrer nofollow\">\(text)</a>"
    }

    private func isWeb(_ url: String) -> Bool {
        let start = url.prefix(8).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("http://")
    }
}
