import ArgumentParser
import ConfigFile
import Daemon
import Delivering
import FeedModel
import Matching
import Storage

/// `feedwatch check`: says all that is wrong with the config, and what looks odd about its watches.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Validates the config: all problems at once, with file, line and column.",
        discussion: "Example: feedwatch check --online --config feedwatch.yaml")

    /// A watch that finds nothing for so long may be misspelt.
    private static let longSilence = Duration.days(30)

    @OptionGroup var options: ConfigOptions
    @Flag(help: "Also fetches and reads each feed; stores nothing.") var online = false

    func run() async throws {
        let config = try options.load(areSecretsRead: true)
        for warning in config.warnings + silences(config) {
            StandardError.print(warning.description)
        }
        for obstacle in obstacles(config) { StandardError.print(obstacle) }
        if online { try await checkOnline(config) }
        let watches = Counted(config.watches.count, "watch", plural: "watches")
        let feeds = Counted(config.feeds.count, "feed")
        let sinks = Counted(config.sinks.count, "sink")
        StandardOutput.print("\(config.path): \(watches), \(feeds), \(sinks): all is well.")
    }

    /// Files that no sink can write. Whether the user of the daemon may, only `doctor` can tell.
    private func obstacles(_ config: Config) -> [String] {
        config.sinks.compactMap { sink in
            guard case .file(let file) = sink.kind else { return nil }
            return StoreSite.obstacle(at: file).map {
                "\(config.path): warning: sink \(sink.name): \(VisibleText($0))"
            }
        }
    }

    /// What the store knows of the watches; nothing before the first run.
    private func silences(_ config: Config) -> [ConfigProblem] {
        let since = Surroundings.live(environment: [:]).now() - Self.longSilence
        let queries = Dictionary(
            uniqueKeysWithValues: config.watches.map { ($0.name, $0.query.description) })
        do throws(StoreError) {
            let silent = try StoreReader(path: config.storeLocation).silentWatches(since: since)
            return silent.compactMap { watch in
                // A query that was changed since has not been tried yet.
                guard queries[watch.name] == watch.query else { return nil }
                return config.warning(
                    onQueryOf: watch.name, "It has found nothing for 30 days or more.")
            }
        } catch {
            if case .missing = error { return [] }
            StandardError.print("feedwatch: \(error)")
            return []
        }
    }

    private func checkOnline(_ config: Config) async throws {
        let progress = ProgressLine()
        let results = await OnlineCheck(
            config: config, surroundings: .live(environment: ConfigOptions.environment)
        ).run { done, total in progress.show("asked \(done) of \(total) feeds") }
        progress.end()
        let failures = results.filter { $0.problem != nil }
        for result in results {
            let name = VisibleText(result.url)
            if let problem = result.problem {
                StandardError.print("\(name): \(problem)")
            } else {
                StandardOutput.print("\(name): \(result.summary)")
            }
        }
        guard failures.isEmpty else {
            throw ExitStatus.unavailable.saying(
                "\(failures.count) of \(results.count) feeds cannot be read.")
        }
    }
}
