import TestSupport
import Testing

@Suite("feedwatch backtest, on what a run has stored")
struct BacktestTests {
    private static func config(_ watches: [String], tags: String = "[cameras]") -> String {
        """
        store: feedwatch.db
        first_poll: all
        watches:
        \(watches.map { "  - {\($0)}" }.joined(separator: "\n"))
        feeds:
          - {url: "file:feed.xml", tags: \(tags)}
        sinks: [{type: file, path: mentions.jsonl}]
        """
    }

    /// A folder whose store has three items, of which the watch `leica` found one.
    private static func folder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let feed = FeedText.rss([("1", "Leica M11"), ("2", "Lumix S5"), ("3", "Nikon Z f")])
        try folder.write(feed, to: "feed.xml")
        try folder.write(config(["name: leica, query: Leica"]), to: "feedwatch.yaml")
        let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
        try #require(run.status == 0, "\(run.errors)")
        return folder
    }

    @Test func `what is added and removed since what was found at the time`() async throws {
        let folder = try await Self.folder()
        try folder.write(
            Self.config([
                "name: any, query: Leica OR Lumix", "name: nikon, query: '\"Nikon Zf\"'",
                "name: tagged, query: Leica, feeds: ['tag:cameras']",
            ]), to: "feedwatch.yaml")
        let run = try await FeedwatchProcess.run(["backtest", "--json"], in: folder.path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.lines == [
                #"{"watch":"any","found":2,"added":2,"removed":0}"#,
                #"{"watch":"nikon","found":0,"added":0,"removed":0}"#,
                #"{"watch":"tagged","found":1,"added":1,"removed":0}"#,
                #"{"watch":"leica","found":0,"added":0,"removed":1}"#,
            ])
    }

    @Test func `what is added and removed since another config`() async throws {
        let folder = try await Self.folder()
        try folder.write(
            Self.config(["name: leica, query: Leica OR Nikon"]), to: "feedwatch.yaml")
        try folder.write(
            Self.config(["name: leica, query: Leica OR Lumix", "name: old, query: Lumix"]),
            to: "old.yaml")
        let run = try await FeedwatchProcess.run(
            ["backtest", "--json", "--against", "old.yaml"], in: folder.path)
        #expect(
            run.lines == [
                #"{"watch":"leica","found":2,"added":1,"removed":1}"#,
                #"{"watch":"old","found":0,"added":0,"removed":1}"#,
            ], "\(run.errors)")
    }

    @Test func `nothing is older than tomorrow`() async throws {
        let folder = try await Self.folder()
        let run = try await FeedwatchProcess.run(
            ["backtest", "--json", "--since", "2999-01-01"], in: folder.path)
        #expect(run.lines == [#"{"watch":"leica","found":0,"added":0,"removed":0}"#])
        let missing = try await FeedwatchProcess.run(
            ["backtest", "--against", "none.yaml"], in: folder.path)
        #expect(missing.status == 78)
    }
}
