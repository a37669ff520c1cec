import NIOCore
import NIOHTTP1
import NIOPosix

extension LocalFeedServer {
    /// A connection as it was accepted: what is read on it becomes a stream.
    ///
    /// Not a `NIOAsyncChannel`: one that is dropped unserved, as when the server stops, would end the process.
    struct Arrival: Sendable {
        let channel: any Channel
        let parts: AsyncStream<HTTPServerRequestPart>

        /// On the channel's event loop.
        init(on channel: any Channel) throws {
            let (parts, received) = AsyncStream.makeStream(of: HTTPServerRequestPart.self)
            (self.channel, self.parts) = (channel, parts)
            try channel.pipeline.syncOperations.addHandlers(
                ByteToMessageHandler(HTTPRequestDecoder()), PartReader(received))
        }
    }

    private final class PartReader: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart

        private let received: AsyncStream<HTTPServerRequestPart>.Continuation

        init(_ received: AsyncStream<HTTPServerRequestPart>.Continuation) {
            self.received = received
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received.yield(unwrapInboundIn(data))
        }

        /// Closed, whether it was ever open or not.
        func handlerRemoved(context: ChannelHandlerContext) { received.finish() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    /// One connection: reads requests one after the other, and writes what the script says.
    struct Connection: Sendable {
        private let channel: any Channel
        private let parts: AsyncStream<HTTPServerRequestPart>
        private let number: Int
        private let log: Log

        init(_ arrival: Arrival, number: Int, log: Log) {
            (channel, parts) = (arrival.channel, arrival.parts)
            (self.number, self.log) = (number, log)
        }

        func serve(_ script: Script) async {
            do {
                try await answer(script)
                try await channel.close()
            } catch {
                // The client went away, which is its right.
                channel.close(promise: nil)
            }
        }

        private func answer(_ script: Script) async throws {
            var request: Request?
            for await part in parts {
                switch part {
                case .head(let head): request = Request(head, connection: number)
                case .body(let bytes): request?.body.append(contentsOf: bytes.readableBytesView)
                case .end:
                    guard let whole = request else { return }
                    log.note(whole)
                    let isReusable = try await write(
                        await script(whole), isHead: whole.method == "HEAD")
                    guard isReusable else { return }
                }
            }
        }

        /// Whether another request may follow.
        private func write(_ response: Response, isHead: Bool) async throws -> Bool {
            switch response.delivery {
            case .whole:
                let body = isHead ? [] : response.body
                try await send(response.head + body)
                return true
            case .trickled(let count, let pause):
                try await send(response.head)
                for piece in pieces(of: response.body, count) {
                    try await Task.sleep(for: pause)
                    try await send(chunk(piece))
                }
                try await send(Array("0\r\n\r\n".utf8))
                return true
            case .endless:
                try await send(response.head)
                let once = chunk(response.body[...])
                let piece = repeatElement(once, count: max(1, (64 << 10) / once.count)).flatMap(
                    \.self)
                while true { try await send(piece) }
            case .stalled:
                try await send(response.head + response.body)
                try await waitForEver()
            case .cutShort:
                try await send(response.head + response.body)
            case .raw(let count, let pause):
                for piece in pieces(of: response.body, count) {
                    if pause > .zero { try await Task.sleep(for: pause) }
                    try await send(piece)
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

        private func chunk(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
        }

        /// Returns when the system has taken the bytes: a client that does not read is waited for.
        private func send(_ bytes: some Sequence<UInt8>) async throws {
            try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
        }

        /// Until the client closes, or the server stops.
        private func waitForEver() async throws {
            try await withTaskCancellationHandler {
                try await channel.closeFuture.get()
            } onCancel: {
                channel.close(promise: nil)
            }
        }

        private func reset() async throws {
            if let socket = channel as? any SocketOptionProvider {
                try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
            }
            try await channel.close()
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
