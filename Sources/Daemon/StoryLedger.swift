import Deduping
import FeedModel
import Storage
import Synchronization

/// The stories of the last days, in memory: asked from inside the store's transactions, rebuilt from it at a start.
final class StoryLedger: Sendable {
    /// Older mentions begin no story that a new one could join.
    static let window: Duration = .days(7)

    private let index: Mutex<StoryIndex>

    init(rows: [StoredMention]) {
        var index = StoryIndex()
        for row in rows {
            index.restore(
                StoryRow(
                    story: row.story, isBeginning: row.isBeginning, feed: row.feed,
                    link: row.link, published: row.published, seen: row.time,
                    signature: StorySignature(bytes: row.signature)))
        }
        self.index = Mutex(index)
    }

    /// The seam to the store.
    var book: StoryBook {
        StoryBook(
            choose: { self.choose($0, feed: $1) }, mark: { self.mark() },
            growthID: { EventID.growth($0, to: $1) })
    }

    /// What was worked out so far.
    var work: StoryWork { index.withLock { $0.work } }

    func forget(before instant: Timestamp) {
        index.withLock { $0.forget(before: instant) }
    }

    private func choose(_ commit: ItemCommit, feed: FeedID) -> StoryChoice {
        let event = commit.mention?.event
        let candidate = StoryCandidate(
            feed: feed, key: commit.key, url: commit.item.url, text: commit.text,
            published: commit.item.published ?? commit.item.updated,
            seen: event?.time ?? Timestamp(milliseconds: 0),
            ownStory: StoryID(beginningWith: commit.key, feedURL: event?.feed.url ?? ""))
        let decision = index.withLock { $0.assign(candidate) }
        return StoryChoice(
            story: decision.story,
            joinedBy: decision.isBeginning ? nil : decision.reason.description,
            link: decision.link, signature: decision.signature.bytes)
    }

    private func mark() -> @Sendable () -> Void {
        let mark = index.withLock { $0.mark() }
        return { self.index.withLock { $0.rollBack(to: mark) } }
    }
}
