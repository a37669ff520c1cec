import Delivering
import FeedModel
import Logging
import Scheduling
import Storage
import Synchronization

/// One sink's task: takes its deliveries from the outbox in their order, sends them, writes down how they ended.
///
/// A sink that fails waits by itself; no other sink and no poll is held up.
final class SinkLoop: Sendable {
    /// How a loop came to its end.
    enum Ending: Sendable, Equatable {
        /// It was told to.
        case finished
        /// The sink wants no more events, in a sentence.
        case stopped(reason: String)
    }

    private enum End { case afterThisBatch, whenNothingIsDue }

    private struct State {
        var end: End?
        var isReopenWanted = false
        var hasEnded = false
        var problem: String?
        var failureCount = 0
    }

    /// Waits after a sink that keeps its place (a file, stdout) could not write: nothing is ever given up there.
    private static let pause = Backoff(base: .seconds(2), cap: .minutes(5))

    let settings: SinkSettings
    let sink: any Sink
    let store: Store
    let surroundings: Surroundings
    let logger: Logger
    let counters: RunCounters
    private let signal = Signal()
    private let state = Mutex(State())

    init(
        _ settings: SinkSettings, sink: any Sink, store: Store, surroundings: Surroundings,
        counters: RunCounters, logger: Logger
    ) {
        (self.settings, self.sink, self.store) = (settings, sink, store)
        (self.surroundings, self.counters) = (surroundings, counters)
        var logger = logger
        logger[metadataKey: "sink.name"] = "\(settings.name)"
        self.logger = logger
    }

    /// There is something in the outbox.
    func wake() { signal.notify() }

    /// Ends the loop after what is due now, or at the first failure.
    func finish() { end(.whenNothingIsDue) }

    /// Ends the loop after what is being sent: the rest is for the next one.
    func stop() { end(.afterThisBatch) }

    private func end(_ end: End) {
        state.withLock { $0.end = end }
        signal.notify()
    }

    /// The place was rotated away: open it anew before the next batch.
    func reopen() {
        state.withLock { $0.isReopenWanted = true }
        signal.notify()
    }

    /// What keeps the sink from delivering, in a sentence; `nil`: nothing.
    var problem: String? { state.withLock { $0.problem } }

    /// Nothing is sent any more: a reload begins the sink anew.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func run() async -> Ending {
        defer { state.withLock { $0.hasEnded = true } }
        var course = SinkCourse()
        while !Task.isCancelled {
            let next = await step(&course)
            await note(&course)
            switch next {
            case .again: if state.withLock({ $0.end }) == .afterThisBatch { return .finished }
            case .stop(let reason): return .stopped(reason: reason)
            case .wait(let limit):
                if state.withLock({ $0.end }) != nil { return .finished }
                await signal.wait(atMost: limit, sleep: surroundings.sleep)
                await reopenIfWanted()
            }
        }
        return .finished
    }
}

extension SinkLoop {
    /// How long to rest after a failure of a sink that keeps its place, or of the store.
    func pauseAfterFailure() -> Duration {
        let count = state.withLock { state in
            state.failureCount += 1
            return state.failureCount
        }
        return Self.pause.ceiling(attempt: count)
    }

    /// Logs a problem when it changes, not each time.
    func report(_ problem: String) {
        let isNew = state.withLock { state in
            defer { state.problem = problem }
            return state.problem != problem
        }
        if isNew { logger.warning("sink cannot deliver", metadata: ["error": "\(problem)"]) }
    }

    func recovered() {
        let wasFailing = state.withLock { state in
            defer { (state.problem, state.failureCount) = (nil, 0) }
            return state.problem != nil
        }
        if wasFailing { logger.notice("sink delivers again") }
    }

    private func reopenIfWanted() async {
        let isWanted = state.withLock { state in
            defer { state.isReopenWanted = false }
            return state.isReopenWanted
        }
        if isWanted { await sink.reopen() }
    }
}
