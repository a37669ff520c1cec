import Glibc

/// A command's side of the daemon's socket.
package struct ControlClient: Sendable {
    /// Nobody answers there: no daemon runs, or it is one that cannot be asked.
    package struct Unreachable: Error, Sendable {}

    /// A daemon that is busy with a large commit answers later.
    private static let patience = 30

    private let path: String

    package init(store: String) { path = ControlSocket.path(store: store) }

    package func ask(_ request: ControlRequest) throws(Unreachable) -> ControlAnswer {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Unreachable() }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let isConnected = UnixAddress(path)?.withPointer { connect(descriptor, $0, $1) } == 0
        guard isConnected else { throw Unreachable() }
        do {
            let line = try ControlSocket.line(request)
            guard send(descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else {
                throw Unreachable()
            }
            return try ControlSocket.message(ControlAnswer.self, in: answer(descriptor))
        } catch {
            throw Unreachable()
        }
    }

    private func answer(_ descriptor: Int32) -> [UInt8] {
        var line: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while line.last != UInt8(ascii: "\n"), line.count <= ControlSocket.lineLimit {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            line += chunk[..<count]
        }
        return line
    }
}
