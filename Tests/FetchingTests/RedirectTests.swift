import FeedModel
import Fetching
import TestSupport
import Testing

/// Redirects: followed at once, within limits, and with nothing given away.
@Suite struct RedirectTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Statuses of the hops, in order; the document follows.
        let hops: [Int]
        /// Which path of `/0`, `/1`, … a permanent chain led to.
        let permanent: String?

        init(_ claim: String, _ hops: Int..., permanent: String?) {
            (testDescription, self.hops, self.permanent) = (claim, hops, permanent)
        }
    }

    @Test(arguments: [
        Row("a 301 is permanent", 301, permanent: "/1"),
        Row("a 308 is permanent", 308, permanent: "/1"),
        Row("a chain of them is", 301, 308, 301, permanent: "/3"),
        Row("a 302 is not", 302, permanent: nil), Row("a 303 is not", 303, permanent: nil),
        Row("a 307 is not", 307, permanent: nil),
        Row("only what comes before a 302 is", 301, 302, 301, permanent: "/1"),
        Row("nothing after a 302 is", 302, 301, permanent: nil),
        Row("five hops are allowed", 302, 302, 302, 302, 302, permanent: nil),
    ])
    func chainIsFollowed(_ row: Row) async throws {
        let script: LocalFeedServer.Script = { request in
            let hop = Int(request.path.dropFirst()) ?? 0
            return hop < row.hops.count
                ? .redirect(row.hops[hop], to: "/\(hop + 1)") : .text("<rss/>")
        }
        try await FetchScene.run(script) { scene in
            let outcome = try await scene.fetch("/0")
            #expect(outcome.document?.finalURL == scene.server.url("/\(row.hops.count)"))
            #expect(
                outcome.metadata.permanentRedirect == row.permanent.map { scene.server.url($0) })
            #expect(outcome.metadata.hopCount == row.hops.count + 1)
        }
    }

    @Test(arguments: [
        ("/1", FetchError.Kind.tooManyRedirects), ("/loop", .redirectLoop), ("/a", .redirectLoop),
        ("/file", .badRedirect), ("/ftp", .badRedirect), ("/nowhere", .badRedirect),
    ])
    func chainEnds(_ path: String, _ kind: FetchError.Kind) async throws {
        let script: LocalFeedServer.Script = { request in
            switch request.path {
            case "/loop": .redirect(to: "/loop#again")
            case "/a": .redirect(301, to: "/b")
            case "/b": .redirect(302, to: "/a")
            case "/file": .redirect(to: "file:///etc/passwd")
            case "/ftp": .redirect(to: "ftp://127.0.0.1/")
            case "/nowhere": .redirect(to: "http://")
            default: .redirect(to: "/\((Int(request.path.dropFirst()) ?? 0) + 1)")
            }
        }
        try await FetchScene.run(script) { scene in
            let error = await #expect(throws: FetchError.self) { _ = try await scene.fetch(path) }
            #expect(error?.kind == kind)
            #expect(scene.server.requests.count <= 6)
        }
    }

    @Test func detourThatIsGoneDoesNotEndTheFeed() async throws {
        let script: LocalFeedServer.Script = {
            $0.path == "/feed" ? .redirect(to: "/x") : .init(410)
        }
        try await FetchScene.run(script) { scene in
            let error = await #expect(throws: FetchError.self) { _ = try await scene.fetch() }
            #expect(error?.kind == .notFound)
        }
    }

    @Test func documentAtTheEndIsAskedForConditionally() async throws {
        let script: LocalFeedServer.Script = {
            $0.path == "/feed" ? .redirect(to: "/x") : .text("<rss/>", headers: [("ETag", "\"1\"")])
        }
        try await FetchScene.run(script) { scene in
            let first = try await scene.fetch().metadata
            _ = try await scene.fetcher.fetch(
                FetchRequest(
                    url: scene.server.url("/feed"), validators: first.validators,
                    validatorsURL: first.validatorsURL))
            #expect(scene.server.requests.map { $0["If-None-Match"] } == [nil, nil, nil, "\"1\""])
        }
    }

    @Test(arguments: [true, false])
    func passwordAndHeadersStayWithTheFeedsServer(isSameServer: Bool) async throws {
        try await LocalFeedServer.run({ _ in .text("<rss/>") }) { other in
            let script: LocalFeedServer.Script = { request in
                guard request.path == "/feed" else { return .text("<rss/>") }
                return .redirect(301, to: isSameServer ? "/here" : other.url("/there"))
            }
            try await FetchScene.run(script) { scene in
                let settings = FeedRequestSettings(
                    headers: [.init(name: "X-Key", value: Secret("k"))], username: "me",
                    password: Secret("pass"))
                let outcome = try await scene.fetcher.fetch(
                    FetchRequest(url: scene.server.url("/feed"), settings: settings))
                #expect(scene.server.requests[0]["Authorization"] == "Basic bWU6cGFzcw==")
                #expect(scene.server.requests[0]["X-Key"] == "k")
                let last = try #require((isSameServer ? scene.server : other).requests.last)
                #expect((last["Authorization"] != nil) == isSameServer)
                #expect((last["X-Key"] != nil) == isSameServer)
                #expect(last["Referer"] == nil)
                // Adopting it would give the password to the other server.
                #expect((outcome.metadata.permanentRedirect != nil) == isSameServer)
            }
        }
    }

    @Test func credentialsOfTheURLAreSentAsAHeader() async throws {
        try await FetchScene.run({ _ in .text("<rss/>") }) { scene in
            let url = "http://me:p%40ss@127.0.0.1:\(scene.server.port)/feed"
            let outcome = try await scene.fetcher.fetch(FetchRequest(url: url))
            #expect(scene.server.requests[0]["Authorization"] == "Basic bWU6cEBzcw==")
            #expect(outcome.document?.finalURL.contains("me") == false)
        }
    }

    @Test func discoveredURLMayNotLeadInside() async throws {
        try await FetchScene.run({ _ in .text("<rss/>") }) { scene in
            for url in [scene.server.url("/feed"), "file:///etc/hostname"] {
                let error = await #expect(throws: FetchError.self) {
                    _ = try await scene.fetcher.fetch(FetchRequest(url: url, isDiscovered: true))
                }
                #expect(error?.kind == .blockedAddress)
            }
            #expect(scene.server.requests.isEmpty)
        }
    }
}
