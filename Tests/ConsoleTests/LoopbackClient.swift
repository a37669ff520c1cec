import Foundation
import TestSupport

/// Sends bytes to a socket of this machine and returns all that comes back until the other side closes.
/// Its own, because no HTTP client can be made to send what these tests must send.
struct LoopbackClient {
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
                continuation.resume(
                    with: Result {
                        let socket = try LoopbackSocket(port: port)
                        try socket.send(request)
                        return try socket.readToEnd()
                    })
            }
        }
        return Answer(String(decoding: bytes, as: UTF8.self))
    }

    /// Connects, sends `request`, and holds the connection open until `body` is done.
    func hold(_ request: String, while body: () async throws -> Void) async throws {
        let socket = try LoopbackSocket(port: port)
        try socket.send(request)
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
