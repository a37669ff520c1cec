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

            What was delivered is sent a second time, under its id. A file sink writes it into its file a second time, at the
            end: its promise of once holds for what feedwatch does by itself, not for what it is told to do.
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
        let sinks = try sinks(of: redelivery, in: config)
        do throws(StoreCommand.Failure) {
            let count = try await StoreCommand.redeliver(redelivery, in: config.storeLocation)
            let deliveries = Counted(count, "delivery", plural: "deliveries")
            StandardOutput.print("\(deliveries) put back into the outbox.")
            guard count > 0 else { return }
            for file in config.files(among: sinks) {
                StandardOutput.print(
                    "What is in \(VisibleText(file)) already is written there a second time.")
            }
        } catch {
            switch error {
            case .store(let error): throw error.exit
            case .daemon(let reason): throw ExitStatus.inputOutput.saying(reason)
            }
        }
    }

    /// The sinks that are to get something; an event that is not in the store is for none, and an error.
    private func sinks(of redelivery: Redelivery, in config: Config) throws -> Set<SinkName> {
        guard case .event(let id) = redelivery else { return [SinkName(sink ?? "")] }
        let sinks: Set<SinkName>?
        do throws(StoreError) {
            sinks = try StoreReader(path: config.storeLocation).sinks(of: id)
        } catch {
            throw error.exit
        }
        guard let sinks else {
            throw ExitStatus.noInput.saying(
                "there is no event \(VisibleText(id.rawValue)) in the store. 'feedwatch deliveries --limit 0' lists all ids."
            )
        }
        return sinks
    }

    private func redelivery() throws -> Redelivery {
        if let id { return .event(EventID(id)) }
        let name = SinkName(sink ?? "")
        guard let since else { return .failed(name) }
        return .since(name, try PastInstant.parse(since, option: "--since"))
    }
}

extension Config {
    /// The files that these sinks write.
    fileprivate func files(among names: Set<SinkName>) -> [String] {
        sinks.filter { names.contains($0.name) }.compactMap { sink in
            guard case .file(let path) = sink.kind else { return nil }
            return path
        }
    }
}
