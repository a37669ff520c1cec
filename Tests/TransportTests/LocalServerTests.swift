import TestSupport
import Testing

/// What other tests stand on.
@Suite("The local feed server")
struct LocalServerTests {
    /// It ended the whole test process now and then: a connection that nobody took up any more trapped as it went.
    @Test func `stopping while connections arrive ends nothing but the connections`() async throws {
        for _ in 0..<50 {
            let server = try await LocalFeedServer.start { _ in .text("") }
            let sockets = try (0..<8).map { _ in try LoopbackSocket(port: server.port) }
            await server.stop()
            #expect(sockets.count == 8)
        }
    }
}
