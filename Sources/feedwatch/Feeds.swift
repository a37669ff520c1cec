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
            let feeds = try StoreReader(path: config.storeLocation).feeds()
            show(feeds)
        } catch {
            throw error.exit
        }
    }

    private func show(_ feeds: [FeedState]) {
        guard !json else {
            for feed in feeds { StandardOutput.print(FeedReport(feed).json) }
            return
        }
        var table = Table([
            "STATE", "LAST POLL", "NEXT POLL", "LAST NEW", "PACE", "FAILED", "FEED", "SAYS",
        ])
        for feed in feeds { table.add(FeedReport(feed).cells) }
        StandardOutput.print(table.text)
    }
}
