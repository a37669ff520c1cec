import NIOCore
import NIOHTTP1
import NIOPosix

extension LocalFeedServer {
    /// One connection: reads requests one after the other, and writes what the script says.
    struct Connection: Sendable {
        typealias Stream = NIOAsyncChannel<HTTPServerRequestPart, ByteBuffer>
        private typealias Writer = NIOAsyncChannelOutboundWriter<ByteBuffer>

        let number: Int
        let stream: Stream
        let log: Log

        func serve(_ script: Script) async {
            do {
                try await stream.executeThenClose { inbound, outbound in
                    try await answer(inbound, outbound, script)
                }
            } catch {
                // The client went away, which is its right.
            }
        }

        private func answer(
            _ inbound: NIOAsyncChannelInboundStream<HTTPServerRequestPart>,
            _ outbound: Writer, _ script: Script
        ) async throws {
            var request: Request?
            for try await part in inbound {
                switch part {
                case .head(let head): request = Request(head, connection: number)
                case .body(let bytes): request?.body.append(contentsOf: bytes.readableBytesView)
                case .end:
                    guard let whole = request else { return }
                    log.note(whole)
                    let isReusable = try await write(
                        await script(whole), isHead: whole.method == "HEAD", to: outbound)
                    guard isReusable else { return }
                }
            }
        }

        /// Whether another request may follow.
        private func write(
            _ response: Response, isHead: Bool, to outbound: Writer
        ) async throws -> Bool {
            switch response.delivery {
            case .whole:
                let body = isHead ? [] : response.body
                try await outbound.write(ByteBuffer(bytes: response.head + body))
                return true
            case .trickled(let count, let pause):
                try await outbound.write(ByteBuffer(bytes: response.head))
                for piece in pieces(of: response.body, count) {
                    try await Task.sleep(for: pause)
                    try await outbound.write(chunk(piece))
                }
                try await outbound.write(ByteBuffer(string: "0\r\n\r\n"))
                return true
            case .endless:
                try await outbound.write(ByteBuffer(bytes: response.head))
                let piece = chunk(response.body[...])
                while true { try await outbound.write(piece) }
            case .stalled:
                try await outbound.write(ByteBuffer(bytes: response.head + response.body))
                try await waitForEver()
            case .cutShort:
                try await outbound.write(ByteBuffer(bytes: response.head + response.body))
            case .raw(let count, let pause):
                for piece in pieces(of: response.body, count) {
                    if pause > .zero { try await Task.sleep(for: pause) }
                    try await outbound.write(ByteBuffer(bytes: piece))
                }
            case .never:
                try await waitForEver()
            case .reset:
                try await reset()
            }
            return false
        }

        private func pieces(of bytes: [UInt8], _ count: Int) -> [ArraySlice<UInt8>] {
            let count = min(max(count, 1), max(bytes.count, 1))
            return stride(from: 0, to: bytes.count, by: count).map {
                bytes[$0..<min($0 + count, bytes.count)]
            }
        }

        private func chunk(_ bytes: ArraySlice<UInt8>) -> ByteBuffer {
            ByteBuffer(
                bytes: Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes
                    + Array("\r\n".utf8))
        }

        /// Until the client closes, or the server stops.
        private func waitForEver() async throws {
            try await withTaskCancellationHandler {
                try await stream.channel.closeFuture.get()
            } onCancel: {
                stream.channel.close(promise: nil)
            }
        }

        private func reset() async throws {
            if let socket = stream.channel as? any SocketOptionProvider {
                try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
            }
            try await stream.channel.close()
        }
    }
}

extension LocalFeedServer.Request {
    fileprivate init(_ head: HTTPRequestHead, connection: Int) {
        self.init(
            method: head.method.rawValue, target: head.uri,
            headers: head.headers.map { ($0.name, $0.value) }, body: [], connection: connection)
    }
}
