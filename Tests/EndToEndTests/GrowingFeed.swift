import Synchronization
import TestSupport

/// Feeds with a known truth: each request finds one item more; a 304 is answered where nothing is new.
final class GrowingFeed: Sendable {
    private struct State {
        var counts: [Int]
        var isGrowing = true
        var awaited = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    /// A feed's document holds so many of its newest items.
    private static let window = 40

    private let state: Mutex<State>

    init(feedCount: Int) {
        state = Mutex(State(counts: Array(repeating: 0, count: feedCount)))
    }

    /// All items that were ever served.
    var guids: Set<String> {
        let counts = state.withLock { $0.counts }
        return Set(
            counts.enumerated().flatMap { feed, count in
                (0..<count).map { Self.guid(feed, $0) }
            })
    }

    func stopGrowing() { state.withLock { $0.isGrowing = false } }

    func answer(_ request: LocalFeedServer.Request) -> LocalFeedServer.Response {
        guard let feed = request.path.split(separator: "/").last.flatMap({ Int($0) }) else {
            return .notFound
        }
        let (count, waiter) = state.withLock { state in
            if state.isGrowing { state.counts[feed] += 1 }
            state.awaited -= 1
            var waiter: CheckedContinuation<Void, Never>?
            if state.awaited <= 0 { swap(&waiter, &state.waiter) }
            return (state.counts[feed], waiter)
        }
        defer { waiter?.resume() }
        let etag = "\"\(count)\""
        if request["If-None-Match"] == etag { return .init(304, [("ETag", etag)]) }
        let items = (max(0, count - Self.window)..<count).reversed().map {
            (guid: Self.guid(feed, $0), title: "Leica sighting number \($0) of feed \(feed)")
        }
        return .text(FeedText.rss(items, feed: "Feed \(feed)"), headers: [("ETag", etag)])
    }

    /// Returns when so many more requests have come.
    func waitForRequests(_ count: Int) async {
        await withCheckedContinuation { waiter in
            state.withLock { state in
                state.awaited = count
                state.waiter = waiter
            }
        }
    }

    private static func guid(_ feed: Int, _ number: Int) -> String { "feed-\(feed)-item-\(number)" }
}

/// The ids that a webhook was sent.
final class HeardEvents: Sendable {
    private let state = Mutex<Set<String>>([])
    var ids: Set<String> { state.withLock { $0 } }
    func add(_ id: String) { state.withLock { _ = $0.insert(id) } }
}
