import ArgumentParser
import ConfigFile
import FeedModel
import Matching
import Parsing

/// `feedwatch match`: which watches hit which items, to try a query before it goes live.
struct Match: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Match items against queries: one JSON line for each item that matches.",
        discussion: """
            Items are a JSON Feed document, whose title and feed_url are what feed: in a query asks, or one JSON Feed \
            item a line; with --text each line is a title. \
            Without --query the watches of the config are used, for all feeds.

            Example:
              echo "Leica and Panasonic announce L² Technology" | feedwatch match --text --explain --query 'Leica NEAR/5 Panasonic'
            """)

    @Option(help: "The config whose watches to use.")
    var config: String?

    // A query may begin with a minus.
    @Option(
        parsing: .unconditionalSingleValue,
        help: "A query to try; several are named q1, q2, …")
    var query: [String] = []

    @Flag(help: "Add each query's tree with true or false at each node, and the evidence.")
    var explain = false

    @Flag(help: "Also print the items that match nothing.")
    var all = false

    @Flag(help: "Read one plain text a line, as a title.")
    var text = false

    @Argument(help: "The items; - is the standard input.")
    var file: String = "-"

    func run() throws {
        var watches = try configuredWatches()
        // No item here comes from a feed of the config: a watch is tried whatever feeds it names.
        for index in watches.indices { watches[index].feeds = [] }
        let matcher = Matcher(watches + (try queryWatches()))
        let scratch = matcher.makeScratch()
        try MatchInput(file: file, isText: text).forEachItem { id, item, feed in
            let hits = matcher.hits(in: item, from: feed, using: scratch)
            guard all || !hits.isEmpty else { return }
            let explanations = explain ? matcher.explain(item, from: feed, using: scratch) : nil
            StandardOutput.print(MatchLine.text(id: id, hits: hits, explanations: explanations))
        }
    }
}

extension Match {
    /// The watches of `--config`, or of the default config where no query is given.
    private func configuredWatches() throws -> [Watch] {
        guard config != nil || query.isEmpty else { return [] }
        var options = ConfigOptions()
        options.config = config
        return try options.load().watches
    }

    /// The watches of `--query`; all that is wrong with them is said before any item is read.
    private func queryWatches() throws -> [Watch] {
        var watches: [Watch] = []
        var isBroken = false
        for (index, text) in query.enumerated() {
            let name = "q\(index + 1)"
            do throws(QueryError) {
                watches.append(Watch(name: WatchName(name), query: try Query(parsing: text)))
            } catch {
                isBroken = true
                StandardError.print(error.report(name: name, query: text))
            }
        }
        if isBroken { throw ExitStatus.badData.code }
        return watches
    }
}
