import ArgumentParser
import ConfigFile
import Delivering
import FeedModel
import Glibc
import Storage

/// `feedwatch mentions`: the history, as it was told.
struct Mentions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the mentions that were told, newest last.",
        discussion: "Example: feedwatch mentions --watch leica --since 7d --follow")

    @OptionGroup var options: ConfigOptions
    @Option(help: "Only mentions of this watch.") var watch: String?
    @Option(help: "Only mentions since then: a date (2026-11-23), a time, or a duration back (7d).")
    var since: String?
    @Option(help: "So many at most; 0: all.") var limit = 50
    @Flag(help: "Goes on with new ones as they come.") var follow = false
    @Flag(help: "One event a line, as in the log.") var json = false

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must not be negative.") }
    }

    func run() async throws {
        let config = try options.load()
        let cutoff = try since.map { try PastInstant.parse($0, option: "--since") }
        do throws(StoreError) {
            let reader = try StoreReader(path: config.storeLocation)
            let mentions = try reader.mentions(
                watch: watch.map { WatchName($0) }, since: cutoff, limit: limit)
            show(mentions)
            if follow { try await follow(reader, after: mentions.last?.sequence) }
        } catch {
            throw error.exit
        }
    }

    private func follow(_ reader: StoreReader, after last: Int64?) async throws(StoreError) {
        var sequence: Int64
        if let last { sequence = last } else { sequence = try reader.lastSequence() }
        while !Task.isCancelled {
            // Cancelled: the loop's condition says so.
            try? await Task.sleep(for: .seconds(1))
            let news = try reader.mentions(
                watch: watch.map { WatchName($0) }, since: nil, afterSequence: sequence, limit: 0)
            show(news)
            sequence = news.last?.sequence ?? sequence
        }
    }

    private func show(_ mentions: [SequencedEvent]) {
        for mention in mentions {
            guard json else {
                StandardOutput.print(
                    EventRenderer.line(mention, inColour: Terminal.isColourWanted))
                continue
            }
            StandardOutput.write(EventRenderer.json(mention) + [UInt8(ascii: "\n")])
        }
    }
}
