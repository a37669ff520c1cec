import Console
import Delivering
import FeedModel
import Logging
import Scheduling
import Storage

extension SinkLoop {
    /// Whatever is next: learning what was written, settling what is owed, sending what is due.
    func step(_ course: inout SinkCourse) async -> SinkStep {
        if !course.isRecovered {
            guard await recover(&course) else { return .wait(pauseAfterFailure()) }
            course.isRecovered = true
        }
        do throws(StoreError) {
            try await settleOwed(&course)
            let now = surroundings.now()
            if let jump = course.look(at: now) {
                try await store.hasten(settings.name, by: jump)
            }
            if let end = settings.quiet?.end(at: now) { return .wait(end - now) }
            switch course.breaker.admission(at: now, limit: sink.batchLimit) {
            case .rest(let end): return .wait(end - now)
            case .send(let limit): return try await deliver(atMost: limit, &course, at: now)
            }
        } catch {
            // A question to the store that the end of the run cut short is no fault of the disk.
            if !Task.isCancelled { report(error.description) }
            return .wait(pauseAfterFailure())
        }
    }
}

extension SinkLoop {
    /// Learns what was written before a crash but not written down.
    private func recover(_ course: inout SinkCourse) async -> Bool {
        do {
            // Only a clock that was set back since can have put a retry further away than any wait is long.
            try await store.hasten(settings.name, to: surroundings.now() + longestWait)
            let known = try await store.sinkState(settings.name)
            let position = known.position.flatMap { StoredValue.decode(FilePosition.self, $0) }
            let found = try await sink.recover(settled: position, pending: known.firstPending)
            let sequences = try await store.sequences(of: found.written.map(\.id))
            try await settle(sequences.map { ($0, .delivered) })
            if let loss = found.loss {
                logger.warning("sink may have lost lines", metadata: ["error": "\(loss)"])
            }
            course.noted = known.trouble
            recovered()
            return true
        } catch {
            report("\(error)")
            return false
        }
    }

    private var longestWait: Duration {
        guard case .webhook(let webhook) = settings.kind else { return Freshness.retryAfterLimit }
        // A fifth for the jitter.
        let longest = (webhook.retries.max() ?? .zero) * 6 / 5
        return max(longest, Freshness.retryAfterLimit)
    }

    private func deliver(
        atMost limit: Int, _ course: inout SinkCourse, at now: Timestamp
    ) async throws(StoreError) -> SinkStep {
        let work = try await store.work(for: settings.name, at: now, limit: limit)
        guard !work.due.isEmpty else { return .wait(work.nextAttempt.map { max($0 - now, .zero) }) }
        if let step = try await gather(at: now) { return step }
        let routed = work.due.compactMap(route)
        let outcomes = routed.isEmpty ? [] : await sink.deliver(routed)
        if !routed.isEmpty { surroundings.pass(.sent) }
        let unrouted = Set(work.due.map(\.event.sequence)).subtracting(routed.map(\.event.sequence))
        course.owed = unrouted.map { ($0, .delivered) }
        var step = SinkStep.again
        for (delivery, outcome) in zip(routed, outcomes) {
            let (settlement, next) = judge(outcome, of: delivery, &course)
            if let settlement { course.owed.append((delivery.event.sequence, settlement)) }
            step = next
            if next != .again { break }
        }
        try await settleOwed(&course)
        try await release(&course)
        if step == .again { recovered() }
        return step
    }

    /// What waits for a later retry need not where the other side is there again.
    private func release(_ course: inout SinkCourse) async throws(StoreError) {
        let now = surroundings.now()
        switch course.released {
        case .nothing: return
        case .everything: try await store.hasten(settings.name, to: now)
        case .deliveries(let sequences):
            try await store.hasten(settings.name, sequences, to: now)
        }
        course.released = .nothing
    }

    /// Tells those who look at the store from outside what keeps this sink from delivering, where that has changed.
    func note(_ course: inout SinkCourse) async {
        let trouble = SinkTrouble(problem: problem, restsUntil: course.breaker.restsUntil)
        guard trouble != course.noted else { return }
        do throws(StoreError) {
            try await store.keep(trouble, of: settings.name)
            course.noted = trouble
        } catch {
            // A store that takes nothing is told of where it matters; this is tried again after the next step.
            logger.debug("trouble not noted", metadata: ["error": "\(error)"])
        }
    }

    /// The event as the sink is to see it. A route that was narrowed since has nothing to say of some: they are
    /// settled unsent.
    private func route(_ delivery: Delivery) -> Delivery? {
        settings.route.select(delivery.event.event).map { event in
            var routed = delivery
            routed.event.event = event
            return routed
        }
    }

    /// What an outcome means for the delivery, and for the sink.
    private func judge(
        _ outcome: DeliveryOutcome, of delivery: Delivery, _ course: inout SinkCourse
    ) -> (Settlement?, SinkStep) {
        switch outcome {
        case .delivered:
            course.tookOne()
            counters.count(.delivered)
            return (.delivered, .again)
        case .rejected(let reason):
            course.breaker.succeeded()
            counters.count(.rejected)
            logger.error("event refused for good", metadata: about(delivery, reason))
            return (.dead(reason: reason), .again)
        case .stopped(let reason):
            report(reason)
            return (nil, .stop(reason))
        case .retry(let reason, let asked):
            report(reason)
            guard case .webhook(let webhook) = settings.kind else {
                return (nil, .wait(pauseAfterFailure()))
            }
            if delivery.attemptCount == 0 { course.failed.insert(delivery.event.sequence) }
            course.breaker.failed(at: surroundings.now(), asked: asked)
            return (retry(delivery, webhook, reason: reason, asked: asked), .wait(.zero))
        }
    }

    private func retry(
        _ delivery: Delivery, _ webhook: WebhookSettings, reason: String, asked: Duration?
    ) -> Settlement {
        var random = SystemRandomNumberGenerator()
        let decision = RetryPolicy(waits: webhook.retries).decision(
            afterAttempt: delivery.attemptCount + 1, asked: asked, using: &random)
        switch decision {
        case .retry(let wait):
            counters.count(.retried)
            return .retry(at: surroundings.now() + wait, reason: reason)
        case .deadLetter:
            counters.count(.dead)
            logger.error(
                "event given up after its last retry", metadata: about(delivery, reason))
            return .dead(reason: reason)
        }
    }

    /// What was sent is settled before anything else is: a store that was full for a while costs no repetition.
    private func settleOwed(_ course: inout SinkCourse) async throws(StoreError) {
        guard !course.owed.isEmpty else { return }
        try await settle(course.owed)
        course.owed = []
        surroundings.pass(.settled)
    }

    private func settle(
        _ settlements: [(sequence: Int64, Settlement)]
    ) async throws(StoreError) {
        guard !settlements.isEmpty else { return }
        let position = await sink.position.flatMap(StoredValue.encode)
        try await store.settle(
            settings.name, settlements, position: position, at: surroundings.now())
    }

    private func about(_ delivery: Delivery, _ reason: String) -> Logger.Metadata {
        [
            "delivery.id": "\(delivery.event.event.id)", "error": "\(reason)",
            "delivery.attempt": "\(delivery.attemptCount + 1)",
        ]
    }
}
