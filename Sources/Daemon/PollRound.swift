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

    private let context: PollContext
    private let log: RefreshLog
    private var generation: Generation
    private var schedule: Schedule
    private var outage: OutageWatch
    private var running: [FeedID: Timestamp] = [:]
    private var storeError: StoreError?
    private var random = SystemRandomNumberGenerator()

    init(_ context: PollContext) {
        self.context = context
        log = RefreshLog(logger: context.logger)
        generation = context.current.get()
        schedule = Schedule(
            settings: generation.config.polling, price: Self.price(balancing: generation))
        outage = OutageWatch(feedCount: generation.plans.count)
        fillSchedule()
    }

    mutating func take(_ message: PollService.Message) {
        switch message {
        case .tick: break
        case .done(let refreshed): finish(refreshed)
        case .notStored(let feed, let error): putOff(feed, error)
        case .reloaded: reload()
        }
        if !isHanging { context.onProgress() }
    }

    /// The next feed to poll now, if there is one and there is room.
    mutating func nextPoll() -> Poll? {
        let now = context.surroundings.now()
        guard case .poll(let feed) = schedule.next(at: now) else { return nil }
        running[feed] = now
        let refresh = Refresh(
            current: context.current, store: context.store, outage: outage,
            surroundings: context.surroundings)
        return Poll(feed: feed, refresh: refresh, price: schedule.price)
    }
}

extension PollRound {
    private var isHanging: Bool {
        let now = context.surroundings.now()
        return running.values.contains { now - $0 > Self.patience }
    }

    private mutating func finish(_ refreshed: Refreshed) {
        running[refreshed.feed] = nil
        storeError = nil
        log.write(refreshed)
        context.counters.count(refreshed)
        let now = context.surroundings.now()
        guard let nextPoll = refreshed.nextPoll else {
            schedule.remove(refreshed.feed)
            return
        }
        schedule.finish(
            refreshed.feed, at: now, nextPoll: nextPoll, isSpent: !refreshed.isOutage)
        schedule.update(refreshed.feed, nextPoll: nextPoll)
        let change = outage.takeChange()
        log.write(change)
        guard case .ended(let feeds) = change else { return }
        for feed in feeds { schedule.update(feed, nextPoll: now) }
    }

    /// What could not be stored did not happen: the feed is asked again, but not hot. Said once.
    private mutating func putOff(_ feed: FeedID, _ error: StoreError) {
        running[feed] = nil
        if storeError != error {
            context.logger.error(
                "nothing can be stored, polling goes on more slowly",
                metadata: ["error.kind": "\(error.kind)", "error": "\(error)"])
            storeError = error
        }
        let now = context.surroundings.now()
        schedule.finish(
            feed, at: now, nextPoll: now + OutageDetector.retryDelay(using: &random))
    }

    private mutating func reload() {
        generation = context.current.get()
        outage = OutageWatch(feedCount: generation.plans.count)
        let settings = generation.config.polling
        schedule = Schedule(
            settings: settings, price: PollPrice(settings: settings, stored: schedule.price.value))
        fillSchedule()
    }

    /// The price at which the feeds' learned rhythms spend the budget: a restart begins where it was.
    private static func price(balancing generation: Generation) -> PollPrice {
        let paces = generation.plans.lazy.compactMap { $0.pace.flatMap(FeedPace.init(encoded:)) }
        return PollPrice(settings: generation.config.polling, balancing: paces)
    }

    /// A feed whose refresh is still under way from before a reload waits for its end.
    private mutating func fillSchedule() {
        let now = context.surroundings.now()
        let policy = PacePolicy(settings: generation.config.polling)
        for plan in generation.plans {
            let stored = policy.resume(
                stored: plan.lastPoll.map { _ in plan.nextPoll }, at: now, using: &random)
            let due = max(stored, plan.notBefore ?? stored)
            schedule.add(
                plan.id, host: FeedHost(plan.fetchURL)?.name ?? "file", lastPoll: plan.lastPoll,
                nextPoll: running[plan.id] == nil ? due : now + Self.patience,
                isPinned: generation.feeds[plan.id]?.every != nil)
        }
    }
}
