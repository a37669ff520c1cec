import Foundation
import Glibc
import TestSupport
import Testing

@Suite("feedwatch run, as systemd runs it")
struct DaemonProcessTests {
    private static let fast = "every: 1s, min: 1s, pace: fixed"

    @Test
    func `it tells systemd how it is, reloads on SIGHUP, keeps a refused config out, and stops`()
        async throws
    {
        let folder = try TemporaryFolder()
        let notices = try NotifySocket(path: folder.file("notify"))
        let feed = FeedText.rss([("1", "Leica M11")])
        try await LocalFeedServer.run { _ in
            .text(feed)
        } while: { server in
            try folder.write(
                FeedText.config(
                    feeds: [server.url("/feed")], sinks: "[{type: stdout, format: json}]"),
                to: "feedwatch.yaml")
            let daemon = try FeedwatchProcess(
                ["run"], in: folder.path,
                environment: ["NOTIFY_SOCKET": notices.path, "WATCHDOG_USEC": "3000000"])
            #expect(await notices.next(holding: "READY=1") != nil)
            #expect(await notices.next(holding: "WATCHDOG=1") != nil)
            let line = await daemon.outputLine()
            #expect(line?.contains("Leica M11") == true)

            try folder.write("watches: [", to: "feedwatch.yaml")
            daemon.send(SIGHUP)
            let reloading = await notices.next(holding: "RELOADING=1")
            #expect(reloading?.contains("MONOTONIC_USEC=") == true)
            #expect(await notices.next(holding: "READY=1")?.contains("refused") == true)

            try folder.write(
                FeedText.config(
                    feeds: [server.url("/feed"), server.url("/other")],
                    sinks: "[{type: stdout, format: json}]"), to: "feedwatch.yaml")
            daemon.send(SIGHUP)
            #expect(await notices.next(holding: "RELOADING=1") != nil)
            #expect(await notices.next(holding: "READY=1")?.contains("reloaded") == true)

            daemon.send(SIGTERM)
            #expect(await notices.next(holding: "STOPPING=1") != nil)
            #expect(await daemon.waitForExit() == 0)
        }
    }

    @Test func `a second one on the same store is refused, whichever way it was started`()
        async throws
    {
        let folder = try TemporaryFolder()
        let notices = try NotifySocket(path: folder.file("notify"))
        try folder.write("watches: []\nfeeds: []\nstore: feedwatch.db\n", to: "feedwatch.yaml")
        let daemon = try FeedwatchProcess(
            ["run"], in: folder.path, environment: ["NOTIFY_SOCKET": notices.path])
        #expect(await notices.next(holding: "READY=1") != nil)
        for arguments in [["run"], ["run", "--once"]] {
            let second = try await FeedwatchProcess.run(arguments, in: folder.path)
            #expect(second.status == 75, "\(arguments): \(second.errors)")
            #expect(second.errors.contains("Another feedwatch holds the store"))
        }
        daemon.send(SIGTERM)
        #expect(await daemon.waitForExit() == 0)
    }

    @Test func `a poll that was under way at a reload is matched by the new watches`() async throws
    {
        let folder = try TemporaryFolder()
        let notices = try NotifySocket(path: folder.file("notify"))
        let (asked, isAsked) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        try await LocalFeedServer.run { _ in
            isAsked.yield()
            for await _ in gate { break }
            return .text(FeedText.rss([("1", "Leica M11")]))
        } while: { server in
            let sinks = "[{type: stdout, format: json}]"
            let config = { FeedText.config(feeds: [server.url("/feed")], sinks: sinks, query: $0) }
            try folder.write(config("Nikon"), to: "feedwatch.yaml")
            let daemon = try FeedwatchProcess(
                ["run"], in: folder.path, environment: ["NOTIFY_SOCKET": notices.path])
            for await _ in asked { break }
            try folder.write(config("Leica"), to: "feedwatch.yaml")
            daemon.send(SIGHUP)
            #expect(await notices.next(holding: "STATUS=config reloaded") != nil)
            open.yield()
            #expect(await daemon.outputLine()?.contains("Leica M11") == true)
            daemon.send(SIGTERM)
            #expect(await daemon.waitForExit() == 0)
        }
    }

    @Test func `a console that cannot listen ends the daemon with an error`() async throws {
        let folder = try TemporaryFolder()
        try await LocalFeedServer.run { _ in
            .notFound
        } while: { server in
            try folder.write(
                "store: feedwatch.db\nwatches: []\nfeeds: []\nconsole: {listen: '127.0.0.1:\(server.port)'}\n",
                to: "feedwatch.yaml")
            let run = try await FeedwatchProcess.run(["run"], in: folder.path)
            #expect(run.status == 69)
            #expect(run.errors.contains("cannot listen"))
        }
    }

    @Test func `new items are told while it runs, and a rotated log is opened anew`() async throws {
        let folder = try TemporaryFolder()
        let notices = try NotifySocket(path: folder.file("notify"))
        let polls = Count()
        try await LocalFeedServer.run { request in
            if request.path == "/hook" { return .init(204) }
            let count = polls.next()
            return .text(FeedText.rss((1...count).map { ("\($0)", "Leica number \($0)") }))
        } while: { server in
            let sinks = """
                [{type: file, path: mentions.jsonl}, {type: stdout, format: json}]
                """
            try folder.write(
                FeedText.config(feeds: [server.url("/feed")], sinks: sinks, polling: Self.fast),
                to: "feedwatch.yaml")
            let daemon = try FeedwatchProcess(
                ["run"], in: folder.path, environment: ["NOTIFY_SOCKET": notices.path])
            #expect(await daemon.outputLine() != nil)
            #expect(await daemon.outputLine() != nil)
            rename(folder.file("mentions.jsonl"), folder.file("mentions.jsonl.1"))
            daemon.send(SIGHUP)
            #expect(await notices.next(holding: "reloaded") != nil)
            #expect(await daemon.outputLine() != nil)
            #expect(await daemon.outputLine() != nil)
            daemon.send(SIGTERM)
            #expect(await daemon.waitForExit() == 0)
            // What stdout was told may not have reached the file yet: the outbox keeps it for the next run.
            let next = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(next.status == 0, "\(next.errors)")
            let old = try EventLog(folder, file: "mentions.jsonl.1")
            let new = try EventLog(folder)
            let all = old.sequences + new.sequences
            #expect(all == Array(1...all.count))
            #expect(!new.sequences.isEmpty)
        }
    }
}
