import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Answers commands that must write to the store while this process holds it.
struct ControlService: Service {
    let path: String
    let logger: Logger
    /// It listens, or has said that it cannot.
    let onListening: @Sendable () -> Void
    let answer: @Sendable (ControlRequest) async -> ControlAnswer

    func run() async throws {
        let (commands, received) = AsyncStream.makeStream(of: Command.self)
        let listener: any Channel
        do {
            listener = try await listen(received)
            onListening()
        } catch {
            onListening()
            logger.warning(
                "commands cannot reach this daemon: 'redeliver' needs it stopped",
                metadata: ["socket": "\(path)", "error": "\(error)"])
            try await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown { await serve(commands) }
        // It can only fail where it is closed already.
        try? await listener.close()
        unlink(path)
    }

    private func listen(
        _ received: AsyncStream<Command>.Continuation
    ) async throws -> any Channel {
        // A socket that is left over is a dead daemon's: the store is ours.
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.parent?.closeFuture.whenComplete { _ in channel.close(promise: nil) }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(CommandReader(received))
                }
            }
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        guard chmod(path, 0o600) == 0 else { throw IOError(errnoCode: errno, reason: "chmod") }
        return listener
    }

    private func serve(_ commands: AsyncStream<Command>) async {
        await withDiscardingTaskGroup { group in
            for await command in commands {
                group.addTask { await serve(command) }
            }
            group.cancelAll()
        }
    }

    private func serve(_ command: Command) async {
        do {
            let bytes = try ControlSocket.line(await answer(to: command.line))
            try await command.channel.writeAndFlush(ByteBuffer(bytes: bytes))
        } catch {
            logger.debug("a command went away", metadata: ["error": "\(error)"])
        }
        command.channel.close(promise: nil)
    }

    private func answer(to line: [UInt8]) async -> ControlAnswer {
        do {
            return await answer(try ControlSocket.message(ControlRequest.self, in: line))
        } catch {
            return .failed("The daemon does not understand the command: is it another version?")
        }
    }
}

extension ControlService {
    /// What a connection asked, and where the answer goes.
    fileprivate struct Command: Sendable {
        let channel: any Channel
        let line: [UInt8]
    }

    /// One line a connection. Not a `NIOAsyncChannel`: one that nobody serves, as when the daemon stops, would trap.
    private final class CommandReader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let received: AsyncStream<Command>.Continuation
        private var line: [UInt8] = []

        init(_ received: AsyncStream<Command>.Continuation) { self.received = received }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            line += unwrapInboundIn(data).readableBytesView
            if line.count > ControlSocket.lineLimit {
                context.close(promise: nil)
            } else if line.last == UInt8(ascii: "\n") {
                received.yield(Command(channel: context.channel, line: line))
                line = []
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
