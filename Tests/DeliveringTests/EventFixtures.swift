import Delivering
import FeedModel

/// Events to deliver, with all that a feed may put into them.
enum EventFixtures {
    static func mention(
        _ sequence: Int64, id: String? = nil, title: String? = "Lumix S9 is here",
        url: String? = "https://example.com/s9", feed: String = "Example"
    ) -> SequencedEvent {
        SequencedEvent(
            sequence: sequence,
            event: Event(
                id: EventID(id ?? "msg_\(sequence)"), type: .mentionNew,
                time: Timestamp(milliseconds: 1_795_393_896_120),
                feed: EventFeed(name: feed, url: "https://example.com/feed.xml"),
                watches: [WatchName("leica"), WatchName("lumix")],
                item: EventItem(
                    id: "guid-1", url: url, title: title,
                    published: Timestamp(seconds: 1_795_390_000), authors: ["A. Writer"],
                    tags: ["cameras"],
                    language: "en"),
                snippet: "The new Lumix S9 was shown by Panasonic and Leica.",
                matches: [
                    TermMatch(
                        watch: WatchName("lumix"), term: "Lumix", field: .title, text: "Lumix",
                        start: 0, end: 5)
                ],
                story: EventStory(
                    id: StoryID("s-1"), sourceCount: 2,
                    also: [.init(feed: "Other", url: "https://other.example/s9")])))
    }

    static let failing = SequencedEvent(
        sequence: 7,
        event: Event(
            id: EventID("msg_h"), type: .feedFailing,
            time: Timestamp(milliseconds: 1_795_393_896_000),
            feed: EventFeed(name: "Example", url: "https://example.com/feed.xml"),
            reason: "timeout",
            detail: "example.com did not answer within 30 seconds."))

    static func delivery(_ event: SequencedEvent) -> Delivery {
        Delivery(sink: SinkName("test"), event: event)
    }
}
