import FeedModel

/// Why the console could not do its work.
package enum ConsoleError: Error, Sendable, Hashable, CustomStringConvertible {
    case cannotListen(ConsoleAddress, reason: String)
    case stopped(reason: String)

    package var description: String {
        switch self {
        case .cannotListen(let address, let reason):
            "The console cannot listen on \(address): \(VisibleText(reason)). "
                + "Choose another address under console.listen, or leave the key out to do without it."
        case .stopped(let reason):
            "The console stopped: \(VisibleText(reason)). Polling and delivery go on without it."
        }
    }

    package var kind: String {
        switch self {
        case .cannotListen: "cannot-listen"
        case .stopped: "stopped"
        }
    }
}
