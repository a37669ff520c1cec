import ArgumentParser
import ConfigFile
import Daemon
import FeedModel
import Storage

/// `feedwatch feeds`: what is known of each feed, so that silence can be checked.
struct Feeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows each feed: its state, last and next poll, last new item and last error.",
        discussion: "Example: feedwatch feeds --json | jq 'select(.state != \"ok\")'")

    @OptionGroup var options: ConfigOptions
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        let config = try options.load()
        do throws(StoreError) {
            let reader = try StoreReader(path: config.storeLocation)
            let pushes = try reader.pushSubscriptions()
            show(try reader.feeds().map { FeedReport($0, push: pushes[$0.id]) })
        } catch {
            throw error.exit
        }
    }

    private func show(_ reports: [FeedReport]) {
        guard !json else {
            for report in reports { StandardOutput.print(report.json) }
            return
        }
        var table = Table([
            "STATE", "LAST POLL", "NEXT POLL", "LAST NEW", "PACE", "FAILED", "FEED", "SAYS",
        ])
        for report in reports { table.add(report.cells) }
        StandardOutput.print(table.text)
    }
}
