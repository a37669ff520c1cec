import TestSupport
import Testing
import Transport

/// What `send` makes of an honest server.
@Suite struct TransportExchangeTests {
    @Test func answerIsHandedOverWhole() async throws {
        let answer = LocalFeedServer.Response(
            203, [("X-Twice", "one"), ("x-twice", "two"), ("ETag", "W/\"odd, \\\"")],
            body: Array("hello".utf8))
        let response = try await exchange(answer)
        #expect(response.status == 203)
        #expect(response.headers.values(of: "X-TWICE") == ["one", "two"])
        #expect(response.headers["etag"] == "W/\"odd, \\\"")
        #expect(String(decoding: response.body, as: UTF8.self) == "hello")
        #expect(!response.isFromPublicAddress)
    }

    @Test func headersAreSentAsTheyAreAndNoOthers() async throws {
        let server = try await LocalFeedServer.start { _ in .text("x") }
        let transport = HTTPTransport()
        _ = try await transport.send(
            HTTPRequest(
                url: server.url("/a b?q=ü#part"), headers: ["X-One": "1", "x-two": "\"2\""],
                timeout: .ample))
        await transport.shutdown()
        await server.stop()
        let request = try #require(server.requests.first)
        #expect(request.target == "/a%20b?q=%C3%BC")
        #expect(request["X-One"] == "1")
        #expect(request["X-Two"] == "\"2\"")
        let names = Set(request.headers.map { $0.name.lowercased() })
        #expect(names.subtracting(["x-one", "x-two", "host", "connection"]).isEmpty)
    }

    @Test func bodyIsPostedWithItsLength() async throws {
        let server = try await LocalFeedServer.start { _ in LocalFeedServer.Response(202) }
        let transport = HTTPTransport()
        let response = try await transport.send(
            HTTPRequest(
                method: "POST", url: server.url("/hook"), body: Array("{\"a\":1}".utf8),
                timeout: .ample))
        await transport.shutdown()
        await server.stop()
        #expect(response.status == 202)
        #expect(server.requests.first?.text == "{\"a\":1}")
        #expect(server.requests.first?["Content-Length"] == "7")
    }

    @Test func connectionsAreReused() async throws {
        let server = try await LocalFeedServer.start { _ in .text("x") }
        let transport = HTTPTransport()
        for _ in 1...5 {
            _ = try await transport.send(HTTPRequest(url: server.url(), timeout: .ample))
        }
        await transport.shutdown()
        await server.stop()
        // The first may be the one on which the address was found not to be public.
        #expect(server.requests.count == 5)
        #expect(Set(server.requests.map(\.connection)).count == 1)
    }

    @Test func loopbackIsReachedOverIPv6() async throws {
        let server: LocalFeedServer
        do {
            server = try await LocalFeedServer.start(host: "::1") { _ in .text("six") }
        } catch {
            print("skipped: this machine has no IPv6 loopback")
            return
        }
        let transport = HTTPTransport()
        let response = try await transport.send(HTTPRequest(url: server.url("/x"), timeout: .ample))
        await transport.shutdown()
        await server.stop()
        #expect(String(decoding: response.body, as: UTF8.self) == "six")
        #expect(server.requests.first?["Host"] == "[::1]:\(server.port)")
    }

    @Test func bodyOfAnErrorIsCutAt64KiB() async throws {
        let response = try await exchange(
            LocalFeedServer.Response(500, body: [UInt8](repeating: 65, count: 1 << 20)))
        #expect(response.status == 500)
        #expect(response.body.count == 64 << 10)
    }

    @Test func endlessBodyOfARedirectIsNotWaitedFor() async throws {
        let response = try await exchange(
            LocalFeedServer.Response(
                302, [("Location", "/x")], body: [UInt8](repeating: 65, count: 9000),
                delivery: .endless))
        #expect(response.status == 302)
        #expect(response.headers["location"] == "/x")
    }
}

/// One request to a server that answers like this.
func exchange(
    _ response: LocalFeedServer.Response, bodyLimit: Int = 1 << 20,
    timeout: Duration = .ample,
    policy: AddressPolicy = .any
) async throws -> HTTPResponse {
    let server = try await LocalFeedServer.start { _ in response }
    let transport = HTTPTransport()
    let result: Result<HTTPResponse, TransportError>
    do {
        let request = HTTPRequest(
            url: server.url("/feed"), timeout: timeout, bodyLimit: bodyLimit, addressPolicy: policy)
        result = .success(try await transport.send(request))
    } catch {
        result = .failure(error)
    }
    await transport.shutdown()
    await server.stop()
    return try result.get()
}
