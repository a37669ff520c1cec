import DequeModule
package import FeedModel

/// Which feed is polled next: all feeds in order of when they are due, within the limits in all and on each host.
///
/// Pure: `next(at:)` says what to do, the caller does it and says `finish`. Each step costs O(log n). A feed that is due
/// while its host is busy waits with its host, and the most indebted of those goes first: the one whose wait is longest
/// as measured by the wait it was promised.
package struct Schedule: Sendable {
    package enum Decision: Sendable, Hashable {
        /// Poll this feed now, and `finish` it afterwards.
        case poll(FeedID)
        /// Nothing to do before `until`, or before a poll finishes or the feeds change; `nil`: only then.
        case wait(until: Timestamp?)
    }

    package private(set) var price: PollPrice
    package private(set) var runningCount = 0

    private let concurrency: Int
    private let concurrencyPerHost: Int
    private let hourlyLimitPerHost: Int?
    private var slots: [FeedID: Int32] = [:]
    private var entries: [Entry] = []
    private var freeSlots: [Int32] = []
    private var hostSlots: [String: Int32] = [:]
    private var hosts: [Host] = []
    private var freeHostSlots: [Int32] = []
    private var dueFeeds = DueHeap()
    /// Hosts with feeds waiting and room to poll one, by when they may be asked.
    private var readyHosts = DueHeap()

    package init(settings: PollingSettings, price: PollPrice? = nil) {
        concurrency = max(1, settings.concurrency)
        concurrencyPerHost = max(1, settings.concurrencyPerHost)
        hourlyLimitPerHost = settings.hourlyLimitPerHost
        self.price = price ?? PollPrice(settings: settings)
    }

    package var feedCount: Int { slots.count }

    package func contains(_ feed: FeedID) -> Bool { slots[feed] != nil }

    /// When the feed is due; `nil` where it is being polled or unknown.
    package func nextPoll(of feed: FeedID) -> Timestamp? {
        guard let slot = slots[feed], !entries[Int(slot)].isRunning else { return nil }
        return entries[Int(slot)].due
    }
}

// MARK: - The feeds

extension Schedule {
    /// Takes a feed in, or changes the host and the budget of one that is there.
    ///
    /// `lastPoll` and `nextPoll` are what the store remembers. A pinned feed (`every:`) is outside the budget.
    package mutating func add(
        _ feed: FeedID, host: String, lastPoll: Timestamp? = nil, nextPoll: Timestamp,
        isPinned: Bool = false
    ) {
        if contains(feed) { remove(feed) }
        let hostSlot = slotOfHost(host)
        hosts[hostSlot].feedCount += 1
        let entry = Entry(
            feed: feed, host: Int32(hostSlot), last: lastPoll ?? nextPoll, due: nextPoll,
            isPinned: isPinned)
        let slot = freeSlots.popLast() ?? Int32(entries.count)
        if Int(slot) == entries.count {
            entries.append(entry)
        } else {
            entries[Int(slot)] = entry
        }
        slots[feed] = slot
        dueFeeds.set(Int(slot), due: nextPoll)
        if !isPinned { price.addFeed() }
    }

    /// Forgets a feed; a poll of it that is under way need not be finished.
    package mutating func remove(_ feed: FeedID) {
        guard let slot = slots.removeValue(forKey: feed) else { return }
        let entry = entries[Int(slot)]
        let host = Int(entry.host)
        dueFeeds.remove(Int(slot))
        if let index = hosts[host].waiting.firstIndex(of: slot) {
            hosts[host].waiting.remove(at: index)
        }
        if !entry.isPinned { price.removeFeed() }
        if entry.isRunning {
            runningCount -= 1
            hosts[host].runningCount -= 1
        }
        hosts[host].feedCount -= 1
        freeSlots.append(slot)
        if hosts[host].feedCount == 0 { forgetHost(host) } else { refreshHost(host) }
    }

    /// Moves a feed that is not being polled, for a push or after an outage.
    package mutating func update(_ feed: FeedID, nextPoll: Timestamp) {
        guard let slot = slots[feed], !entries[Int(slot)].isRunning else { return }
        let host = Int(entries[Int(slot)].host)
        if let index = hosts[host].waiting.firstIndex(of: slot) {
            hosts[host].waiting.remove(at: index)
            refreshHost(host)
        }
        reschedule(Int(slot), last: entries[Int(slot)].last, due: nextPoll)
    }
}

// MARK: - The polls

