import ConfigFile
import FeedModel
import Foundation
import Matching
import Storage

/// Runs the watches of one or two configs over all stored items.
///
/// One page is read while others are matched, so that memory does not grow with the number of items.
struct BacktestRun {
    private let reader: StoreReader
    private let comparison: BacktestComparison

    /// `old`: what to compare with; `nil`: what was found at the time.
    init(_ reader: StoreReader, _ config: Config, against old: Config?) throws(StoreError) {
        self.reader = reader
        let feeds = try reader.feedScopes()
        comparison = BacktestComparison(
            new: BacktestWatches(config, feeds), old: old.map { BacktestWatches($0, feeds) })
    }

    func run(since cutoff: Timestamp?) async throws(StoreError) -> BacktestTally {
        guard let range = try reader.itemRange(since: cutoff) else { return BacktestTally() }
        let progress = ProgressLine()
        defer { progress.end() }
        do {
            return try await tally(range, since: cutoff, progress)
        } catch {
            throw error as? StoreError
                ?? .inputOutput(path: "the stored items", reason: "\(error)")
        }
    }

    private func tally(
        _ range: ClosedRange<Int64>, since cutoff: Timestamp?, _ progress: ProgressLine
    ) async throws -> BacktestTally {
        let pagesAtOnce = ProcessInfo.processInfo.activeProcessorCount
        return try await withThrowingTaskGroup(of: BacktestTally.self) { group in
            var tally = BacktestTally()
            var running = 0
            var last = ItemID(range.lowerBound - 1)
            while true {
                let page = try reader.pastItems(after: last, since: cutoff)
                guard let end = page.last?.id else { break }
                last = end
                if running == pagesAtOnce, let done = try await group.next() {
                    tally.add(done)
                    running -= 1
                    progress.show(
                        done: end.rawValue - range.lowerBound, of: Int64(range.count),
                        "matched \(tally.itemCount) items")
                }
                group.addTask { [comparison] in try comparison.tally(of: page) }
                running += 1
            }
            for try await done in group { tally.add(done) }
            return tally
        }
    }
}

/// The watches of one config, and its feeds as they may ask for them.
struct BacktestWatches: Sendable {
    let matcher: Matcher
    private let feeds: [FeedID: FeedScope]

    init(_ config: Config, _ stored: [FeedID: FeedScope]) {
        matcher = Matcher(config.watches)
        let listed = Dictionary(config.feeds.map { ($0.url, $0) }) { first, _ in first }
        feeds = stored.mapValues { scope in
            guard let settings = listed[scope.url] else { return scope }
            return FeedScope(
                name: settings.name ?? scope.name, url: scope.url, tags: settings.tags)
        }
    }

    func hits(_ text: ItemText, _ feed: FeedID, _ scratch: MatchScratch) -> Set<WatchName> {
        Set(matcher.hits(in: text, from: feeds[feed] ?? FeedScope(), using: scratch).watches)
    }
}

/// What a page of items hits now, beside what it hit before.
struct BacktestComparison: Sendable {
    let new: BacktestWatches
    /// `nil`: what was found at the time.
    let old: BacktestWatches?

    func tally(of page: [PastItem]) throws(StoreError) -> BacktestTally {
        var tally = BacktestTally()
        let scratch = new.matcher.makeScratch()
        let oldScratch = old?.matcher.makeScratch()
        for item in page {
            let text = try item.text()
            let found = new.hits(text, item.feed, scratch)
            var before = item.watches
            if let old, let oldScratch { before = old.hits(text, item.feed, oldScratch) }
            tally.add(found: found, before: before)
        }
        return tally
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

    mutating func add(found: Set<WatchName>, before: Set<WatchName>) {
        itemCount += 1
        for watch in found {
            counts[watch, default: Count()].found += 1
            if !before.contains(watch) { counts[watch, default: Count()].added += 1 }
        }
        for watch in before.subtracting(found) { counts[watch, default: Count()].removed += 1 }
    }

    mutating func add(_ other: BacktestTally) {
        itemCount += other.itemCount
        for (watch, count) in other.counts {
            counts[watch, default: Count()].found += count.found
            counts[watch, default: Count()].added += count.added
            counts[watch, default: Count()].removed += count.removed
        }
    }
}
