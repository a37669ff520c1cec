import FeedModel
import Testing

@Suite("Routes choose what a sink is sent")
struct RouteTests {
    private func mention(_ watches: [String]) -> Event {
        let names = watches.map { WatchName($0) }
        return Event(
            id: EventID("msg_1"), type: .mentionNew, time: Timestamp(seconds: 0),
            feed: EventFeed(name: "F", url: "https://example.com/"), watches: names,
            matches: names.map {
                TermMatch(watch: $0, term: "t", field: .title, text: "t", start: 0, end: 1)
            })
    }

    @Test func `without watches all events pass unchanged`() {
        #expect(Route().select(mention(["a", "b"])) == mention(["a", "b"]))
    }

    @Test func `only the sink's watches and their matches are shown`() {
        let event = Route(watches: [WatchName("b")]).select(mention(["a", "b"]))
        #expect(event == mention(["b"]))
    }

    @Test func `an event without one of the watches does not pass`() {
        #expect(Route(watches: [WatchName("c")]).select(mention(["a"])) == nil)
    }

    @Test func `health passes by topic, whatever the watches`() {
        let health = Event(
            id: EventID("msg_2"), type: .feedFailing, time: Timestamp(seconds: 0),
            feed: EventFeed(name: "F", url: "https://example.com/"), reason: "dns")
        #expect(Route(watches: [WatchName("c")]).select(health) == health)
        #expect(Route(topics: [.mention]).select(health) == nil)
    }
}
