import FeedModel
import Fetching
import TestSupport
import Testing

/// What each status means.
@Suite struct FetcherAnswerTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let response: LocalFeedServer.Response
        let kind: FetchError.Kind
        let retryAfter: Duration?

        init(
            _ claim: String, _ response: LocalFeedServer.Response, _ kind: FetchError.Kind,
            retryAfter: Duration? = nil
        ) {
            (testDescription, self.response, self.kind) = (claim, response, kind)
            self.retryAfter = retryAfter
        }
    }

    static let rows = [
        Row("401 asks for a password", .init(401), .unauthorized),
        Row("403 blocks us", .init(403), .blocked),
        Row("451 blocks us", .init(451), .blocked),
        Row("404 is not found", .init(404), .notFound),
        Row("400 is our fault", .init(400), .clientError),
        Row("418 too", .init(418), .clientError),
        Row(
            "429 waits as long as the server asks", .init(429, [("Retry-After", "120")]),
            .rateLimited,
            retryAfter: .seconds(120)),
        Row("429 without a wait is one too", .init(429), .rateLimited),
        Row(
            "503 waits until the date that the server names",
            .init(503, [("Retry-After", "Mon, 23 Nov 2026 01:00:00 GMT")]), .serverError,
            retryAfter: .hours(1)),
        Row(
            "a wait of a year is one of a week", .init(503, [("Retry-After", "31536000")]),
            .serverError, retryAfter: .days(7)),
        Row("500 is the server's fault", .init(500), .serverError),
        Row("999 too", .init(999), .serverError),
        Row("304 to a question without validators is no answer", .init(304), .badResponse),
        Row("204 is no document", .init(204), .badResponse),
        Row("206 is half a document", .init(206, body: [60]), .badResponse),
        Row(
            "226 to a question without validators is no answer", .init(226, body: [60]),
            .badResponse),
        Row("200 without a body is no document", .init(200), .badResponse),
        Row("a redirect without a target is none", .init(302), .badRedirect),
        Row("300 is no answer", .init(300), .badRedirect),
        Row("a reset is a reset", .reset, .reset),
        Row("what is not HTTP is a bad response", .raw("gopher\r\n"), .badResponse),
        Row("a body over the limit is too large", .init(200, body: big), .tooLarge),
    ]

    static let big = [UInt8](repeating: 60, count: (1 << 20) + 1)

    @Test(arguments: rows)
    func fails(_ row: Row) async throws {
        let error = try await FetchScene.run({ _ in row.response }) { scene in
            await #expect(throws: FetchError.self) { _ = try await scene.fetch() }
        }
        #expect(error?.kind == row.kind, "\(error?.description ?? "")")
        #expect(error?.retryAfter == row.retryAfter)
        #expect(error?.description.contains("127.0.0.1") == true)
    }

    @Test func goneIsAnAnswer() async throws {
        let outcome = try await FetchScene.run({ _ in .init(410) }) { try await $0.fetch() }
        #expect(outcome.word == "gone")
        #expect(outcome.metadata.status == 410)
    }

    @Test func documentComesWithWhatIsNeededToReadIt() async throws {
        let headers = [
            ("Content-Type", "application/atom+xml; charset=latin1"), ("Content-Location", "/v2"),
            ("ETag", "\"a\""), ("Last-Modified", "yesterday, or so"),
            ("Cache-Control", "max-age=600"), ("Age", "60"),
        ]
        try await FetchScene.run({ _ in .init(200, headers, body: Array("<feed/>".utf8)) }) {
            scene in
            let outcome = try await scene.fetch("/feed?x=1")
            let document = try #require(outcome.document)
            #expect(document.body == Array("<feed/>".utf8))
            #expect(document.contentType == "application/atom+xml; charset=latin1")
            #expect(document.contentLocation == "/v2")
            #expect(document.finalURL == scene.server.url("/feed?x=1"))
            #expect(document.digest.count == 32)
            #expect(!document.isDelta)
            let expected = Validators(etag: "\"a\"", lastModified: "yesterday, or so")
            #expect(outcome.metadata.validators == expected)
            #expect(outcome.metadata.freshFor == .seconds(540))
        }
    }
}
