import Glibc
import TestSupport
import Testing

@Suite("Bad input gets one clear sentence and the right exit code")
struct BadInputTests {
    @Test(arguments: [
        ("a config that is not YAML", "watches: [", 78),
        ("a config that is a web page", "<html><body>no</body></html>", 78),
        ("a config without feeds or watches that make sense", "feeds: 3", 78),
        ("an unknown key", "wachtes: []", 78),
    ])
    func config(_ name: String, _ text: String, _ status: Int32) async throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "feedwatch.yaml")
        for arguments in [["check"], ["run", "--once"], ["run"]] {
            let run = try await FeedwatchProcess.run(arguments, in: folder.path)
            #expect(run.status == status, "\(name): \(run.errors)")
            #expect(run.errors.contains("feedwatch.yaml:1:"), "\(name): \(run.errors)")
        }
    }

    @Test func `no config at all`() async throws {
        let folder = try TemporaryFolder()
        let run = try await FeedwatchProcess.run(["run", "--config", "none.yaml"], in: folder.path)
        #expect(run.status == 78)
        #expect(run.errors.contains("none.yaml"))
    }

    @Test func `a feed that is a web page names the feeds it offers`() async throws {
        let page = """
            <!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>
            <body>Hello</body></html>
            """
        let report = try await failure { _ in .text(page, type: "text/html") }
        #expect(report.contains("\"error\":\"not-a-feed\""))
        #expect(report.contains("/rss.xml"))
    }

    @Test func `an endless body ends as too large`() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
        let report = try await failure(polling: "max_body: 1MiB") { _ in
            .init(200, [], body: body, delivery: .endless)
        }
        #expect(report.contains("\"error\":\"too-large\""))
    }

    @Test func `a server that never answers times out`() async throws {
        let report = try await failure(timeout: "1s") { _ in .never }
        #expect(report.contains("\"error\":\"timeout\""))
    }

    @Test func `a full disk under the log loses nothing`() async throws {
        let folder = try TemporaryFolder()
        let feed = FeedText.rss([("1", "Leica M11")])
        try await LocalFeedServer.run { _ in
            .text(feed)
        } while: { server in
            let full = "[{type: file, name: log, path: /dev/full}]"
            try folder.write(
                FeedText.config(feeds: [server.url("/")], sinks: full), to: "feedwatch.yaml")
            let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(run.errors.contains("/dev/full"), "\(run.errors)")
            let usable = "[{type: file, name: log, path: mentions.jsonl}]"
            try folder.write(
                FeedText.config(feeds: [server.url("/")], sinks: usable), to: "feedwatch.yaml")
            _ = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(try EventLog(folder).titles == ["Leica M11"])
        }
    }

    @Test func `a webhook that hangs holds up neither polls nor the log`() async throws {
        let folder = try TemporaryFolder()
        let feed = FeedText.rss([("1", "Leica M11")])
        try await LocalFeedServer.run { request in
            request.path == "/hook" ? .never : .text(feed)
        } while: { server in
            let sinks = """
                [{type: webhook, name: hook, url: '\(server.url("/hook"))', timeout: 1s}, \
                {type: file, path: mentions.jsonl}]
                """
            try folder.write(
                FeedText.config(feeds: [server.url("/")], sinks: sinks), to: "feedwatch.yaml")
            let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try EventLog(folder).titles == ["Leica M11"])
            let outbox = try await FeedwatchProcess.run(
                ["deliveries", "--failed", "--json"], in: folder.path)
            #expect(outbox.lines.count == 1)
            #expect(
                outbox.output.contains("\"sink\":\"hook\",\"state\":\"pending\",\"attempts\":1"))
        }
    }

    @Test(
        arguments: [
            ("parse no-such-file", 66), ("parse feedwatch.yaml", 65),
            ("match --query NOT --text", 65), ("bogus", 64), ("mentions --limit -1", 64),
            ("simulate no-such-trace", 64), ("feeds", 66),
        ] as [(String, Int32)])
    func exitCode(_ command: String, _ status: Int32) async throws {
        let arguments = command.split(separator: " ").map(String.init)
        let folder = try TemporaryFolder()
        try folder.write("watches: []\n", to: "feedwatch.yaml")
        let run = try await FeedwatchProcess.run(arguments, in: folder.path)
        #expect(run.status == status, "\(arguments): \(run.errors)")
        #expect(!run.errors.isEmpty)
    }

    /// What `feeds --json` says after a poll of one such feed.
    private func failure(
        polling: String = "", timeout: String = "10m", _ script: @escaping LocalFeedServer.Script
    ) async throws -> String {
        let folder = try TemporaryFolder()
        return try await LocalFeedServer.run(script) { server in
            try folder.write(
                FeedText.config(
                    feeds: [server.url("/feed")], polling: polling, timeout: timeout),
                to: "feedwatch.yaml")
            let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(run.status == 69, "\(run.errors)")
            return try await FeedwatchProcess.run(["feeds", "--json"], in: folder.path).output
        }
    }
}
