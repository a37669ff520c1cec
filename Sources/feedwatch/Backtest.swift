import ArgumentParser
import ConfigFile
import Daemon
import FeedModel
import Matching
import Storage

/// `feedwatch backtest`: what the config's watches would have found among the stored items.
struct Backtest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the config's watches over stored items: what each would have found.",
        discussion: """
            Example: feedwatch backtest --since 30d --against old.yaml

            Compared with what was found at the time, or with what the watches of another config find.
            """)

    @OptionGroup var options: ConfigOptions
    @Option(help: "Only items seen since then: a date, a time, or a duration back (30d).")
    var since: String?
    @Option(help: "Another config whose watches to compare with.") var against: String?
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        let config = try options.load()
        let cutoff = try since.map { try PastInstant.parse($0, option: "--since") }
        let old = try against.map { try Self.load($0) }
        let tally: BacktestTally
        do throws(StoreError) {
            let reader = try StoreReader(path: config.storeLocation)
            tally = try await BacktestRun(reader, config, against: old).run(since: cutoff)
        } catch {
            throw error.exit
        }
        show(tally, names: config.watches.map(\.name))
    }

    private static func load(_ path: String) throws -> Config {
        do throws(ConfigProblems) {
            return try ConfigSource(path: path, environment: ConfigOptions.environment).load()
        } catch {
            StandardError.print(error.description)
            throw ExitStatus.config.code
        }
    }

    private func show(_ tally: BacktestTally, names: [WatchName]) {
        let gone = tally.counts.keys.filter { !names.contains($0) }.sorted()
        var table = Table(["WATCH", "FOUND", "ADDED", "REMOVED"])
        for name in names + gone {
            let count = tally.counts[name] ?? BacktestTally.Count()
            table.add([name.rawValue, "\(count.found)", "+\(count.added)", "-\(count.removed)"])
            if json { StandardOutput.print(count.json(name)) }
        }
        guard !json else { return }
        StandardOutput.print(table.text)
        StandardError.print("feedwatch: \(tally.itemCount) items.")
    }
}
