import Foundation
import Glibc

/// Sends bytes to a socket of this machine and returns all that comes back until the other side closes.
/// Its own, because no HTTP client can be made to send what these tests must send.
struct LoopbackClient {
    struct Failed: Error { let call: String, code: Int32 }

    let port: Int

    func get(_ path: String, host: String = "127.0.0.1", method: String = "GET") async throws
        -> Answer
    {
        try await send(
            "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
    }

    /// Blocking calls belong on a thread of their own: Dispatch's are the ones that the server's tasks run on.
    func send(_ request: String) async throws -> Answer {
        let bytes = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try exchange(Array(request.utf8)) })
            }
        }
        return Answer(String(decoding: bytes, as: UTF8.self))
    }

    /// Connects, sends `request`, and holds the connection open until `body` is done.
    func hold(_ request: String, while body: () async throws -> Void) async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(call: "socket", code: errno) }
        defer { close(descriptor) }
        try connect(descriptor)
        guard send(descriptor, Array(request.utf8)) == request.utf8.count else {
            throw Failed(call: "send", code: errno)
        }
        try await body()
    }

    struct Answer {
        let head: String
        let body: String

        init(_ text: String) {
            let end = text.firstRange(of: "\r\n\r\n")
            head = end.map { String(text[..<$0.lowerBound]) } ?? text
            body = end.map { String(text[$0.upperBound...]) } ?? ""
        }

        var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

        func header(_ name: String) -> String? {
            for line in head.split(separator: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2, parts[0].lowercased() == name.lowercased() {
                    return String(parts[1].drop { $0 == " " })
                }
            }
            return nil
        }
    }
}

extension LoopbackClient {
    private func exchange(_ request: [UInt8]) throws -> [UInt8] {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(call: "socket", code: errno) }
        defer { close(descriptor) }
        try connect(descriptor)
        guard send(descriptor, request) == request.count else {
            throw Failed(call: "send", code: errno)
        }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count >= 0 else { throw Failed(call: "recv", code: errno) }
            if count == 0 { return answer }
            answer.append(contentsOf: chunk[..<count])
        }
    }

    private func connect(_ descriptor: Int32) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failed(call: "connect", code: errno) }
    }

    private func send(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }
}
