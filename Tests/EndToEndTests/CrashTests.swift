import FeedModel
import Glibc
import Storage
import TestSupport
import Testing

@Suite("kill -9 at any moment", .timeLimit(.minutes(60)))
struct CrashTests {
    /// Kills in all; `make crash` asks for 1,000 with FEEDWATCH_CRASHES.
    private static let killCount =
        getenv("FEEDWATCH_CRASHES").flatMap { Int(String(cString: $0)) } ?? 12
    /// Several daemons at once where there are many kills: most of the time is waiting for the next poll.
    private static let sceneCount = max(1, min(4, killCount / 50))

    /// The steps of `FEEDWATCH_TEST_KILL`, and any moment.
    private static let steps = ["fetched", "parsed", "committed", "sent", "settled", nil]

    @Test(arguments: 0..<sceneCount)
    func `no event is lost, none is twice in the file, the webhook hears of all`(_ scene: Int)
        async throws
    {
        let stage = try CrashStage()
        try await LocalFeedServer.run { request in
            stage.answer(request)
        } while: { server in
            try stage.writeConfig(server)
            for number in 0..<(Self.killCount / Self.sceneCount) {
                try await stage.kill(at: Self.steps[number % Self.steps.count])
                try stage.inspectStore()
            }
            try await stage.finish()
        }
    }
}

/// A daemon that dies again and again, and what must hold whenever it does.
private final class CrashStage: Sendable {
    private static let feedCount = 8
    private let folder: TemporaryFolder
    private let truth = GrowingFeed(feedCount: feedCount, pause: .seconds(1))
    private let heard = HeardEvents()
    private let isOver = Flag()

    init() throws { folder = try TemporaryFolder() }

    func answer(_ request: LocalFeedServer.Request) -> LocalFeedServer.Response {
        guard request.path == "/hook" else { return truth.answer(request) }
        if !isOver.value, Int.random(in: 0..<8) == 0 { return .init(503) }
        heard.add(request)
        return .init(204)
    }

    func writeConfig(_ server: LocalFeedServer) throws {
        let waits = Array(repeating: "1s", count: 60).joined(separator: ", ")
        let sinks = """
            [{type: file, path: mentions.jsonl}, {type: webhook, url: '\(server.url("/hook"))', retries: [\(waits)]}]
            """
        try folder.write(
            FeedText.config(
                feeds: (0..<Self.feedCount).map { server.url("/feed/\($0)") }, sinks: sinks,
                polling: "every: 1s, min: 1s, pace: fixed, per_host: 8"),
            to: "feedwatch.yaml")
    }

    /// `step`: `nil`: after some requests, wherever that finds it.
    func kill(at step: String?) async throws {
        var environment: [String: String] = [:]
        if let step { environment["FEEDWATCH_TEST_KILL"] = "\(step):\(Int.random(in: 1...6))" }
        let daemon = try FeedwatchProcess(["run"], in: folder.path, environment: environment)
        if step == nil {
            await truth.waitForRequests(Int.random(in: 1...12))
            daemon.send(SIGKILL)
        }
        #expect(await daemon.waitForExit() == -SIGKILL)
    }

    /// The store is whole, and no feed may be polled before what stands in it.
    func inspectStore() throws {
        let reader = try StoreReader(path: folder.file("feedwatch.db"))
        #expect(try reader.integrityProblems() == [])
        var floors: [Int: Timestamp] = [:]
        for feed in try reader.feeds() {
            guard let number = feed.url.split(separator: "/").last.flatMap({ Int($0) }) else {
                continue
            }
            let pause = feed.lastPoll.map { $0 + .seconds(1) }
            floors[number] = [pause, feed.notBefore].compactMap(\.self).max()
        }
        truth.expect(floors: floors)
    }

    func finish() async throws {
        isOver.set()
        truth.stopGrowing()
        let daemon = try FeedwatchProcess(["run"], in: folder.path)
        await heard.waitFor(guids: truth.guids)
        daemon.send(SIGTERM)
        #expect(await daemon.waitForExit() == 0)
        let log = try EventLog(folder)
        #expect(log.sequences == Array(1...max(1, log.sequences.count)))
        #expect(Set(log.lines.map(\.id)).count == log.lines.count)
        #expect(log.lines.count == truth.guids.count)
        #expect(Set(log.guids) == truth.guids)
        #expect(Set(heard.ids) == Set(log.lines.map(\.id)))
        #expect(truth.early == [])
    }
}
