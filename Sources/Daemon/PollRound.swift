import ConfigFile
import FeedModel
import Logging
import Scheduling
import Storage

/// The state of polling, between two messages: which feeds there are, when they are due, which are under way.
struct PollRound {
    struct Poll: Sendable {
        var feed: FeedID
        var refresh: Refresh
        var price: PollPrice
    }

    /// A refresh that takes longer than any timeouts allow has hung: then systemd is not told that all is well.
    private static let patience: Duration = .minutes(15)
    /// Between two trials to store something.
    private static let storePause: Duration = .seconds(5)
    /// A clock that is slewed moves by less.
    private static let clockSlack: Duration = .seconds(2)

    /// A poll that takes longer holds a place that others wait for.
    private static let longPoll: Duration = .seconds(5)

    private let context: PollContext
    private let log: RefreshLog
    private var generation: Generation
    private var schedule: Schedule
    private var outage: OutageWatch
    private var running: [FeedID: Timestamp] = [:]
    /// Pushes of feeds that were being polled, and may be polled again for them at that instant.
    private var pushed: [FeedID: Timestamp] = [:]
    /// What keeps refreshes from being stored, and when that is tried again.
    private var storeError: StoreError?
    private var nextStoreTrial: Timestamp
    private var lastLook: Timestamp
    private var random = SystemRandomNumberGenerator()

    init(_ context: PollContext) {
        self.context = context
        log = RefreshLog(logger: context.logger)
        generation = context.current.get()
        schedule = Schedule(settings: generation.config.polling, price: generation.price)
        outage = Self.outageWatch(of: generation)
        lastLook = context.surroundings.now()
        nextStoreTrial = lastLook
        fillSchedule()
    }

    mutating func take(_ message: PollService.Message) {
        switch message {
        case .tick: lookAtClock()
        case .done(let refreshed): finish(refreshed)
        case .notStored(let feed, let error): putOff(feed, error)
        case .pushed(let feed, let instant): hasten(feed, to: instant)
        case .reloaded: reload()
        }
        if !isHanging { context.onProgress() }
    }

    /// The next feed to poll now, if there is one and there is room.
    mutating func nextPoll() -> Poll? {
        let now = context.surroundings.now()
        // One poll tries whether it can be stored now; more would ask servers in vain.
        if storeError != nil {
            guard running.isEmpty, now >= nextStoreTrial else { return nil }
        }
        guard case .poll(let feed) = schedule.next(at: now) else { return nil }
        running[feed] = now
        let refresh = Refresh(
            current: context.current, store: context.store, outage: outage,
            surroundings: context.surroundings)
        return Poll(feed: feed, refresh: refresh, price: schedule.price(of: feed))
    }
}

extension PollRound {
    private var isHanging: Bool {
        let now = context.surroundings.now()
        return running.values.contains { now - $0 > Self.patience }
    }

    private mutating func finish(_ refreshed: Refreshed) {
        let started = running.removeValue(forKey: refreshed.feed)
        if storeError != nil {
            context.logger.notice("what is polled can be stored again")
            storeError = nil
        }
        log.write(refreshed)
        context.counters.count(refreshed)
        let now = context.surroundings.now()
        guard let nextPoll = nextPoll(after: refreshed, at: now) else {
            schedule.remove(refreshed.feed)
            return
        }
        schedule.finish(
            refreshed.feed, at: now, nextPoll: nextPoll, isSpent: !refreshed.isOutage,
            isSuspect: now - (started ?? now) > Self.longPoll)
        schedule.update(refreshed.feed, nextPoll: nextPoll)
        if let pause = refreshed.failure?.hostPause {
            schedule.hold(hostOf: refreshed.feed, until: now + pause)
        }
        let change = outage.takeChange()
        log.write(change)
        switch change {
        case .none: break
        case .began(let feeds):
            for feed in feeds {
                schedule.update(feed, nextPoll: now + OutageDetector.retryDelay(using: &random))
            }
        case .ended(let feeds):
            for feed in feeds { schedule.update(feed, nextPoll: now) }
        }
    }

