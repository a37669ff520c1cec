import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// Serves routes on one address until its task is cancelled or shut down gracefully, within limits that hold for all that
/// listens here.
struct HTTPListener {
    /// More wait in the listening queue.
    static let connectionLimit = 64
    static let idleLimit = TimeAmount.seconds(60)

    /// How it failed.
    enum Failure: Error {
        case cannotListen(reason: String)
        case stopped(reason: String)
    }

    let address: ConsoleAddress
    let logger: Logger
    /// Told the address that was bound.
    let onListening: @Sendable (ConsoleAddress) async -> Void

    /// Throws `Failure`, or `CancellationError`.
    func serve(_ router: Router<BasicRequestContext>) async throws {
        let wasListening = Atomic(false)
        // Hummingbird greets at info and tells of every closed connection at debug: that is not our log's business.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        let application = Application(
            router: router,
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
                ? Failure.stopped(reason: "\(error)") : Failure.cannotListen(reason: "\(error)")
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
