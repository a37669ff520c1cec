import Foundation
import TestSupport
import Testing

/// One line of the corpus's manifest.
private struct CorpusFeed: Sendable {
    var file: String
    var format: String
    var itemCount: Int
}

@Suite("Real feeds, over HTTP, to the built binary")
struct CorpusTests {
    /// Files where our count differs on purpose from the manifest's: see docs/parsing.md.
    private static let explained: Set<String> = []

    private static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/corpus").standardizedFileURL
    }

    private static func manifest() throws -> [CorpusFeed]? {
        let path = folder.appendingPathComponent("MANIFEST.tsv")
        guard FileManager.default.fileExists(atPath: path.path) else {
            print(
                "SKIPPED: no corpus of real feeds at ../shared/corpus; the project's own fixtures are tested."
            )
            return nil
        }
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count > 4, let count = Int(columns[4]) else { return nil }
            return CorpusFeed(
                file: String(columns[0]), format: String(columns[3]), itemCount: count)
        }
    }

    @Test func `each parses, item counts agree with the manifest, a second run is all 304`()
        async throws
    {
        guard let feeds = try Self.manifest() else { return }
        try #require(feeds.count > 100)
        let bodies = try Dictionary(
            uniqueKeysWithValues: feeds.map { feed in
                let path = Self.folder.appendingPathComponent("feeds/\(feed.file)")
                return ("/\(feed.file)", [UInt8](try Data(contentsOf: path)))
            })
        let folder = try TemporaryFolder()
        try await LocalFeedServer.run { request in
            guard let body = bodies[request.path.removingPercentEncoding ?? request.path] else {
                return .notFound
            }
            let etag = "\"\(body.count)\""
            let headers = [("ETag", etag), ("Content-Type", "application/xml")]
            if request["If-None-Match"] == etag { return .init(304, headers) }
            return .init(200, headers, body: body)
        } while: { server in
            let urls = feeds.map { "'\(server.url("/" + $0.file))'" }
            try folder.write(
                FeedText.config(feeds: urls, query: "camera", polling: "per_host: 8"),
                to: "feedwatch.yaml")
            let first = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(first.status == 0, "\(first.errors)")
            try await Self.compare(feeds, in: folder)
            let events = try folder.text(of: "mentions.jsonl")
            #expect(!events.isEmpty)

            server.forgetRequests()
            let second = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(second.status == 0, "\(second.errors)")
            #expect(server.requests.count == feeds.count)
            #expect(server.requests.allSatisfy { $0["If-None-Match"] != nil })
            #expect(try folder.text(of: "mentions.jsonl") == events)
        }
    }

    private static func compare(_ feeds: [CorpusFeed], in folder: TemporaryFolder) async throws {
        let answer = try await FeedwatchProcess.run(["feeds", "--json"], in: folder.path)
        var counts: [String: Int] = [:]
        for line in answer.lines {
            let row = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let url = try #require(row["url"] as? String)
            let file = url.split(separator: "/").last.map(String.init) ?? url
            #expect(row["error"] == nil, "\(file): \(row["detail"] ?? "")")
            counts[file] = row["items"] as? Int
        }
        let wrong = feeds.filter { counts[$0.file] != $0.itemCount }
        for feed in wrong where !explained.contains(feed.file) {
            Issue.record(
                "\(feed.file): \(counts[feed.file] ?? -1) items, the manifest says \(feed.itemCount)"
            )
        }
        #expect(Double(wrong.count) <= Double(feeds.count) * 0.02)
    }
}
