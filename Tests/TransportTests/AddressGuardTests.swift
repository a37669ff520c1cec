import TestSupport
import Testing
import Transport

/// The guard stands at the connection: neither a name nor another spelling of an address gets past it.
@Suite struct AddressGuardTests {
    @Test(arguments: [
        "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
        "[::ffff:127.0.0.1]",
    ])
    func loopbackIsBlockedHoweverItIsWritten(_ host: String) async throws {
        let server = try await LocalFeedServer.start { _ in .text("secret") }
        let transport = HTTPTransport()
        let url = "http://\(host):\(server.port)/"
        let error = await #expect(throws: TransportError.self) {
            _ = try await transport.send(
                HTTPRequest(url: url, timeout: .ample, addressPolicy: .publicOnly))
        }
        #expect(error?.kind == .blockedAddress, "\(error?.description ?? "")")
        #expect(server.requests.isEmpty, "not a byte of the request may get there")
        await transport.shutdown()
        await server.stop()
    }

    @Test func connectionOfTheOperatorIsNotReusedForAStranger() async throws {
        let server = try await LocalFeedServer.start { _ in .text("x") }
        let transport = HTTPTransport()
        _ = try await transport.send(HTTPRequest(url: server.url(), timeout: .ample))
        let error = await #expect(throws: TransportError.self) {
            _ = try await transport.send(
                HTTPRequest(url: server.url(), timeout: .ample, addressPolicy: .publicOnly))
        }
        #expect(error?.kind == .blockedAddress)
        #expect(server.requests.count == 1)
        await transport.shutdown()
        await server.stop()
    }

    @Test func nameOfALoopbackServerIsReachedByTheOperator() async throws {
        let server = try await LocalFeedServer.start { _ in .text("x") }
        let transport = HTTPTransport()
        for _ in 1...2 {
            let url = "http://127.1:\(server.port)/"
            let response = try await transport.send(HTTPRequest(url: url, timeout: .ample))
            #expect(!response.isFromPublicAddress)
        }
        #expect(server.requests.count == 2)
        await transport.shutdown()
        await server.stop()
    }
}
