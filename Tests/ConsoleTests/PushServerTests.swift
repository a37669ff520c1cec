import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Console

@Suite("The listener for hubs")
struct PushServerTests {
    @Test func `a question that was asked for is echoed as text`() async throws {
        try await withListener { client, _ in
            let answer = try await client.get("/push/known?hub.mode=subscribe&hub.challenge=a%3Cb")
            #expect(answer.status == 200)
            #expect(answer.body == "subscribe a<b")
            #expect(answer.header("content-type") == "text/plain; charset=utf-8")
            #expect(answer.header("x-content-type-options") == "nosniff")
        }
    }

    @Test func `an unknown callback is answered nothing, and its body is not read`() async throws {
        try await withListener { client, bodies in
            #expect(try await client.get("/unknown?hub.mode=subscribe").status == 404)
            #expect(try await client.get("/").status == 404)
            let answer = try await client.send(post("/unknown", "body"))
            #expect(answer.status == 410)
            #expect(bodies.all.isEmpty)
        }
    }

    @Test func `a push is taken with its signature, whatever the path before it`() async throws {
        try await withListener { client, bodies in
            let answer = try await client.send(
                post("/behind/a/proxy/known", "body", "X-Hub-Signature: sha1=00"))
            #expect(answer.status == 202)
            #expect(bodies.all == ["sha1=00 body"])
        }
    }

    @Test func `a body over the limit is not taken`() async throws {
        try await withListener { client, bodies in
            let long = String(repeating: "x", count: 17)
            #expect(try await client.send(post("/known", long)).status == 413)
            #expect(bodies.all.isEmpty)
            let chunked =
                "POST /known HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "9\r\nxxxxxxxxx\r\n9\r\nxxxxxxxxx\r\n0\r\n\r\n"
            _ = try await client.send(chunked)
            #expect(bodies.all == ["- too long"])
        }
    }
}

private func post(_ path: String, _ body: String, _ header: String = "X-None: 1") -> String {
    "POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(header)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

/// What came, with its signature before it.
private final class Bodies: Sendable {
    private let state = Mutex<[String]>([])
    var all: [String] { state.withLock { $0 } }
    func append(_ text: String) { state.withLock { $0.append(text) } }
}

private func withListener(
    _ body: (LoopbackClient, Bodies) async throws -> Void
) async throws {
    let bodies = Bodies()
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = PushServer(
        listen: .tcp(host: "127.0.0.1", port: 0), source: source(bodies), bodyLimit: 16,
        logger: silent,
        onListening: { address in
            if case .tcp(_, let bound) = address { port.yield(bound) }
        })
    let group = ServiceGroup(
        configuration: .init(services: [.init(service: server)], logger: silent))
    let task = Task {
        defer { port.finish() }
        try await group.run()
    }
    var bound = ports.makeAsyncIterator()
    let client = LoopbackClient(port: try #require(await bound.next()))
    let result: Result<Void, any Error>
    do { result = .success(try await body(client, bodies)) } catch { result = .failure(error) }
    await group.triggerGracefulShutdown()
    try await task.value
    try result.get()
}

private func source(_ bodies: Bodies) -> PushSource {
    PushSource(
        answer: { callback, parameters in
            guard callback == "known", let mode = parameters["hub.mode"] else { return nil }
            return "\(mode) \(parameters["hub.challenge"] ?? "")"
        },
        isKnown: { $0 == "known" },
        receive: { _, signature, body in
            var text = ""
            do {
                for try await piece in body { text += String(decoding: piece, as: UTF8.self) }
            } catch {
                text = "too long"
            }
            bodies.append("\(signature ?? "-") \(text)")
        })
}
