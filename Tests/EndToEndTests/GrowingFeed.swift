import FeedModel
import Glibc
import Synchronization
import TestSupport

/// Feeds with a known truth that believe what they are told: whoever vouches for a version, by its etag, is shown only
/// what came after it. So what was vouched for and not kept never comes again, and a test finds it missing.
///
/// They also note each request that comes before it may.
final class GrowingFeed: Sendable {
    fileprivate struct Feed {
        /// Items so far; the first one stays in the document.
        var count = 1
        var lastRequest: Timestamp?
        var floor: Timestamp?
    }

    fileprivate struct State {
        var feeds: [Feed]
        var isGrowing = true
        var early: [String] = []
        var awaited = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>
    /// Between two polls of a feed, but for a crash between them.
    private let pause: Duration

    init(feedCount: Int, pause: Duration) {
        state = Mutex(State(feeds: Array(repeating: Feed(), count: feedCount)))
        self.pause = pause
    }

    /// All items that were ever to be seen.
    var guids: Set<String> {
        let counts = state.withLock { $0.feeds.map(\.count) }
        return Set(
            counts.enumerated().flatMap { feed, count in
                (0..<count).map { Self.guid(feed, $0) }
            })
    }

    /// Requests that came before they were allowed to.
    var early: [String] { state.withLock { $0.early } }

    func stopGrowing() { state.withLock { $0.isGrowing = false } }

    /// The process that polled is dead: the next one is held to what is stored.
    func expect(floors: [Int: Timestamp]) {
        state.withLock { state in
            for feed in state.feeds.indices {
                state.feeds[feed].lastRequest = nil
                state.feeds[feed].floor = floors[feed]
            }
        }
    }

    func answer(_ request: LocalFeedServer.Request) -> LocalFeedServer.Response {
        guard let feed = request.path.split(separator: "/").last.flatMap({ Int($0) }) else {
            return .notFound
        }
        let vouched = request["If-None-Match"].flatMap { Int($0.dropFirst().dropLast()) } ?? 0
        let (count, isUnwell, waiter) = state.withLock { state in
            state.note(feed, at: .realTime, pause: pause)
            let isUnwell = state.isGrowing && Int.random(in: 0..<12) == 0
            if state.isGrowing, vouched == state.feeds[feed].count, Int.random(in: 0..<3) > 0 {
                state.feeds[feed].count += 1
            }
            return (state.feeds[feed].count, isUnwell, state.takeWaiter())
        }
        defer { waiter?.resume() }
        if isUnwell { return .init(503, [("Retry-After", "2")]) }
        let etag = "\"\(count)\""
        if vouched == count { return .init(304, [("ETag", etag)]) }
        let numbers = [0] + (max(1, vouched)..<count)
        let items = numbers.reversed().map {
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

extension GrowingFeed.State {
    fileprivate mutating func note(_ feed: Int, at now: Timestamp, pause: Duration) {
        if let floor = feeds[feed].floor, now < floor {
            early.append("feed \(feed) at \(now), not before \(floor)")
        }
        if let last = feeds[feed].lastRequest, now < last + pause {
            early.append("feed \(feed) at \(now), after \(last)")
        }
        (feeds[feed].floor, feeds[feed].lastRequest) = (nil, now)
    }

    fileprivate mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
        awaited -= 1
        guard awaited <= 0 else { return nil }
        defer { waiter = nil }
        return waiter
    }
}

extension Timestamp {
    static var realTime: Timestamp {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Timestamp(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
    }
}
