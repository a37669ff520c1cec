import FeedModel
import Glibc
import TestSupport
import Testing

@Suite("kill -9 at any moment")
struct CrashTests {
    /// Kills in one run; a longer run is asked for with FEEDWATCH_CRASHES.
    private static var killCount: Int {
        getenv("FEEDWATCH_CRASHES").flatMap { Int(String(cString: $0)) } ?? 12
    }

    @Test func `no event is lost, none is twice in the file, the webhook hears of all`()
        async throws
    {
        let folder = try TemporaryFolder()
        let truth = GrowingFeed(feedCount: 6)
        let heard = HeardEvents()
        try await LocalFeedServer.run { request in
            if request.path == "/hook" {
                heard.add(request["webhook-id"] ?? "")
                return .init(204)
            }
            return truth.answer(request)
        } while: { server in
            let sinks = """
                [{type: file, path: mentions.jsonl}, {type: webhook, url: '\(server.url("/hook"))', retries: [1s, 1s]}]
                """
            let feeds = (0..<6).map { server.url("/feed/\($0)") }
            try folder.write(
                FeedText.config(
                    feeds: feeds, sinks: sinks,
                    more: "polling: {every: 1s, min: 1s, pace: fixed, per_host: 8}"),
                to: "feedwatch.yaml")
            var random = SystemRandomNumberGenerator()
            for _ in 0..<Self.killCount {
                let daemon = try FeedwatchProcess(["run"], in: folder.path)
                await truth.waitForRequests(Int.random(in: 1...12, using: &random))
                daemon.send(SIGKILL)
                #expect(await daemon.waitForExit() == -SIGKILL)
            }
            truth.stopGrowing()
            let last = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(last.status == 0, "\(last.errors)")
            let log = try EventLog(folder)
            #expect(log.sequences == Array(1...max(1, log.sequences.count)))
            #expect(Set(log.lines.map(\.id)).count == log.lines.count)
            #expect(Set(log.guids) == truth.guids)
            #expect(Set(log.lines.map(\.id)).isSubset(of: heard.ids))
        }
    }
}
