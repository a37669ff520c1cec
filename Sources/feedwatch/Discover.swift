import ArgumentParser
import Daemon
import FeedModel

/// `feedwatch discover`: the feeds that a page offers, each asked whether it is one.
struct Discover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds the feeds that a page offers, best first.",
        discussion: "Example: feedwatch discover https://www.example.com/news")

    @Argument(help: "The page, or what may be a feed itself; https:// may be left out.") var url:
        String
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        let discovery = Discovery(surroundings: .live(environment: ConfigOptions.environment))
        do throws(Discovery.Failure) {
            let feeds = try await discovery.feeds(at: url)
            show(feeds)
            guard feeds.isEmpty else { return }
        } catch {
            throw ExitStatus.unavailable.saying(error.description)
        }
        throw ExitStatus.badData.saying(
            "\(VisibleText(url)) offers no feed: neither in its link elements nor where feeds usually are."
        )
    }

    private func show(_ feeds: [Discovery.Feed]) {
        guard !json else {
            for feed in feeds { StandardOutput.print(feed.json) }
            return
        }
        guard !feeds.isEmpty else { return }
        var table = Table(["FORMAT", "ITEMS", "FOUND BY", "URL", "TITLE"])
        for feed in feeds {
            table.add([feed.format, String(feed.itemCount), feed.source, feed.url, feed.title])
        }
        StandardOutput.print(table.text)
    }
}

extension Discovery.Feed {
    fileprivate var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("url", url)
            writer.field("title", title.isEmpty ? nil : title)
            writer.field("format", format)
            writer.field("items", itemCount)
            writer.field("found_by", source)
        }
        return writer.text
    }
}
