import TestSupport
import Testing

@Suite("The feeds of a page, as a user asks for them")
struct DiscoverTests {
    private static let page = """
        <!DOCTYPE html><html><head><title>Camera Notes</title>
        <link rel="alternate" type="application/rss+xml" href="/feed"></head><body></body></html>
        """

    private static let script: LocalFeedServer.Script = { request in
        switch request.path {
        case "/": .text(page, type: "text/html")
        case "/feed": .text(FeedText.rss([("1", "Leica M11")]))
        case "/bare": .text("<html><body>nothing</body></html>", type: "text/html")
        default: .notFound
        }
    }

    @Test func `discover prints them, best first`() async throws {
        let folder = try TemporaryFolder()
        try await LocalFeedServer.run(Self.script) { server in
            let found = try await FeedwatchProcess.run(
                ["discover", "--json", server.url("/")], in: folder.path)
            #expect(found.status == 0, "\(found.errors)")
            #expect(found.lines.count == 1)
            #expect(found.output.contains("\"url\":\"\(server.url("/feed"))\""))
            #expect(found.output.contains("\"found_by\":\"link\""))
        }
    }

    @Test func `discover asks where feeds usually are, and says so where there is none`()
        async throws
    {
        let folder = try TemporaryFolder()
        try await LocalFeedServer.run(Self.script) { server in
            let found = try await FeedwatchProcess.run(
                ["discover", server.url("/bare")], in: folder.path)
            #expect(found.output.contains("well-known"))
        }
        try await LocalFeedServer.run { _ in
            .text("<html></html>", type: "text/html")
        } while: { server in
            let none = try await FeedwatchProcess.run(
                ["discover", server.url("/")], in: folder.path)
            #expect(none.status == 65)
            #expect(none.errors.contains("offers no feed"))
        }
    }

    @Test func `check --online says which feed to write instead of a page`() async throws {
        let folder = try TemporaryFolder()
        try await LocalFeedServer.run(Self.script) { server in
            try folder.write(FeedText.config(feeds: [server.url("/")]), to: "feedwatch.yaml")
            let check = try await FeedwatchProcess.run(["check", "--online"], in: folder.path)
            #expect(check.status == 69)
            #expect(check.errors.contains("it offers \(server.url("/feed"))"))
        }
    }
}