extension Schedule {
    /// What to do now: called again after each `.poll` until it says `.wait`.
    package mutating func next(at now: Timestamp) -> Decision {
        price.advance(to: now)
        guard runningCount < concurrency else { return .wait(until: nil) }
        queueDueFeeds(at: now)
        guard let (ready, host) = readyHosts.first else {
            return .wait(until: dueFeeds.first?.due)
        }
        guard ready <= now else {
            return .wait(until: dueFeeds.first.map { min($0.due, ready) } ?? ready)
        }
        return .poll(start(host: host, at: now))
    }

    /// A poll that began with `.poll` is over, and the feed is due again at `nextPoll`.
    ///
    /// `isSpent`: it counts towards the budget; not so the quick retries of an outage, which would leave feeds neglected.
    package mutating func finish(
        _ feed: FeedID, at now: Timestamp, nextPoll: Timestamp, isSpent: Bool = true
    ) {
        guard let slot = slots[feed], entries[Int(slot)].isRunning else { return }
        let index = Int(slot)
        if isSpent, !entries[index].isPinned { price.recordPoll() }
        entries[index].isRunning = false
        runningCount -= 1
        hosts[Int(entries[index].host)].runningCount -= 1
        refreshHost(Int(entries[index].host))
        reschedule(index, last: now, due: nextPoll)
    }
}

extension Schedule {
    private struct Entry {
        var feed: FeedID
        var host: Int32
        var last: Timestamp
        var due: Timestamp
        var isPinned: Bool
        var isRunning = false

        /// How much of the promised wait is over: debt, in units of the price, but for its square.
        func waited(at now: Timestamp) -> Double {
            (now - last).inSeconds / Swift.max((due - last).inSeconds, 0.001)
        }
    }

    private struct Host {
        var name: String
        var feedCount = 0
        var runningCount = 0
        /// In order of when they were due.
        var waiting: Deque<Int32> = []
        var allowance: HostAllowance?
    }

    /// How many of a host's waiting feeds are compared for the most indebted one.
    private static let comparedFeedLimit = 32

    private mutating func reschedule(_ index: Int, last: Timestamp, due: Timestamp) {
        entries[index].last = last
        entries[index].due = due
        dueFeeds.set(index, due: due)
    }

    private mutating func queueDueFeeds(at now: Timestamp) {
        while let (due, slot) = dueFeeds.first, due <= now {
            dueFeeds.remove(slot)
            let host = Int(entries[slot].host)
            hosts[host].waiting.append(Int32(slot))
            if hosts[host].waiting.count == 1 { refreshHost(host) }
        }
    }

    private mutating func start(host: Int, at now: Timestamp) -> FeedID {
        let slot = takeMostIndebted(host: host, at: now)
        entries[slot].isRunning = true
        runningCount += 1
        hosts[host].runningCount += 1
        hosts[host].allowance?.recordPoll(at: now)
        refreshHost(host)
        return entries[slot].feed
    }

    private mutating func takeMostIndebted(host: Int, at now: Timestamp) -> Int {
        let count = min(hosts[host].waiting.count, Self.comparedFeedLimit)
        var best = 0
        var bestWaited = -Double.infinity
        for index in 0..<count {
            let waited = entries[Int(hosts[host].waiting[index])].waited(at: now)
            if waited > bestWaited { (best, bestWaited) = (index, waited) }
        }
        return Int(hosts[host].waiting.remove(at: best))
    }

    /// Puts the host among the ready ones, or takes it out, as it now stands.
    private mutating func refreshHost(_ host: Int) {
        let state = hosts[host]
        guard let longest = state.waiting.first, state.runningCount < concurrencyPerHost else {
            readyHosts.remove(host)
            return
        }
        // Between hosts, the one whose feed has been due the longest goes first.
        let due = entries[Int(longest)].due
        readyHosts.set(host, due: state.allowance?.ready(at: due) ?? due)
    }

    private mutating func slotOfHost(_ name: String) -> Int {
        if let slot = hostSlots[name] { return Int(slot) }
        let host = Host(
            name: name, allowance: hourlyLimitPerHost.map(HostAllowance.init(hourlyLimit:)))
        let slot = freeHostSlots.popLast() ?? Int32(hosts.count)
        if Int(slot) == hosts.count {
            hosts.append(host)
        } else {
            hosts[Int(slot)] = host
        }
        hostSlots[name] = slot
        return Int(slot)
    }

    private mutating func forgetHost(_ host: Int) {
        hostSlots[hosts[host].name] = nil
        hosts[host] = Host(name: "")
        freeHostSlots.append(Int32(host))
        readyHosts.remove(host)
    }
}
