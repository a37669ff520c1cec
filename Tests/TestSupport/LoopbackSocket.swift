import Glibc

/// A bare connection to a port of this machine, closed with its value. For what no HTTP client can be made to do.
package final class LoopbackSocket: Sendable {
    package struct Failed: Error { let call: String, code: Int32 }

    private let descriptor: Int32

    /// Connected when it returns, whether or not the other side has taken it up.
    package init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(call: "socket", code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failed(call: "connect", code: errno) }
    }

    deinit { close(descriptor) }

    package func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        let count = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        guard count == bytes.count else { throw Failed(call: "send", code: errno) }
    }

    /// All that comes until the other side closes. Blocks its thread.
    package func readToEnd() throws -> [UInt8] {
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count >= 0 else { throw Failed(call: "recv", code: errno) }
            if count == 0 { return answer }
            answer.append(contentsOf: chunk[..<count])
        }
    }
}
