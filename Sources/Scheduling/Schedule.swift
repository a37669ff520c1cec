package import FeedModel

/// Which feed is polled next: all feeds in order of when they are due, within the limits in all and on each host.
///
/// Pure: `next(at:)` says what to do, the caller does it and says `finish`. Each step costs O(log n). A feed that is due
/// while its host is busy waits with its host, and the most indebted of those goes first: the one whose wait is longest
/// as measured by the wait it was promised.
///
/// A feed whose last poll held its place for long is a suspect: suspects together hold half of the places at most, in all
/// and on each host, so that servers that never end an answer cannot hold up the others.
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
    private var runningSuspectCount = 0
    private let hourlyLimitPerHost: Int?
    private var slots: [FeedID: Int32] = [:]
    private var entries: [Entry] = []
    private var freeSlots: [Int32] = []
    private var hostSlots: [String: Int32] = [:]
    private var hosts: [ScheduledHost] = []
    private var freeHostSlots: [Int32] = []
    private var dueFeeds = DueHeap()
    /// Hosts with feeds waiting and room to poll one, by when they may be asked.
    private var readyHosts = DueHeap()
    /// Likewise, with suspects waiting.
    private var suspectHosts = DueHeap()

    package init(settings: PollingSettings, price: PollPrice? = nil) {
        concurrency = max(1, settings.concurrency)
        concurrencyPerHost = max(1, settings.concurrencyPerHost)
        hourlyLimitPerHost = settings.hourlyLimitPerHost
        self.price = price ?? PollPrice(settings: settings)
    }

    package var feedCount: Int { slots.count }

    package func contains(_ feed: FeedID) -> Bool { slots[feed] != nil }

    /// What a poll of the feed costs: the price of the budget, and of its host where more is wanted of it than is allowed.
    package func price(of feed: FeedID) -> PollPrice {
        guard let slot = slots[feed], let host = hosts[Int(entries[Int(slot)].host)].price
        else { return price }
        return price.with(host)
    }

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
        hosts[host].stopWaiting(slot)
        if !entry.isPinned { price.removeFeed() }
        if entry.isRunning { count(entry, by: -1) }
        hosts[host].feedCount -= 1
        freeSlots.append(slot)
        if hosts[host].feedCount == 0 { forgetHost(host) } else { refreshHost(host) }
    }

    /// Moves a feed that is not being polled, for a push or after an outage.
    package mutating func update(_ feed: FeedID, nextPoll: Timestamp) {
        guard let slot = slots[feed], !entries[Int(slot)].isRunning else { return }
        let host = Int(entries[Int(slot)].host)
        if hosts[host].stopWaiting(slot) { refreshHost(host) }
        reschedule(Int(slot), last: entries[Int(slot)].last, due: nextPoll)
    }
}

extension Schedule {
    /// Leaves all feeds of a feed's host alone until then: the host has said that we ask too often.
    package mutating func hold(hostOf feed: FeedID, until instant: Timestamp) {
        guard let slot = slots[feed] else { return }
        let host = Int(entries[Int(slot)].host)
        hosts[host].heldUntil = Swift.max(hosts[host].heldUntil, instant)
        refreshHost(host)
    }
}

// MARK: - The polls

extension Schedule {
    /// What to do now: called again after each `.poll` until it says `.wait`.
    package mutating func next(at now: Timestamp) -> Decision {
        price.advance(to: now)
        guard runningCount < concurrency else { return .wait(until: nil) }
        queueDueFeeds(at: now)
        let healthy = readyHosts.first
        let suspect = runningSuspectCount < half(concurrency) ? suspectHosts.first : nil
        let isSuspect = healthy == nil || (suspect?.due ?? .never) < (healthy?.due ?? .never)
        guard let (ready, host) = isSuspect ? suspect : healthy else {
            return .wait(until: dueFeeds.first?.due)
        }
        guard ready <= now else {
            return .wait(until: dueFeeds.first.map { min($0.due, ready) } ?? ready)
        }
        return .poll(start(host: host, isSuspect: isSuspect, at: now))
    }

