import FeedModel
import Testing

@testable import Console

@Suite struct StatusPageTests {
    struct Hostile: Sendable, CustomTestStringConvertible {
        let claim: String
        let text: String
        let forbidden: String
        var testDescription: String { claim }

        init(_ claim: String, _ text: String, forbidden: String) {
            (self.claim, self.text, self.forbidden) = (claim, text, forbidden)
        }
    }

    @Test(arguments: [
        Hostile("a tag is text", "<script>alert(1)</script>", forbidden: "<script"),
        Hostile("a quote does not end an attribute", "\" onclick=\"x", forbidden: "\" onclick"),
        Hostile("an apostrophe does not either", "' onclick='x", forbidden: "' onclick"),
        Hostile("an entity stays as written", "&lt;b&gt;", forbidden: "\u{0}&lt;b"),
        Hostile("an override does not turn the line", "a\u{202E}b", forbidden: "\u{202E}"),
        Hostile("a control is no control", "a\u{1B}[31mb", forbidden: "\u{1B}"),
    ]) func textFromAFeedIsText(_ row: Hostile) {
        let url = "https://example.com/?\(row.text)"
        let page = StatusPage(
            status: row.text, health: .unhealthy(reason: row.text),
            feeds: [
                ConsoleFeedRow(name: row.text, url: url, state: .failing, lastError: row.text)
            ],
            mentions: [mention(title: row.text, url: url, feed: row.text)]
        ).html.markup
        #expect(!page.contains(row.forbidden))
        #expect(page.contains("<h1>feedwatch</h1>"))
    }

    @Test func anAmpersandIsEscapedOnce() {
        let page = page(mentions: [mention(title: "AT&T &lt;b&gt;", url: nil)])
        #expect(page.contains("<td>AT&amp;T &amp;lt;b&amp;gt;<td>"))
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "//example.com/", " https://x/",
    ])
    func onlyAWebAddressBecomesALink(_ url: String) {
        let page = page(mentions: [mention(title: "Leica", url: url)])
        #expect(!page.contains("<a "))
        #expect(page.contains("<td>Leica<td>"))
    }

    @Test func aWebAddressBecomesALink() {
        let page = page(mentions: [mention(title: "Leica", url: "https://example.com/?a=1&b=2")])
        #expect(
            page.contains(
                "<a href=\"https://example.com/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\">Leica</a>"
            ))
    }

    @Test func theWorstFeedComesFirst() throws {
        let page = page(feeds: [row("calm", .ok), row("broken", .failing), row("lost", .gone)])
        let order = try ["lost", "broken", "calm"].map { name in
            try #require(page.firstRange(of: ">\(name)<")).lowerBound
        }
        #expect(order == order.sorted())
    }

    @Test func aLongListEndsInItsRest() {
        let feeds = (0..<StatusPage.feedLimit + 7).map { row("feed-\($0)", .ok) }
        let page = page(feeds: feeds)
        #expect(page.contains("And 7 more:"))
        #expect(
            page.split(separator: "\n").filter { $0.hasPrefix("<tr><td>") }.count
                == StatusPage.feedLimit)
    }

    @Test func nothingYetIsSaid() {
        let page = page()
        #expect(page.contains("None so far."))
        #expect(!page.contains("<table>"))
        #expect(!page.contains("class=\"bad\""))
    }

    @Test func timesAreInUTC() {
        let page = page(mentions: [mention(title: "x", url: nil)])
        #expect(
            page.contains("<time datetime=\"2022-05-25T07:05:00Z\">2022-05-25T07:05:00Z</time>"))
    }
}

private func page(
    feeds: [ConsoleFeedRow] = [], mentions: [SequencedEvent] = []
) -> String {
    StatusPage(status: "1 feed", health: .healthy, feeds: feeds, mentions: mentions).html.markup
}

private func row(_ name: String, _ state: ConsoleFeedState) -> ConsoleFeedRow {
    ConsoleFeedRow(name: name, url: "https://\(name).example/", state: state)
}

func mention(title: String, url: String?, feed: String = "The Shutter Ledger") -> SequencedEvent {
    let moment = CivilDate(year: 2022, month: 5, day: 25, hour: 7, minute: 5).timestamp
    return SequencedEvent(
        sequence: 1,
        event: Event(
            id: EventID("msg_1"), type: .mentionNew, time: moment,
            feed: EventFeed(name: feed, url: "https://shutter-ledger.example/feed.xml"),
            watches: [WatchName("leica"), WatchName("lumix")],
            item: EventItem(id: "1", url: url, title: title)))
}