    /// As decided by the refresh, or sooner where a push came while it was under way, perhaps too late for it.
    private mutating func nextPoll(after refreshed: Refreshed, at now: Timestamp) -> Timestamp? {
        let pushed = pushed.removeValue(forKey: refreshed.feed)
        guard let decided = refreshed.nextPoll, let pushed, refreshed.failure == nil else {
            return refreshed.nextPoll
        }
        let earliest = max(pushed, now + generation.config.polling.min, refreshed.notBefore ?? now)
        return min(decided, earliest)
    }

    private mutating func hasten(_ feed: FeedID, to instant: Timestamp) {
        guard running[feed] == nil else {
            pushed[feed] = instant
            return
        }
        guard let due = schedule.nextPoll(of: feed), instant < due else { return }
        schedule.update(feed, nextPoll: instant)
    }

    /// What could not be stored did not happen: the feed is asked again, no sooner than any feed may be. Said once.
    private mutating func putOff(_ feed: FeedID, _ error: StoreError) {
        running[feed] = nil
        if storeError != error {
            context.logger.error(
                "nothing can be stored, polling goes on more slowly",
                metadata: ["error.kind": "\(error.kind)", "error": "\(error)"])
            storeError = error
        }
        let now = context.surroundings.now()
        nextStoreTrial = now + Self.storePause
        let floor = generation.config.polling.min
        let spread = Int64.random(in: 0...floor.milliseconds / 4, using: &random)
        schedule.finish(feed, at: now, nextPoll: now + floor + .milliseconds(spread))
    }

    /// A clock that was set back must not make feeds wait for the old time to come again.
    private mutating func lookAtClock() {
        let now = context.surroundings.now()
        defer { lastLook = now }
        let jump = lastLook - now
        guard jump > Self.clockSlack else { return }
        context.logger.warning(
            "the clock was set back, polls that are due move with it",
            metadata: ["by": "\(jump.components.seconds) s"])
        nextStoreTrial = now
        for plan in generation.plans {
            guard let due = schedule.nextPoll(of: plan.id) else { continue }
            schedule.update(plan.id, nextPoll: due - jump)
        }
        for feed in running.keys { running[feed] = now }
    }

    private mutating func reload() {
        generation = context.current.get()
        outage = Self.outageWatch(of: generation)
        let settings = generation.config.polling
        schedule = Schedule(
            settings: settings, price: PollPrice(settings: settings, stored: schedule.price.value))
        fillSchedule()
    }

    private static func outageWatch(of generation: Generation) -> OutageWatch {
        OutageWatch(
            feedCount: generation.plans.count, every: generation.config.polling.every)
    }

    /// A feed whose refresh is still under way from before a reload waits for its end.
    private mutating func fillSchedule() {
        let now = context.surroundings.now()
        let policy = PacePolicy(settings: generation.config.polling)
        for plan in generation.plans {
            let due = policy.resume(stored: plan.due(at: now), at: now, using: &random)
            schedule.add(
                plan.id, host: FeedHost(plan.fetchURL)?.name ?? "file", lastPoll: plan.lastPoll,
                nextPoll: running[plan.id] == nil ? due : now + Self.patience,
                isPinned: generation.feeds[plan.id]?.every != nil)
            // By a clock that was set back since, the pause would end long after its time.
            if let pause = plan.hostPause {
                schedule.hold(
                    hostOf: plan.id, until: min(pause, now + RefreshFailure.longestHostPause))
            }
        }
    }
}

extension FeedPlan {
    /// Until when the feed's host was to be left alone, for it had found that we ask too often; `nil`: it had not.
    fileprivate var hostPause: Timestamp? {
        guard let lastPoll else { return nil }
        let pause = RefreshFailure.hostPause(
            status: lastStatus, retryAfter: notBefore.map { $0 - lastPoll })
        return pause.map { lastPoll + $0 }
    }

    /// When the feed was to be polled; `nil`: it never was polled. By a clock that was set back since, as far from now as
    /// it was from the last poll.
    fileprivate func due(at now: Timestamp) -> Timestamp? {
        guard let lastPoll else { return nil }
        let due = max(nextPoll, notBefore ?? nextPoll)
        return lastPoll <= now ? due : now + (due - lastPoll)
    }
}