    /// A poll that began with `.poll` is over, and the feed is due again at `nextPoll`.
    ///
    /// `isSpent`: it counts towards the budget; not so the quick retries of an outage, which would leave feeds neglected.
    /// `isSuspect`: it held its place for long, and may do so again.
    package mutating func finish(
        _ feed: FeedID, at now: Timestamp, nextPoll: Timestamp, isSpent: Bool = true,
        isSuspect: Bool = false
    ) {
        guard let slot = slots[feed], entries[Int(slot)].isRunning else { return }
        let index = Int(slot)
        if isSpent, !entries[index].isPinned { price.recordPoll() }
        count(entries[index], by: -1)
        entries[index].isRunning = false
        entries[index].isSuspect = isSuspect
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
        var isSuspect = false

        /// How much of the promised wait is over: debt, in units of the price, but for its square.
        func waited(at now: Timestamp) -> Double {
            Double(now.milliseconds - last.milliseconds)
                / Double(Swift.max(due.milliseconds - last.milliseconds, 1))
        }
    }

    /// How many of a host's waiting feeds are compared for the most indebted one.
    private static let comparedFeedLimit = 512

    private mutating func reschedule(_ index: Int, last: Timestamp, due: Timestamp) {
        entries[index].last = last
        entries[index].due = due
        dueFeeds.set(index, due: due)
    }

    private mutating func queueDueFeeds(at now: Timestamp) {
        while let (due, slot) = dueFeeds.first, due <= now {
            dueFeeds.remove(slot)
            let host = Int(entries[slot].host)
            let isSuspect = entries[slot].isSuspect
            hosts[host].wait(Int32(slot), isSuspect: isSuspect)
            if hosts[host].waiting(isSuspect: isSuspect).count == 1 { refreshHost(host) }
        }
    }

    private mutating func start(host: Int, isSuspect: Bool, at now: Timestamp) -> FeedID {
        let slot = takeMostIndebted(of: host, isSuspect: isSuspect, at: now)
        entries[slot].isRunning = true
        count(entries[slot], by: 1)
        hosts[host].allowance?.recordPoll(at: now)
        hosts[host].price?.recordPoll(at: now, due: entries[slot].due)
        refreshHost(host)
        return entries[slot].feed
    }

    /// Counts a poll that begins or ends.
    private mutating func count(_ entry: Entry, by one: Int) {
        runningCount += one
        hosts[Int(entry.host)].runningCount += one
        guard entry.isSuspect else { return }
        runningSuspectCount += one
        hosts[Int(entry.host)].runningSuspectCount += one
    }

    private mutating func takeMostIndebted(
        of host: Int, isSuspect: Bool, at now: Timestamp
    ) -> Int {
        let waiting = hosts[host].waiting(isSuspect: isSuspect).prefix(Self.comparedFeedLimit)
        var best = 0
        var bestWaited = -Double.infinity
        for (index, slot) in waiting.enumerated() {
            let waited = entries[Int(slot)].waited(at: now)
            if waited > bestWaited { (best, bestWaited) = (index, waited) }
        }
        return hosts[host].take(at: best, isSuspect: isSuspect)
    }

    /// Puts the host among the ready ones, or takes it out, as it now stands.
    private mutating func refreshHost(_ host: Int) {
        let hasRoom = hosts[host].runningCount < concurrencyPerHost
        let due = hasRoom ? hosts[host].waiting.first.map { ready(host, $0) } : nil
        readyHosts.set(host, due: due)
        let hasRoomForSuspect =
            hasRoom && hosts[host].runningSuspectCount < half(concurrencyPerHost)
        let suspectDue =
            hasRoomForSuspect ? hosts[host].waitingSuspects.first.map { ready(host, $0) } : nil
        suspectHosts.set(host, due: suspectDue)
    }

    /// Between hosts, the one whose feed has been due the longest goes first.
    private func ready(_ host: Int, _ longestWaiting: Int32) -> Timestamp {
        let due = entries[Int(longestWaiting)].due
        return Swift.max(hosts[host].allowance?.ready(at: due) ?? due, hosts[host].heldUntil)
    }

    private func half(_ places: Int) -> Int { Swift.max(1, places / 2) }

    private mutating func slotOfHost(_ name: String) -> Int {
        if let slot = hostSlots[name] { return Int(slot) }
        let host = ScheduledHost(
            name: name, allowance: hourlyLimitPerHost.map(HostAllowance.init(hourlyLimit:)),
            price: hourlyLimitPerHost.map(HostPrice.init(hourlyLimit:)))
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
        hosts[host] = ScheduledHost(name: "")
        freeHostSlots.append(Int32(host))
        readyHosts.remove(host)
        suspectHosts.remove(host)
    }
}

extension Timestamp {
    fileprivate static let never = Timestamp(milliseconds: .max)
}
