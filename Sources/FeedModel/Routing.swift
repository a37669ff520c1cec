/// Which events a sink is sent, and which of their watches it is shown.
package struct Route: Sendable, Hashable {
    /// `nil`: all.
    package var watches: Set<WatchName>?
    package var topics: Set<EventType.Topic>

    package init(
        watches: Set<WatchName>? = nil,
        topics: Set<EventType.Topic> = Set(EventType.Topic.allCases)
    ) {
        (self.watches, self.topics) = (watches, topics)
    }

    /// The event as the sink is to see it, or `nil` where it is not for this sink.
    package func select(_ event: Event) -> Event? {
        // It was made for the one sink that it is sent to.
        if event.type == .digest { return event }
        guard topics.contains(event.type.topic) else { return nil }
        guard let watches, event.type.topic == .mention else { return event }
        var routed = event
        routed.watches = event.watches.filter(watches.contains)
        routed.matches = event.matches.filter { watches.contains($0.watch) }
        return routed.watches.isEmpty ? nil : routed
    }
}
