import Glibc
import TestSupport
import Testing

/// Slow and hostile servers beside a healthy one, as the daemon meets them.
@Suite("Hostile servers")
struct HostileServerTests {
    private static let scripts: [LocalFeedServer.Script] = [
        { _ in .never },
        { _ in .reset },
        { _ in
            LocalFeedServer.Response(
                0,
                body: Array(
                    "HTTP/1.1 200 OK\r\nX-Slow: \(String(repeating: "x", count: 900))".utf8),
                delivery: .raw(bytes: 1, every: .seconds(1)))
        },
        { _ in
            LocalFeedServer.Response(
                200, body: Array(repeating: 60, count: 900),
                delivery: .trickled(bytes: 1, every: .seconds(1)))
        },
        { _ in .init(200, body: Array(repeating: 32, count: 1 << 16), delivery: .endless) },
        { _ in .init(200, [("Content-Encoding", "gzip")], body: CompressedBytes.bomb(mebibytes: 64))
        },
        { request in .redirect(to: "/again\(request.target.utf8.count)") },
        { _ in .redirect(to: "/feed") },
        { _ in .init(200, body: [60], delivery: .stalled) },
        { _ in .init(200, body: [60], delivery: .cutShort) },
        { _ in .raw("SSH-2.0-OpenSSH_9.2\r\n") },
    ]

    @Test func `leave the pace of the healthy feed beside them as it is`() async throws {
        let folder = try TemporaryFolder()
        var hostile: [LocalFeedServer] = []
        for script in Self.scripts { hostile.append(try await .start(script)) }
        try await LocalFeedServer.run { _ in
            .text(FeedText.rss([("1", "Leica M11")]))
        } while: { healthy in
            try folder.write(
                FeedText.config(
                    feeds: hostile.map { $0.url("/feed") } + [healthy.url("/feed")],
                    polling: "every: 1s, min: 1s, pace: fixed, max_body: 2MiB"
                ), to: "feedwatch.yaml")
            let daemon = try FeedwatchProcess(["run"], in: folder.path)
            for server in hostile { await server.waitForRequests(1) }
            // Each of them may hold up a poll for longer than any test runs: that this returns is the finding.
            await healthy.waitForRequests(healthy.requests.count + 4)
            daemon.send(SIGTERM)
            #expect(await daemon.waitForExit() == 0)
            let feeds = try await FeedwatchProcess.run(["feeds", "--json"], in: folder.path)
            #expect(feeds.lines.count { $0.contains("\"state\":\"ok\"") } >= 1)
        }
        for server in hostile { await server.stop() }
    }
}
