import FeedModel
import Fetching
import TestSupport
import Testing

/// What servers see of us: the lines of the fetching part that a log of requests can show.
@Suite struct PolitenessTests {
    @Test func firstRequestSaysWhoAsksAndNothingElse() async throws {
        try await FetchScene.run({ _ in .text("<rss/>") }) { scene in
            _ = try await scene.fetch()
            let request = try #require(scene.server.requests.first)
            #expect(
                request["User-Agent"]
                    == "feedwatch/0 (+https://feedwatch.example) (contact: ops@example.com)")
            #expect(request["Accept-Encoding"] == "gzip, deflate")
            #expect(request["Accept"]?.contains("application/rss+xml") == true)
            let names = Set(request.headers.map { $0.name.lowercased() })
            let allowed: Set = ["user-agent", "accept", "accept-encoding", "host", "connection"]
            #expect(names.isSubset(of: allowed), "\(names)")
        }
    }

    @Test(arguments: [
        Validators(etag: "\"abc\""), Validators(etag: "W/\"weak\""), Validators(etag: "no-quotes"),
        Validators(etag: "\"unterminated"), Validators(etag: "\"with \\\"inner\\\" quotes\""),
        Validators(lastModified: "Sun, 06 Nov 1994 08:49:37 GMT"), Validators(lastModified: "0"),
        Validators(lastModified: "Sunday, 06-Nov-94 08:49:37 GMT"),
        Validators(etag: "\"ü\"", lastModified: "Thu, 1 Jan 1970 00:00:00 +0000"),
    ])
    func validatorsGoBackByteForByte(_ validators: Validators) async throws {
        var headers: [(name: String, value: String)] = []
        if let etag = validators.etag { headers.append(("ETag", etag)) }
        if let date = validators.lastModified { headers.append(("Last-Modified", date)) }
        let answer = headers
        let script: LocalFeedServer.Script = { request in
            let isSame =
                request["If-None-Match"] == validators.etag
                && request["If-Modified-Since"] == validators.lastModified
            return isSame ? .notModified : .text("<rss/>", headers: answer)
        }
        try await FetchScene.run(script) { scene in
            let first = try await scene.fetch()
            #expect(first.metadata.validators == validators)
            let second = try await scene.fetch(validators: first.metadata.validators)
            #expect(second.word == "notModified")
            #expect(second.metadata.validators == validators)
            #expect(scene.server.requests.last?["A-IM"] == (validators.etag == nil ? nil : "feed"))
        }
    }

    @Test func newValidatorInA304IsNotTaken() async throws {
        let script: LocalFeedServer.Script = { _ in .init(304, [("ETag", "\"newer\"")]) }
        try await FetchScene.run(script) { scene in
            let outcome = try await scene.fetch(validators: Validators(etag: "\"stored\""))
            #expect(outcome.metadata.validators == Validators(etag: "\"stored\""))
        }
    }

    @Test func unconditionalRequestLeavesThemOut() async throws {
        try await FetchScene.run({ _ in .text("<rss/>") }) { scene in
            _ = try await scene.fetcher.fetch(
                FetchRequest(
                    url: scene.server.url("/feed"),
                    validators: Validators(etag: "\"a\"", lastModified: "b"),
                    isUnconditional: true))
            let request = try #require(scene.server.requests.first)
            #expect(request["If-None-Match"] == nil)
            #expect(request["If-Modified-Since"] == nil)
            #expect(request["A-IM"] == nil)
        }
    }

    @Test func validatorsAreKeptFromAnotherURL() async throws {
        try await FetchScene.run({ _ in .text("<rss/>") }) { scene in
            _ = try await scene.fetcher.fetch(
                FetchRequest(
                    url: scene.server.url("/new"), validators: Validators(etag: "\"a\""),
                    validatorsURL: scene.server.url("/old")))
            #expect(scene.server.requests.first?["If-None-Match"] == nil)
        }
    }

    @Test func sameBodyIsRecognised() async throws {
        try await FetchScene.run({ _ in .text("<rss/>", headers: [("ETag", "\"x\"")]) }) { scene in
            let first = try await scene.fetch()
            let second = try await scene.fetch(digest: first.document?.digest)
            #expect(second.word == "unchanged")
            #expect(second.metadata.validators == Validators(etag: "\"x\""))
        }
    }

    @Test func deltaIsSaidToBeOne() async throws {
        let script: LocalFeedServer.Script = { _ in
            .init(226, [("IM", "feed")], body: Array("<rss/>".utf8))
        }
        try await FetchScene.run(script) { scene in
            let outcome = try await scene.fetch(validators: Validators(etag: "\"a\""))
            #expect(outcome.document?.isDelta == true)
        }
    }

    @Test func monstrousValidatorIsNotKept() async throws {
        let etag = "\"" + String(repeating: "x", count: 5000) + "\""
        try await FetchScene.run({ _ in .text("<rss/>", headers: [("ETag", etag)]) }) { scene in
            let outcome = try await scene.fetch()
            #expect(outcome.metadata.validators.isEmpty)
        }
    }

    @Test func noCookieIsKept() async throws {
        try await FetchScene.run({ _ in .text("<rss/>", headers: [("Set-Cookie", "id=1; Path=/")]) }
        ) { scene in
            for _ in 1...2 { _ = try await scene.fetch() }
            #expect(scene.server.requests.allSatisfy { $0["Cookie"] == nil })
        }
    }
}
