import ArgumentParser
import ConfigFile
import Daemon
import Delivering
import FeedModel
import Storage

/// `feedwatch redeliver`: puts deliveries back into the outbox.
struct Redeliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts deliveries back into the outbox, to be sent again.",
        discussion: """
            Example: feedwatch redeliver --sink newsroom --failed

            While the daemon runs it is asked to do it, through a socket beside the store, and sends at once. Otherwise what
            is put back is sent at its next start, or by 'feedwatch run --once'.
            """)

    @Argument(help: "The id of an event: msg_…") var id: String?
    @OptionGroup var options: ConfigOptions
    @Option(help: "The name of a sink, with --failed or --since.") var sink: String?
    @Flag(help: "What was given up.") var failed = false
    @Option(help: "Everything since then: a date, a time, or a duration back (7d).")
    var since: String?

    func validate() throws {
        let isWhole = id != nil && sink == nil && !failed && since == nil
        let isSink = id == nil && sink != nil && failed != (since != nil)
        guard isWhole || isSink else {
            throw ValidationError(
                "Name an event's ID, or --sink NAME with --failed or --since TIME.")
        }
    }

    func run() async throws {
        let config = try options.load()
        let redelivery = try redelivery()
        if let sink, !config.sinks.contains(where: { $0.name.rawValue == sink }) {
            throw ExitStatus.usage.saying("There is no sink \(VisibleText(sink)) in the config.")
        }
        do throws(StoreCommand.Failure) {
            let count = try await StoreCommand.redeliver(redelivery, in: config.storeLocation)
            let noun = count == 1 ? "delivery" : "deliveries"
            StandardOutput.print("\(count) \(noun) put back into the outbox.")
        } catch {
            switch error {
            case .store(let error): throw error.exit
            case .daemon(let reason): throw ExitStatus.inputOutput.saying(reason)
            }
        }
    }

    private func redelivery() throws -> Redelivery {
        if let id { return .event(EventID(id)) }
        let name = SinkName(sink ?? "")
        guard let since else { return .failed(name) }
        return .since(name, try PastInstant.parse(since, option: "--since"))
    }
}
