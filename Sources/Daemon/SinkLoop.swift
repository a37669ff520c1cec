import Console
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
    private struct State {
        var isStopping = false
        var isReopenWanted = false
        var problem: String?
        var failureCount = 0
    }

    /// Waits after a sink that keeps its place (a file, stdout) could not write: nothing is ever given up there.
    private static let pause = Backoff(base: .seconds(2), cap: .minutes(5))

    let settings: SinkSettings
    private let sink: any Sink
    private let store: Store
    private let surroundings: Surroundings
    private let logger: Logger
    private let counters: RunCounters
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
    func stop() {
        state.withLock { $0.isStopping = true }
        signal.notify()
    }

    /// The place was rotated away: open it anew before the next batch.
    func reopen() {
        state.withLock { $0.isReopenWanted = true }
        signal.notify()
    }

    /// What keeps the sink from delivering, in a sentence; `nil`: nothing.
    var problem: String? { state.withLock { $0.problem } }

    func run() async {
        var isRecovered = false
        while !Task.isCancelled {
            if !isRecovered { isRecovered = await recover() }
            let step = isRecovered ? await deliverNext() : .wait(pauseAfterFailure())
            switch step {
            case .again: continue
            case .end: return
            case .wait(let limit):
                if state.withLock({ $0.isStopping }) { return }
                await signal.wait(atMost: limit, sleep: surroundings.sleep)
                await reopenIfWanted()
            }
        }
    }
}

extension SinkLoop {
    private enum Step { case again, end, wait(Duration?) }

    /// Learns what was written before a crash but not written down.
    private func recover() async -> Bool {
        do {
            try await store.setStopped(settings.name, reason: nil)
            let known = try await store.sinkState(settings.name)
            let position = known.position.flatMap { StoredValue.decode(FilePosition.self, $0) }
            let written = try await sink.recover(settled: position, pending: known.firstPending)
            try await settle(written.sorted().map { ($0, .delivered) })
            return true
        } catch {
            report("\(error)")
            return false
        }
    }

    private func deliverNext() async -> Step {
        do throws(StoreError) {
            let work = try await store.work(
                for: settings.name, at: surroundings.now(), limit: sink.batchLimit)
            guard !work.due.isEmpty else {
                return .wait(work.nextAttempt.map { max($0 - surroundings.now(), .zero) })
            }
            return try await deliver(work.due)
        } catch {
            report(error.description)
            return .wait(pauseAfterFailure())
        }
    }

    private func deliver(_ due: [Delivery]) async throws(StoreError) -> Step {
        // A route that was narrowed since then has nothing to say of these: they are settled unsent.
        let routed = due.compactMap { delivery in
            settings.route.select(delivery.event.event).map { event in
                var routed = delivery
                routed.event.event = event
                return routed
            }
        }
        let outcomes = await sink.deliver(routed)
        let unrouted = Set(due.map(\.event.sequence)).subtracting(routed.map(\.event.sequence))
        var settlements: [(sequence: Int64, Settlement)] = unrouted.map { ($0, .delivered) }
        var step = Step.again
        for (delivery, outcome) in zip(routed, outcomes) {
            let (settlement, next) = judge(outcome, of: delivery)
            if let settlement { settlements.append((delivery.event.sequence, settlement)) }
            if case .again = next { continue }
            step = next
            break
        }
        try await settle(settlements)
        if case .again = step { recovered() }
        if case .end = step { try await store.setStopped(settings.name, reason: problem) }
        return step
    }

    /// What an outcome means for the delivery, and for the sink.
    private func judge(
        _ outcome: DeliveryOutcome, of delivery: Delivery
    ) -> (Settlement?, Step) {
        switch outcome {
        case .delivered:
            counters.count(.delivered)
            return (.delivered, .again)
        case .rejected(let reason):
            counters.count(.rejected)
            logger.error("event refused for good", metadata: about(delivery, reason))
            return (.dead(reason: reason), .again)
        case .stopped(let reason):
            report(reason)
            return (nil, .end)
        case .retry(let reason, let asked):
            report(reason)
            guard case .webhook(let webhook) = settings.kind else {
                return (nil, .wait(pauseAfterFailure()))
            }
            return retry(delivery, webhook, reason: reason, asked: asked)
        }
    }

    private func retry(
        _ delivery: Delivery, _ webhook: WebhookSettings, reason: String, asked: Duration?
    ) -> (Settlement?, Step) {
        var random = SystemRandomNumberGenerator()
        let attempt = delivery.attemptCount + 1
        let decision = RetryPolicy(waits: webhook.retries).decision(
            afterAttempt: attempt, asked: asked, using: &random)
        switch decision {
        case .retry(let wait):
            counters.count(.retried)
            return (.retry(at: surroundings.now() + wait, reason: reason), .wait(asked ?? .zero))
        case .deadLetter:
            counters.count(.dead)
            logger.error(
                "event given up after its last retry", metadata: about(delivery, reason))
            return (.dead(reason: reason), .wait(.zero))
        }
    }

    private func settle(
        _ settlements: [(sequence: Int64, Settlement)]
    ) async throws(StoreError) {
        guard !settlements.isEmpty else { return }
        let position = await sink.position.flatMap(StoredValue.encode)
        try await store.settle(
            settings.name, settlements, position: position, at: surroundings.now())
    }

    private func reopenIfWanted() async {
        let isWanted = state.withLock { state in
            defer { state.isReopenWanted = false }
            return state.isReopenWanted
        }
        if isWanted { await sink.reopen() }
    }

    private func pauseAfterFailure() -> Duration {
        let count = state.withLock { state in
            state.failureCount += 1
            return state.failureCount
        }
        return Self.pause.ceiling(attempt: count)
    }

    /// Logs a problem when it changes, not each time.
    private func report(_ problem: String) {
        let isNew = state.withLock { state in
            defer { state.problem = problem }
            return state.problem != problem
        }
        if isNew { logger.warning("sink cannot deliver", metadata: ["error": "\(problem)"]) }
    }

    private func recovered() {
        let wasFailing = state.withLock { state in
            defer { (state.problem, state.failureCount) = (nil, 0) }
            return state.problem != nil
        }
        if wasFailing { logger.notice("sink delivers again") }
    }

    private func about(_ delivery: Delivery, _ reason: String) -> Logger.Metadata {
        [
            "delivery.id": "\(delivery.event.event.id)", "error": "\(reason)",
            "delivery.attempt": "\(delivery.attemptCount + 1)",
        ]
    }
}
