import Console
import FeedModel
import Storage
import Synchronization

/// Totals since the daemon started, for `/metrics`.
final class RunCounters: Sendable {
    private struct State {
        var polls: [ConsoleCounters.PollOutcome: Int] = [:]
        var deliveries: [ConsoleCounters.DeliveryOutcome: Int] = [:]
        var bodyBytes = 0
        var newItems = 0
        var mentions = 0
        var lastProgress: ContinuousClock.Instant?
    }

    private let started: Timestamp
    private let state = Mutex(State())

    init(started: Timestamp) { self.started = started }

    func count(_ refreshed: Refreshed) {
        guard let outcome = refreshed.outcome else { return }
        state.withLock { state in
            state.polls[outcome, default: 0] += 1
            state.bodyBytes += refreshed.byteCount
            state.newItems += refreshed.summary.newItemCount
            state.mentions += refreshed.summary.mentionCount
        }
    }

    func count(_ outcome: ConsoleCounters.DeliveryOutcome) {
        state.withLock { $0.deliveries[outcome, default: 0] += 1 }
    }

    /// The schedule has been looked at.
    func noteProgress() { state.withLock { $0.lastProgress = .now } }

    /// How long ago the schedule was looked at; `nil`: not yet.
    var sinceProgress: Duration? {
        state.withLock { $0.lastProgress.map { ContinuousClock.now - $0 } }
    }

    /// The totals, with the figures of this moment.
    func snapshot(feeds: [ConsoleFeedState: Int], outboxCount: Int) -> ConsoleCounters {
        state.withLock { state in
            ConsoleCounters(
                version: FeedwatchVersion.number, started: started, polls: state.polls,
                bodyBytes: state.bodyBytes, newItems: state.newItems, mentions: state.mentions,
                deliveries: state.deliveries, feeds: feeds, outboxCount: outboxCount)
        }
    }
}
