import Foundation
import TestSupport
import Testing

@Suite("feedwatch run --once, as a user runs it")
struct RunOnceTests {
    @Test func `a mention is told once, and a second run gets 304s and tells nothing`() async throws
    {
        let folder = try TemporaryFolder()
        let feed = FeedText.rss([("1", "Leica M11"), ("2", "A popstar")])
        try await LocalFeedServer.run { request in
            request["If-None-Match"] == "\"v1\""
                ? .init(304, [("ETag", "\"v1\"")]) : .text(feed, headers: [("ETag", "\"v1\"")])
        } while: { server in
            try folder.write(FeedText.config(feeds: [server.url("/feed")]), to: "feedwatch.yaml")
            let first = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(first.status == 0, "\(first.errors)")
            let told = try EventLog(folder)
            #expect(told.titles == ["Leica M11"])
            #expect(told.sequences == [1])

            let second = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(second.status == 0, "\(second.errors)")
            #expect(try EventLog(folder) == told)
            #expect(server.requests.count == 2)
            #expect(server.requests.last?["If-None-Match"] == "\"v1\"")
        }
    }

    @Test func `text goes to stdout, one line a mention, nothing else`() async throws {
        let folder = try TemporaryFolder()
        let feed = FeedText.rss([("1", "Leica &#x1B;[31mred&#10;and more")])
        try await LocalFeedServer.run { _ in
            .text(feed)
        } while: { server in
            try folder.write(
                FeedText.config(feeds: [server.url("/feed")], sinks: "[{type: stdout}]"),
                to: "feedwatch.yaml")
            let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.lines.count == 1)
            #expect(run.output.contains("  leica  Leica "))
            #expect(!run.output.contains("\u{1B}"))
        }
    }

    @Test func `a poll that fails leaves everything as it was`() async throws {
        let folder = try TemporaryFolder()
        let feed = FeedText.rss([("1", "Leica M11")])
        let isBroken = Flag()
        try await LocalFeedServer.run { _ in
            isBroken.value ? .init(500) : .text(feed, headers: [("ETag", "\"v1\"")])
        } while: { server in
            try folder.write(FeedText.config(feeds: [server.url("/feed")]), to: "feedwatch.yaml")
            _ = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            let told = try EventLog(folder)
            isBroken.set()
            let failed = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(failed.status == 69)
            #expect(failed.errors.contains("server-error"))
            #expect(try EventLog(folder) == told)
            #expect(server.requests.last?["If-None-Match"] == "\"v1\"")
            let feeds = try await FeedwatchProcess.run(["feeds", "--json"], in: folder.path)
            #expect(feeds.output.contains("\"state\":\"retrying\""))
            #expect(feeds.output.contains("\"items\":1"))
        }
    }

    @Test func `where no server can be reached, no feed is blamed`() async throws {
        let folder = try TemporaryFolder()
        let port = try await LocalFeedServer.run { _ in
            .notFound
        } while: {
            $0.port
        }
        let hosts = ["127.0.0.1", "localhost", "127.0.0.2"]
        let feeds = hosts.map { "http://\($0):\(port)/feed" }
        try folder.write(FeedText.config(feeds: feeds), to: "feedwatch.yaml")
        let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
        #expect(run.status == 69)
        let listed = try await FeedwatchProcess.run(["feeds", "--json"], in: folder.path)
        #expect(!listed.output.contains("retrying"), "\(listed.output)")
    }

    @Test func `one event an item, with all its watches`() async throws {
        let folder = try TemporaryFolder()
        let feed = FeedText.rss([("1", "Leica and Lumix: L² Technology")])
        try await LocalFeedServer.run { _ in
            .text(feed)
        } while: { server in
            let config = """
                store: feedwatch.db
                first_poll: all
                watches:
                  - {name: leica, query: Leica}
                  - {name: lumix, query: Lumix}
                  - {name: l2, query: '"L2 Technology"'}
                feeds: [\(server.url("/feed"))]
                sinks:
                  - {type: file, path: mentions.jsonl}
                  - {type: file, name: lumix-only, path: lumix.jsonl, watches: [lumix]}
                """
            try folder.write(config, to: "feedwatch.yaml")
            let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            let all = try EventLog(folder)
            #expect(all.watches == [["leica", "lumix", "l2"]])
            let routed = try EventLog(folder, file: "lumix.jsonl")
            #expect(routed.watches == [["lumix"]])
        }
    }
}
