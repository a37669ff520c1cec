import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The status page, metrics and health check over HTTP. Promises to read only, to show text from feeds as text, and to
/// end its connections gracefully; leaves TLS and passwords to a proxy in front of it.
package struct ConsoleServer: Service {
    /// A browser and a few scrapers; more wait in the listening queue.
    static let connectionLimit = 64
    static let idleLimit = TimeAmount.seconds(60)

    private let address: ConsoleAddress
    private let source: ConsoleSource
    private let logger: Logger
    private let onListening: @Sendable (ConsoleAddress) async -> Void

    /// `onListening` is told the address that was bound: port 0 in `listen` lets the system choose one.
    package init(
        listen address: ConsoleAddress, source: ConsoleSource,
        logger: Logger = Logger(label: "feedwatch.console"),
        onListening: @escaping @Sendable (ConsoleAddress) async -> Void = { _ in }
    ) {
        (self.address, self.source) = (address, source)
        (self.logger, self.onListening) = (logger, onListening)
    }

    /// Serves until the task is cancelled or shut down gracefully.
    package func run() async throws {
        let wasListening = Atomic(false)
        // Hummingbird greets at info and tells of every closed connection at debug: that is not our log's business.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        let application = Application(
            router: ConsoleRoutes(source: source, isLoopback: address.isLoopback).router(),
            server: HTTPServerBuilder { responder in
                GuardedChannel(
                    http: HTTP1Channel(
                        responder: responder, configuration: .init(idleTimeout: Self.idleLimit)))
            },
            configuration: ApplicationConfiguration(
                address: address.bindAddress, serverName: "feedwatch",
                availableConnectionsDelegate: .maximum(Self.connectionLimit, logger: quiet)),
            onServerRunning: { channel in
                wasListening.store(true, ordering: .relaxed)
                await onListening(address.bound(toPort: channel.localAddress?.port))
            },
            logger: quiet)
        do {
            try await application.run()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw wasListening.load(ordering: .relaxed)
                ? ConsoleError.stopped(reason: "\(error)")
                : ConsoleError.cannotListen(address, reason: "\(error)")
        }
    }
}

extension ConsoleAddress {
    fileprivate var bindAddress: BindAddress {
        switch self {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }

    fileprivate func bound(toPort port: Int?) -> ConsoleAddress {
        guard case .tcp(let host, _) = self, let port else { return self }
        return .tcp(host: host, port: port)
    }
}
