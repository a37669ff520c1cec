import ArgumentParser
import ConfigFile
import Delivering
import FeedModel
import Glibc
import Matching
import Storage

/// `feedwatch mentions`: the history as it was told, and why.
struct Mentions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the mentions that were told, newest last.",
        discussion: """
            Example: feedwatch mentions --watch leica --since 7d --follow

            A story is shown once, with its other sources below it. --why shows what made an item part of its story.
            """)

    @OptionGroup var options: ConfigOptions
    @Option(help: "Only mentions of this watch.") var watch: String?
    @Option(help: "Only mentions since then: a date (2026-11-23), a time, or a duration back (7d).")
    var since: String?
    @Option(help: "So many at most; 0: all.") var limit = 50
    @Flag(help: "Goes on with new ones as they come.") var follow = false
    @Option(
        help:
            "Why this is a mention and of its story: the id of an event or a story, a guid or a URL."
    )
    var why: String?
    @Flag(help: "One event a line, as in the log; with --why one object a line.") var json = false

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must not be negative.") }
    }

    func run() async throws {
        let config = try options.load()
        if let why { return try explain(why, in: config.storeLocation) }
        try checkWatch(config)
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

    /// A watch that nobody ever knew has no mentions, and is a slip of the hand.
    private func checkWatch(_ config: Config) throws {
        guard let watch else { return }
        let configured = config.watches.map(\.name.rawValue)
        guard !configured.contains(watch) else { return }
        let stored: [String]
        do throws(StoreError) {
            stored = try StoreReader(path: config.storeLocation).watchNames()
        } catch {
            throw error.exit
        }
        guard !stored.contains(watch) else { return }
        let hint = Suggestion.hint(
            for: watch, among: configured + stored.filter { !configured.contains($0) })
        throw ExitStatus.usage.saying(
            "there is no watch \(VisibleText(watch)), neither in the config nor in the store.\(hint)"
        )
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
        guard json else {
            let groups = MentionGroups(mentions)
            for line in groups.lines(inColour: Terminal.isColourWanted) {
                StandardOutput.print(line)
            }
            return
        }
        for mention in mentions {
            StandardOutput.write(EventRenderer.json(mention) + [UInt8(ascii: "\n")])
        }
    }

    private func explain(_ id: String, in path: String) throws {
        let reasons: [MentionReason]
        do throws(StoreError) {
            reasons = try StoreReader(path: path).reports(on: id).map { MentionReason(report: $0) }
        } catch {
            throw error.exit
        }
        guard !reasons.isEmpty else {
            throw ExitStatus.noInput.saying(
                "no mention has the id \(VisibleText(id)). Ask for an event's or a story's id, a guid or a URL."
            )
        }
        for reason in reasons { StandardOutput.print(json ? reason.json : reason.text) }
    }
}
