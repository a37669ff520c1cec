import Glibc
import Synchronization
import TestSupport
import Testing

@Suite("kill -9 between two copies of a story")
struct StoryCrashTests {
    private static let feedCount = 4

    @Test func `each story is told once, and grows once`() async throws {
        let folder = try TemporaryFolder()
        let wire = WireFeeds()
        try await LocalFeedServer.run { request in
            wire.answer(request)
        } while: { server in
            try folder.write(
                FeedText.config(
                    feeds: (0..<Self.feedCount).map { server.url("/feed/\($0)") },
                    polling: "every: 1s, min: 1s, pace: fixed, per_host: 8"),
                to: "feedwatch.yaml")
            var random = SystemRandomNumberGenerator()
            for _ in 0..<6 {
                let daemon = try FeedwatchProcess(["run"], in: folder.path)
                await wire.waitForRequests(Int.random(in: 1...9, using: &random))
                daemon.send(SIGKILL)
                #expect(await daemon.waitForExit() == -SIGKILL)
            }
            wire.stopGrowing()
            let last = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(last.status == 0, "\(last.errors)")
            let lines = try EventLog(folder).lines
            let told = lines.filter { $0.type == "mention.new" }.map(\.title)
            #expect(told.sorted() == wire.titles.sorted())
            let grown = lines.filter { $0.type == "story.grew" }.map(\.title)
            #expect(grown.sorted() == wire.titles.sorted())
        }
    }
}

/// Feeds that tell the same stories, each under guids of its own: every request finds one story more.
private final class WireFeeds: Sendable {
    private struct State {
        var storyCount = 0
        var isGrowing = true
        var awaited = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    var titles: [String] { (0..<state.withLock { $0.storyCount }).map(Self.title) }

    func stopGrowing() { state.withLock { $0.isGrowing = false } }

    func answer(_ request: LocalFeedServer.Request) -> LocalFeedServer.Response {
        guard let feed = request.path.split(separator: "/").last.flatMap({ Int($0) }) else {
            return .notFound
        }
        let (count, waiter) = state.withLock { state in
            if state.isGrowing { state.storyCount += 1 }
            state.awaited -= 1
            var waiter: CheckedContinuation<Void, Never>?
            if state.awaited <= 0 { swap(&waiter, &state.waiter) }
            return (state.storyCount, waiter)
        }
        defer { waiter?.resume() }
        let items = (0..<count).reversed().map {
            (guid: "feed-\(feed)-story-\($0)", title: Self.title($0))
        }
        return .text(FeedText.rss(items, feed: "Feed \(feed)"))
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

    private static func title(_ number: Int) -> String {
        "Leica joins hands with partner number \(number)"
    }
}
