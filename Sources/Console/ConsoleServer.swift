package import Logging
import ServiceLifecycle

/// The status page, metrics and health check over HTTP. Promises to read only, to show text from feeds as text, and to
/// end its connections gracefully; leaves TLS and passwords to a proxy in front of it.
package struct ConsoleServer: Service {
    private let source: ConsoleSource
    private let listener: HTTPListener

    /// `onListening` is told the address that was bound: port 0 in `listen` lets the system choose one.
    package init(
        listen address: ConsoleAddress, source: ConsoleSource,
        logger: Logger = Logger(label: "feedwatch.console"),
        onListening: @escaping @Sendable (ConsoleAddress) async -> Void = { _ in }
    ) {
        self.source = source
        listener = HTTPListener(address: address, logger: logger, onListening: onListening)
    }

    /// Serves until the task is cancelled or shut down gracefully.
    package func run() async throws {
        let routes = ConsoleRoutes(source: source, isLoopback: listener.address.isLoopback)
        do {
            try await listener.serve(routes.router())
        } catch let failure as HTTPListener.Failure {
            throw ConsoleError(failure, part: .console, address: listener.address)
        }
    }
}
