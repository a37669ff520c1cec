package import FeedModel

/// What the console shows, asked for anew on each request. Closures, because the daemon is the only one who answers.
package struct ConsoleSource: Sendable {
    /// One line: "312 feeds, 5 failing, 14 mentions today, outbox empty".
    package var status: @Sendable () async throws -> String
    package var health: @Sendable () async -> ConsoleHealth
    package var feeds: @Sendable () async throws -> [ConsoleFeedRow]
    /// At most so many mentions, newest first.
    package var mentions: @Sendable (_ limit: Int) async throws -> [SequencedEvent]
    package var counters: @Sendable () async throws -> ConsoleCounters

    package init(
        status: @escaping @Sendable () async throws -> String,
        health: @escaping @Sendable () async -> ConsoleHealth,
        feeds: @escaping @Sendable () async throws -> [ConsoleFeedRow],
        mentions: @escaping @Sendable (_ limit: Int) async throws -> [SequencedEvent],
        counters: @escaping @Sendable () async throws -> ConsoleCounters
    ) {
        (self.status, self.health, self.feeds) = (status, health, feeds)
        (self.mentions, self.counters) = (mentions, counters)
    }
}

/// Whether polling makes progress, by the same evidence that feeds the watchdog.
package enum ConsoleHealth: Sendable, Hashable {
    case healthy
    /// `reason` is a sentence for the operator.
    case unhealthy(reason: String)
}

/// One feed as `/` shows it.
package struct ConsoleFeedRow: Sendable, Hashable {
    package var name: String
    package var url: String
    package var state: ConsoleFeedState
    package var lastPoll: Timestamp?
    package var nextPoll: Timestamp?
    package var lastNewItem: Timestamp?
    package var failuresInARow: Int
    /// A sentence.
    package var lastError: String?

    package init(
        name: String, url: String, state: ConsoleFeedState, lastPoll: Timestamp? = nil,
        nextPoll: Timestamp? = nil, lastNewItem: Timestamp? = nil, failuresInARow: Int = 0,
        lastError: String? = nil
    ) {
        (self.name, self.url, self.state) = (name, url, state)
        (self.lastPoll, self.nextPoll, self.lastNewItem) = (lastPoll, nextPoll, lastNewItem)
        (self.failuresInARow, self.lastError) = (failuresInARow, lastError)
    }
}

/// Worst first, which is the order of the page.
package enum ConsoleFeedState: String, Sendable, CaseIterable {
    case gone, failing, backingOff, silent, new, ok

    var words: String {
        switch self {
        case .backingOff: "backing off"
        case .gone, .failing, .silent, .new, .ok: rawValue
        }
    }
}
