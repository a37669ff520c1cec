import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP/1.1 server on a loopback port of its own, answering as its script says and remembering every request.
///
/// It writes raw bytes, so that a script can also be slow, endless, broken or silent (see `LocalFeedServer.Response`).
package final class LocalFeedServer: Sendable {
    package typealias Script = @Sendable (Request) async -> Response

    package let host: String
    package let port: Int

    private let channel: any Channel
    private let serving: Task<Void, Never>
    private let log: Log

    /// Starts serving on `host`, on a free port.
    package static func start(
        host: String = "127.0.0.1", _ script: @escaping Script
    ) async throws -> LocalFeedServer {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Arrival.self)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 512)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                // None outlives its server, also one that came when nobody took it up any more.
                channel.parent?.closeFuture.whenComplete { _ in channel.close(promise: nil) }
                return channel.eventLoop.makeCompletedFuture {
                    arrived.yield(try Arrival(on: channel))
                }
            }
            .bind(host: host, port: 0).get()
        listener.closeFuture.whenComplete { _ in arrived.finish() }
        let log = Log()
        let serving = Task(executorPreference: ServerExecutor()) {
            await serve(arrivals, log: log, script: script)
        }
        return LocalFeedServer(host: host, channel: listener, serving: serving, log: log)
    }

    /// Serves while `body` runs.
    package static func run<Result>(
        host: String = "127.0.0.1", _ script: @escaping Script,
        while body: (LocalFeedServer) async throws -> Result
    ) async throws -> Result {
        let server = try await start(host: host, script)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    private init(host: String, channel: any Channel, serving: Task<Void, Never>, log: Log) {
        (self.host, self.channel, self.serving, self.log) = (host, channel, serving, log)
        port = channel.localAddress?.port ?? 0
    }

    /// `http://127.0.0.1:PORT`; a path begins with `/`.
    package func url(_ path: String = "") -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)\(path)"
    }

    /// All requests, in the order in which they were read.
    package var requests: [Request] { log.requests }

    package func requests(to path: String) -> [Request] { requests.filter { $0.path == path } }

    /// Connections accepted so far.
    package var connectionCount: Int { log.connectionCount }

    /// Returns as soon as so many requests have been read.
    package func waitForRequests(_ count: Int) async { await log.waitForRequests(count) }

    package func forgetRequests() { log.forget() }

    /// Closes the listener and all connections, and waits until nothing of it runs.
    package func stop() async {
        // It can only fail where it is closed already.
        try? await channel.close()
        await serving.value
    }
}

extension LocalFeedServer {
    private static func serve(
        _ arrivals: AsyncStream<Arrival>, log: Log, script: @escaping Script
    ) async {
        await withDiscardingTaskGroup { group in
            for await arrival in arrivals {
                let connection = Connection(arrival, number: log.nextConnection(), log: log)
                group.addTask { await connection.serve(script) }
            }
            group.cancelAll()
        }
    }
}
