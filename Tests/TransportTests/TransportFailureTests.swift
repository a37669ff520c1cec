import TestSupport
import Testing
import Transport

/// What `send` makes of servers that are slow, broken or hostile: one kind of error each, soon.
@Suite struct TransportFailureTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let response: LocalFeedServer.Response
        let kind: TransportError.Kind
        var timeout = Duration.ample

        init(
            _ claim: String, _ response: LocalFeedServer.Response, _ kind: TransportError.Kind,
            timeout: Duration = .ample
        ) {
            (testDescription, self.response, self.kind) = (claim, response, kind)
            self.timeout = timeout
        }
    }

    static let ok: [UInt8] = Array("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody".utf8)

    static let rows = [
        Row("silence ends in a timeout", .never, .timeout, timeout: .milliseconds(150)),
        Row(
            "a head that trickles in ends in a timeout",
            .init(0, body: ok, delivery: .raw(bytes: 1, every: .milliseconds(20))), .timeout,
            timeout: .milliseconds(150)),
        Row(
            "a body that trickles in ends in a timeout",
            .init(200, body: ok, delivery: .trickled(bytes: 1, every: .milliseconds(20))), .timeout,
            timeout: .milliseconds(150)),
        Row(
            "a body that stops half-way ends in a timeout",
            .init(200, body: ok, delivery: .stalled), .timeout, timeout: .milliseconds(150)),
        Row("a reset is a reset", .reset, .reset),
        Row(
            "a body that is cut short is no answer", .init(200, body: ok, delivery: .cutShort),
            .reset),
        Row(
            "a body that announces too much is not begun",
            .init(200, [("Content-Length", "999999999999")], delivery: .never).announcing, .tooLarge
        ),
        Row(
            "a body over the limit is too large",
            .init(200, body: [UInt8](repeating: 1, count: (1 << 20) + 1)), .tooLarge),
        Row(
            "an endless body is too large",
            .init(200, body: [UInt8](repeating: 1, count: 50_000), delivery: .endless), .tooLarge),
        Row("what is not HTTP is a bad response", .raw("SSH-2.0-OpenSSH_9.9\r\n"), .badResponse),
        Row(
            "a header without end is a bad response",
            .raw("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 200_000)), .badResponse),
        Row(
            "headers without number are a bad response",
            .raw("HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 5000)), .badResponse),
        Row(
            "an encoding that was not asked for is a bad response",
            .init(200, [("Content-Encoding", "br")], body: [1, 2, 3]), .badResponse),
        Row(
            "a damaged gzip body is a bad response",
            .init(
                200, [("Content-Encoding", "gzip")],
                body: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF]),
            .badResponse),
    ]

    @Test(arguments: rows)
    func failsAs(_ row: Row) async throws {
        let error = await #expect(throws: TransportError.self) {
            _ = try await exchange(row.response, timeout: row.timeout)
        }
        #expect(error?.kind == row.kind, "\(error?.description ?? "")")
        #expect(error?.description.contains("127.0.0.1") == true)
        #expect(error?.description.contains("feed") == false, "the path may hold a secret")
    }

    @Test func exactlyTheLimitIsNotTooLarge() async throws {
        let response = try await exchange(
            .init(200, body: [UInt8](repeating: 1, count: 1 << 20)), bodyLimit: 1 << 20)
        #expect(response.body.count == 1 << 20)
    }

    @Test func refusedConnectionIsAConnectError() async throws {
        let server = try await LocalFeedServer.start { _ in .never }
        await server.stop()
        #expect(try await failure(of: HTTPRequest(url: server.url(), timeout: .ample)) == .connect)
    }

    @Test func unknownNameIsADNSError() async throws {
        #expect(
            try await failure(of: HTTPRequest(url: "http://nowhere.invalid/", timeout: .ample))
                == .dns)
    }

    @Test(arguments: [
        "", "feed", "ftp://example.com/", "http://", "http://[::1/", "http://a b/",
        "http://a:99999/",
    ])
    func whatIsNoURLIsRefused(_ url: String) async throws {
        #expect(try await failure(of: HTTPRequest(url: url, timeout: .ample)) == .badURL)
    }

    @Test func headerWithALineBreakIsRefusedWithoutShowingIt() async throws {
        let request = HTTPRequest(
            url: "http://127.0.0.1:1/", headers: ["X-Key": "geheim\r\nHost: x"])
        #expect(try await failure(of: request) == .badRequest)
    }

    @Test func cancellingTheTaskCancelsTheRequest() async throws {
        let server = try await LocalFeedServer.start { _ in .never }
        let transport = HTTPTransport()
        let request = HTTPRequest(url: server.url(), timeout: .ample)
        let sending = Task { try await transport.send(request) }
        await server.waitForRequests(1)
        sending.cancel()
        let error = await #expect(throws: TransportError.self) { _ = try await sending.value }
        #expect(error?.kind == .cancelled)
        await transport.shutdown()
        await server.stop()
    }

    private func failure(of request: HTTPRequest) async throws -> TransportError.Kind? {
        let transport = HTTPTransport()
        let error = await #expect(throws: TransportError.self) {
            _ = try await transport.send(request)
        }
        await transport.shutdown()
        #expect(error?.description.contains("geheim") != true)
        return error?.kind
    }
}

extension LocalFeedServer.Response {
    /// Only the head with its own `Content-Length`, then nothing.
    fileprivate var announcing: LocalFeedServer.Response {
        var text = "HTTP/1.1 \(status) OK\r\n"
        for header in headers { text += "\(header.name): \(header.value)\r\n" }
        return .raw(text + "\r\n")
    }
}
