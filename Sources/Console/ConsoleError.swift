import FeedModel

/// Why something that listens could not do its work.
package enum ConsoleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What listens, and the key of its address.
    package enum Part: String, Sendable { case console, websub }

    case cannotListen(Part, ConsoleAddress, reason: String)
    case stopped(Part, reason: String)

    init(_ failure: HTTPListener.Failure, part: Part, address: ConsoleAddress) {
        switch failure {
        case .cannotListen(let reason): self = .cannotListen(part, address, reason: reason)
        case .stopped(let reason): self = .stopped(part, reason: reason)
        }
    }

    package var description: String {
        switch self {
        case .cannotListen(let part, let address, let reason):
            "\(part.name) cannot listen on \(address): \(VisibleText(reason)). "
                + "Choose another address under \(part.rawValue).listen, or leave the key out to do without it."
        case .stopped(let part, let reason):
            "\(part.name) stopped: \(VisibleText(reason)). Polling and delivery go on without it."
        }
    }

    package var kind: String {
        switch self {
        case .cannotListen: "cannot-listen"
        case .stopped: "stopped"
        }
    }
}

extension ConsoleError.Part {
    fileprivate var name: String {
        switch self {
        case .console: "The console"
        case .websub: "WebSub"
        }
    }
}
