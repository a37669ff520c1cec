import Deduping
import Delivering
import FeedModel
import Storage

extension SinkLoop {
    /// Holds what waits, or makes one event of it, where it is more than the sink wants one by one.
    /// `nil`: each is to be sent.
    func gather(at now: Timestamp) async throws(StoreError) -> SinkStep? {
        guard let policy = settings.digest else { return nil }
        let name = settings.name
        let waiting = try await store.waiting(for: name, limit: policy.over + 1)
        var burst = DigestPolicy.Burst(
            recentCount: 0, waitingCount: waiting.count, oldest: waiting.oldest)
        if burst.waitingCount <= policy.over {
            burst.recentCount = try await store.sentCount(
                to: name, since: now - policy.window, limit: policy.over)
        }
        switch policy.decision(on: burst, at: now) {
        case .sendEach: return nil
        case .hold(let end): return .wait(end - now)
        case .gather:
            let route = settings.route
            try await store.gather(for: name, at: now) { events in
                .digest(of: events, for: name, route, at: now)
            }
            return .again
        }
    }
}

extension Event {
    /// One event in the place of many; its `feed` is the sink that it is for.
    static func digest(
        of events: [SequencedEvent], for sink: SinkName, _ route: Route, at now: Timestamp
    ) -> Event {
        let shown = events.compactMap { route.select($0.event) }
        let times = events.map(\.event.time)
        let digest = EventDigest(
            count: events.count, since: times.min() ?? now, until: times.max() ?? now,
            items: shown.prefix(EventDigest.itemLimit).map(EventDigest.Item.init))
        let watches = Set(shown.flatMap(\.watches)).sorted()
        let shares = watches.map { watch in
            "\(watch) \(shown.count { $0.watches.contains(watch) })"
        }
        let start = digest.since.rfc3339(withMilliseconds: false)
        let detail = "\(events.count) events since \(start)"
        var event = Event(
            id: .gathered(events.map(\.event.id), for: sink, at: now), type: .digest, time: now,
            feed: EventFeed(name: "sink \(sink)", url: "sink:\(sink)"), watches: watches,
            reason: "burst",
            detail: shares.isEmpty ? "\(detail)." : "\(detail): \(shares.joined(separator: ", ")).")
        event.digest = digest
        return event
    }
}

extension EventDigest.Item {
    fileprivate init(_ event: Event) {
        self.init(
            id: event.id, title: event.item?.title ?? event.detail ?? event.type.rawValue,
            url: event.item?.url, feed: event.feed.name, watches: event.watches)
    }
}
