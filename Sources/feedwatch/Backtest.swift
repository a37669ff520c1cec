import ArgumentParser
import ConfigFile
import Daemon
import FeedModel
import Matching
import Storage
import Synchronization

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
        let rival = try against.map { Matcher(try Self.load($0).watches) }
        let matcher = Matcher(config.watches)
        let tally = Mutex(BacktestTally())
        do throws(StoreError) {
            let reader = try StoreReader(path: config.storeLocation)
            let total = try reader.itemCount()
            let progress = ProgressLine()
            try reader.forEachItem(since: cutoff) { item, before in
                let scope = FeedScope(name: item.feedName, url: item.feedURL)
                let now = Set(matcher.hits(in: item.text, from: scope).map(\.watch))
                let old = rival.map { rival in
                    Set(rival.hits(in: item.text, from: scope).map(\.watch))
                }
                let count = tally.withLock { $0.add(found: now, before: old ?? before) }
                progress.show("matched \(count) of \(total) items")
            }
            progress.end()
        } catch {
            throw error.exit
        }
        show(tally.withLock { $0 }, names: config.watches.map(\.name))
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

/// How often each watch hits, and how that differs from before.
struct BacktestTally: Sendable {
    struct Count: Sendable {
        var found = 0
        var added = 0
        var removed = 0

        func json(_ name: WatchName) -> String {
            var writer = JSONWriter()
            writer.object { writer in
                writer.field("watch", name.rawValue)
                writer.field("found", found)
                writer.field("added", added)
                writer.field("removed", removed)
            }
            return writer.text
        }
    }

    private(set) var counts: [WatchName: Count] = [:]
    private(set) var itemCount = 0

    /// Returns the items so far.
    mutating func add(found: Set<WatchName>, before: Set<WatchName>) -> Int {
        for watch in found {
            counts[watch, default: Count()].found += 1
            if !before.contains(watch) { counts[watch, default: Count()].added += 1 }
        }
        for watch in before.subtracting(found) { counts[watch, default: Count()].removed += 1 }
        itemCount += 1
        return itemCount
    }
}
