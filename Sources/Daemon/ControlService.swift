import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Answers commands that must write to the store while this process holds it.
struct ControlService: Service {
    typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let path: String
    let logger: Logger
    let answer: @Sendable (ControlRequest) async -> ControlAnswer

    func run() async throws {
        let server: NIOAsyncChannel<Stream, Never>
        do {
            // One that is left over is a dead daemon's: the store is ours.
            server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try Stream(wrappingChannelSynchronously: channel)
                    }
                }
            guard chmod(path, 0o600) == 0 else { throw IOError(errnoCode: errno, reason: "chmod") }
        } catch {
            logger.warning(
                "commands cannot reach this daemon: 'redeliver' needs it stopped",
                metadata: ["socket": "\(path)", "error": "\(error)"])
            try await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown { await serve(server) }
        unlink(path)
    }

    private func serve(_ server: NIOAsyncChannel<Stream, Never>) async {
        await withDiscardingTaskGroup { group in
            do {
                try await server.executeThenClose { connections in
                    for try await stream in connections {
                        group.addTask { await self.serve(stream) }
                    }
                }
            } catch {
                // The socket was closed: there is nobody to tell.
                logger.debug("no more commands", metadata: ["error": "\(error)"])
            }
            group.cancelAll()
        }
    }

    /// One request, one answer.
    private func serve(_ stream: Stream) async {
        do {
            try await stream.executeThenClose { inbound, outbound in
                var line: [UInt8] = []
                for try await var bytes in inbound {
                    line += bytes.readBytes(length: bytes.readableBytes) ?? []
                    guard line.count <= ControlSocket.lineLimit else { return }
                    guard line.last == UInt8(ascii: "\n") else { continue }
                    let answer = await answer(to: line)
                    try await outbound.write(ByteBuffer(bytes: ControlSocket.line(answer)))
                    return
                }
            }
        } catch {
            logger.debug("a command went away", metadata: ["error": "\(error)"])
        }
    }

    private func answer(to line: [UInt8]) async -> ControlAnswer {
        do {
            return await answer(try ControlSocket.message(ControlRequest.self, in: line))
        } catch {
            return .failed("The daemon does not understand the command: is it another version?")
        }
    }
}
