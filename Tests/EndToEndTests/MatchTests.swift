import Foundation
import TestSupport
import Testing

@Suite("feedwatch match, as a user tries queries")
struct MatchTests {
    /// A line of `Fixtures/match-cases.jsonl`, judged by hand.
    private struct Case {
        let query: String
        let item: [String: Any]
        let isHit: Bool
    }

    private static func cases() throws -> [Case] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/match-cases.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let row = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            return Case(
                query: try #require(row["query"] as? String),
                item: try #require(row["item"] as? [String: Any]),
                isHit: try #require(row["hit"] as? Bool))
        }
    }

    /// The ids of the items that a run printed, each with its watches.
    private static func watches(_ run: FeedwatchProcess.Finished) throws -> [String: [String]] {
        try run.lines.reduce(into: [:]) { found, line in
            let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            found[try #require(row?["id"] as? String)] = row?["watches"] as? [String]
        }
    }

    @Test func `HTML, plain text and fields match as promised`() async throws {
        let folder = try TemporaryFolder()
        let cases = try Self.cases()
        try #require(cases.count > 100)
        var (lines, arguments) = ([String](), ["match"])
        for (number, row) in cases.enumerated() {
            var item = row.item
            item["id"] = "\(number)"
            lines.append(
                String(
                    decoding: try JSONSerialization.data(withJSONObject: item), as: UTF8.self))
            arguments += ["--query", row.query]
        }
        let run = try await FeedwatchProcess.run(
            arguments, in: folder.path, input: lines.joined(separator: "\n"))
        #expect(run.status == 0, "\(run.errors)")
        let watches = try Self.watches(run)
        for (number, row) in cases.enumerated() {
            let isHit = watches["\(number)"]?.contains("q\(number + 1)") ?? false
            #expect(isHit == row.isHit, "\(row.query) on \(row.item)")
        }
    }

    @Test func `a query may begin with a minus`() async throws {
        let folder = try TemporaryFolder()
        let run = try await FeedwatchProcess.run(
            ["match", "--text", "--query", "-Nikon Leica"], in: folder.path,
            input: "Leica M11\nLeica and Nikon\n")
        #expect(try Self.watches(run) == ["1": ["q1"]], "\(run.errors)")
    }

    @Test func `an empty query is refused as a query`() async throws {
        let folder = try TemporaryFolder()
        let run = try await FeedwatchProcess.run(
            ["match", "--text", "--query", ""], in: folder.path, input: "Leica\n")
        #expect(run.status == 65)
        #expect(run.errors.hasPrefix("q1:1:1: The query is empty."))
    }

    @Test func `feed asks for the title and the URL of a document`() async throws {
        let folder = try TemporaryFolder()
        let document = """
            {"version": "https://jsonfeed.org/version/1.1", "title": "Digitale Photo-Wélt",
             "feed_url": "https://feeds.example.org/cameras.json", "language": "de",
             "items": [{"id": "1", "title": "Leica"}]}
            """
        let queries = [
            "Leica feed:\"digitale photo welt\"", "Leica feed:digitale", "Leica lang:de",
            "Leica feed:https://feeds.example.org/", "Leica feed:https://other.example.org/",
        ]
        let run = try await FeedwatchProcess.run(
            ["match"] + queries.flatMap { ["--query", $0] }, in: folder.path, input: document)
        #expect(try Self.watches(run) == ["1": ["q1", "q3", "q4"]], "\(run.errors)")
    }
}
