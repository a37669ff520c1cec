import Fetching
import TestSupport
import Testing

/// Pages that want to see a browser, and feeds that only speak of them.
@Suite struct BotCheckTests {
    typealias Response = LocalFeedServer.Response

    @Test(arguments: [
        Response(403, [("cf-mitigated", "challenge")], body: Array("<html>".utf8)),
        Response(503, body: Array("<!DOCTYPE html><html><title>Just a moment...</title>".utf8)),
        Response(
            200, body: Array("\n <!doctype HTML><script src=/cdn-cgi/challenge-platform/x>".utf8)),
        Response(202, [("x-amzn-waf-action", "challenge")]),
        Response(429, [("x-vercel-mitigated", "challenge")]),
        Response(200, body: Array("<html><title>Making sure you&#39;re not a bot!</title>".utf8)),
    ])
    func isRecognised(_ response: Response) async throws {
        let error = try await FetchScene.run({ _ in response }) { scene in
            await #expect(throws: FetchError.self) { _ = try await scene.fetch() }
        }
        #expect(error?.kind == .challenge)
    }

    @Test(arguments: [
        "<rss><title>Just a moment...</title>: checking your browser before accessing</rss>",
        "<html><body>An honest page about cameras</body></html>",
    ])
    func isNone(_ body: String) async throws {
        let outcome = try await FetchScene.run({ _ in .text(body) }) { try await $0.fetch() }
        #expect(outcome.word == "fetched")
    }
}
