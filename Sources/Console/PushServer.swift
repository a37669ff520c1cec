package import Logging
import ServiceLifecycle

/// Where hubs call back (WebSub). Promises that only a path which we gave out is answered, that a body is read in pieces and
/// within its limit, and never kept; leaves TLS to a proxy in front of it.
package struct PushServer: Service {
    private let source: PushSource
    private let bodyLimit: Int
    private let listener: HTTPListener

    /// `bodyLimit`: bytes of one push. `onListening` is told the address that was bound.
    package init(
        listen address: ConsoleAddress, source: PushSource, bodyLimit: Int,
        logger: Logger = Logger(label: "feedwatch.websub"),
        onListening: @escaping @Sendable (ConsoleAddress) async -> Void = { _ in }
    ) {
        (self.source, self.bodyLimit) = (source, bodyLimit)
        listener = HTTPListener(address: address, logger: logger, onListening: onListening)
    }

    /// Serves until the task is cancelled or shut down gracefully.
    package func run() async throws {
        do {
            try await listener.serve(PushRoutes(source: source, bodyLimit: bodyLimit).router())
        } catch let failure as HTTPListener.Failure {
            throw ConsoleError(failure, part: .websub, address: listener.address)
        }
    }
}

/// What is done with what hubs send. Closures, because the daemon is the only one who knows.
package struct PushSource: Sendable {
    /// A body in pieces.
    package typealias Body = any AsyncSequence<[UInt8], any Error>
    package typealias Answer =
        @Sendable (_ callback: String, _ parameters: [String: String]) async -> String?
    package typealias Receive =
        @Sendable (_ callback: String, _ signature: String?, _ body: Body) async -> Void

    /// A hub's question at a callback: what goes back to it, with 200; `nil`: it was not asked for.
    package var answer: Answer
    /// Whether there is such a callback, so that its pushes are worth reading.
    package var isKnown: @Sendable (_ callback: String) async -> Bool
    /// A push, with its signature as sent. What it is worth the hub does not learn.
    package var receive: Receive

    package init(
        answer: @escaping Answer, isKnown: @escaping @Sendable (_ callback: String) async -> Bool,
        receive: @escaping Receive
    ) {
        (self.answer, self.isKnown, self.receive) = (answer, isKnown, receive)
    }
}
