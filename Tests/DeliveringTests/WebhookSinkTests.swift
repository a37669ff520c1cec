import Delivering
import FeedModel
import Synchronization
import Testing
import Transport

/// Answers as it is told, and remembers what it was asked.
final class ScriptedServer: Sendable {
    private let answer: Result<HTTPResponse, TransportError>
    private let received = Mutex<[HTTPRequest]>([])

    init(_ answer: Result<HTTPResponse, TransportError>) { self.answer = answer }
    convenience init(_ status: Int, _ headers: HeaderList = HeaderList()) {
        self.init(.success(HTTPResponse(status: status, headers: headers)))
    }

    var requests: [HTTPRequest] { received.withLock { $0 } }

    var send: WebhookSink.Send {
        { request throws(TransportError) in
            self.received.withLock { $0.append(request) }
            return try self.answer.get()
        }
    }
}

@Suite struct WebhookSinkTests {
    static let now = Timestamp(seconds: 1_795_393_900)
    static let address = "https://hooks.example.com/T00/secret-path?key=hidden"

    private func sink(
        _ server: ScriptedServer, _ change: (inout WebhookSettings) -> Void = { _ in }
    ) throws -> WebhookSink {
        var settings = WebhookSettings(url: Secret(Self.address))
        change(&settings)
        return try WebhookSink(
            name: SinkName("hook"), settings: settings,
            userAgent: "feedwatch/1 (+https://example.com)",
            now: { Self.now }, send: server.send)
    }

    private func outcome(_ server: ScriptedServer) async throws -> DeliveryOutcome? {
        try await sink(server).deliver([EventFixtures.delivery(EventFixtures.mention(42))]).first
    }

    @Test func theEventIsPostedWithItsIDAndTheTime() async throws {
        let server = ScriptedServer(204)
        #expect(try await outcome(server) == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.url == Self.address)
        #expect(request.body == EventRenderer.json(EventFixtures.mention(42)))
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["user-agent"] == "feedwatch/1 (+https://example.com)")
        #expect(request.headers["webhook-id"] == "msg_42")
        #expect(request.headers["webhook-timestamp"] == "1795393900")
        #expect(request.headers["webhook-signature"] == nil)
        #expect(request.timeout == .seconds(20))
    }

    @Test func eachSecretSigns() async throws {
        let server = ScriptedServer(200)
        let secrets = [
            "whsec_ZmVlZHdhdGNoLXRlc3Qtc2VjcmV0LW9mLTMyLWJ5dGU=",
            "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX",
        ]
        let sink = try sink(server) { $0.secrets = secrets.map(Secret.init) }
        _ = await sink.deliver([EventFixtures.delivery(EventFixtures.mention(42))])
        let signature = try #require(server.requests.first?.headers["webhook-signature"])
        let parts = signature.split(separator: " ")
        #expect(parts.count == 2)
        #expect(parts.allSatisfy { $0.hasPrefix("v1,") && $0.utf8.count == 47 })
        #expect(parts.first != parts.last)
    }

    @Test func theSignatureIsThatOfTheSpecification() throws {
        // Worked out with `openssl dgst -sha256 -mac HMAC` over "msg_0a1b.1795393900.{"seq":1}".
        let secret = "whsec_ZmVlZHdhdGNoLXRlc3Qtc2VjcmV0LW9mLTMyLWJ5dGU="
        let signature = try WebhookSigner([Secret(secret)]).signature(
            id: "msg_0a1b", timestamp: 1_795_393_900, body: Array(#"{"seq":1}"#.utf8))
        #expect(signature == "v1,3zKwCVjcULRSzZlVODGEdxqLWPDAx4so0Q3UuOHIGmI=")
    }

    @Test(arguments: [
        (200, DeliveryOutcome.delivered), (299, .delivered),
        (
            301,
            .retry(
                reason: "hooks.example.com answered 301, a redirect, and those are not followed; "
                    + "give the sink the address that it leads to.", after: nil)
        ),
        (
            404,
            .retry(
                reason: "hooks.example.com answered 404; look at the sink's address and keys.",
                after: nil)
        ),
        (
            410,
            .stopped(
                reason:
                    "hooks.example.com answered 410: it wants no more events, so the sink has stopped."
            )
        ),
        (413, .rejected(reason: "hooks.example.com answered 413: the event is too large for it.")),
        (
            429,
            .retry(
                reason: "hooks.example.com answered 429 and is given time.", after: .seconds(120))
        ),
        (
            503,
            .retry(
                reason: "hooks.example.com answered 503 and is given time.", after: .seconds(120))
        ),
        (500, .retry(reason: "hooks.example.com answered 500.", after: nil)),
    ])
    func outcomeOfStatus(_ status: Int, _ expected: DeliveryOutcome) async throws {
        #expect(try await outcome(ScriptedServer(status, ["Retry-After": "120"])) == expected)
    }

    @Test func anAnswerThatDoesNotComeIsTriedAgainAndNamesTheHostOnly() async throws {
        let error = TransportError(
            kind: .timeout,
            description: "hooks.example.com did not answer in full within 20.0 seconds.")
        let outcome = try await outcome(ScriptedServer(.failure(error)))
        #expect(
            outcome
                == .retry(
                    reason: "hooks.example.com did not answer in full within 20.0 seconds.",
                    after: nil))
    }

    @Test func aSuccessWithAnEndlessBodyIsASuccess() async throws {
        let error = TransportError(kind: .tooLarge, description: "too large")
        #expect(try await outcome(ScriptedServer(.failure(error))) == .delivered)
    }

    @Test func theOperatorsHeadersAreSent() async throws {
        let server = ScriptedServer(200)
        let sink = try sink(server) {
            $0.headers = [.init(name: "Authorization", value: Secret("Bearer x"))]
        }
        _ = await sink.deliver([EventFixtures.delivery(EventFixtures.mention(1))])
        #expect(server.requests.first?.headers["authorization"] == "Bearer x")
    }

    @Test(arguments: [
        ("hooks.example.com/in", "bad-address"), ("ftp://example.com/", "bad-address"),
        ("https://", "bad-address"),
    ])
    func anAddressThatCannotBeUsedIsRefused(_ url: String, _ kind: String) {
        let error = #expect(throws: SinkError.self) {
            try sink(ScriptedServer(200)) { $0.url = Secret(url) }
        }
        #expect(error?.kind == kind)
    }

    @Test(arguments: ["secret", "whsec_!!!", "whsec_", "whsec_AAAA"])
    func aSecretThatCannotSignIsRefusedAndNotShown(_ secret: String) {
        let error = #expect(throws: SinkError.self) {
            try sink(ScriptedServer(200)) { $0.secrets = [Secret(secret)] }
        }
        #expect(error?.kind == "bad-secret")
    }

    @Test(arguments: [
        ("X-A", "a\r\nX-B: b"), ("X A", "a"), ("", "a"), ("Content-Length", "1"),
        ("webhook-id", "x"),
    ])
    func aHeaderThatWouldBreakTheRequestIsRefused(_ name: String, _ value: String) {
        let error = #expect(throws: SinkError.self) {
            try sink(ScriptedServer(200)) { $0.headers = [.init(name: name, value: Secret(value))] }
        }
        #expect(error?.kind == "bad-header")
        #expect(error?.description.contains("X-B") != true)
    }
}
