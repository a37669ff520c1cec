import Glibc
import TestSupport
import Testing

/// What other tests stand on.
@Suite("The local feed server")
struct LocalServerTests {
    /// It ended the whole test process now and then: a connection that nobody took up any more trapped as it went.
    @Test func `stopping while connections arrive ends nothing but the connections`() async throws {
        for _ in 0..<50 {
            let server = try await LocalFeedServer.start { _ in .text("") }
            let sockets = (0..<8).map { _ in Self.connect(port: server.port) }
            await server.stop()
            for socket in sockets {
                #expect(socket >= 0)
                close(socket)
            }
        }
    }

    private static func connect(port: Int) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return result == 0 ? descriptor : -1
    }
}
