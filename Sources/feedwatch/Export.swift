import ArgumentParser
import ConfigFile
import Parsing

/// `feedwatch export`: the config's feeds as OPML.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the config's feeds as OPML.",
        discussion: "Example: feedwatch export > feeds.opml")

    @OptionGroup var options: ConfigOptions

    func run() throws {
        let config = try options.load()
        let feeds = config.feeds.map {
            OPMLFeed(url: $0.url, title: $0.name, tags: $0.tags)
        }
        StandardOutput.write(Array(OPML.render(feeds, title: "feedwatch").utf8))
    }
}
