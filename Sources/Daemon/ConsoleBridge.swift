import ConfigFile
import Console
import FeedModel
import Storage

/// What the console is told: the store, read by a connection of its own, and the totals of this run.
struct ConsoleBridge: Sendable {
    /// The schedule is looked at every second; longer without it means that polling stands still.
    private static let patience: Duration = .minutes(2)

    let reader: StoreReader
    let counters: RunCounters
    /// The line that systemd is shown too.
    let status: @Sendable () async throws -> String

    var source: ConsoleSource {
        ConsoleSource(
            status: status, health: { health },
            feeds: { try reader.feeds().map(ConsoleFeedRow.init) },
            mentions: { limit in
                try reader.mentions(watch: nil, since: nil, limit: limit).reversed()
            },
            counters: {
                let states = try reader.feeds().map { ConsoleFeedRow($0).state }
                return counters.snapshot(
                    feeds: Dictionary(states.map { ($0, 1) }, uniquingKeysWith: +),
                    outboxCount: try reader.pendingCount())
            })
    }

    private var health: ConsoleHealth {
        guard let since = counters.sinceProgress else {
            return .unhealthy(reason: "Polling has not begun.")
        }
        guard since < Self.patience else {
            return .unhealthy(
                reason: "The schedule has not been looked at for \(since.components.seconds) s.")
        }
        return .healthy
    }
}

extension ConsoleAddress {
    init(_ address: ListenAddress) {
        switch address {
        case .tcp(let host, let port): self = .tcp(host: host, port: port)
        case .unix(let path): self = .unix(path: path)
        }
    }
}

extension ConsoleFeedRow {
    init(_ feed: FeedState) {
        self.init(
            name: feed.displayName, url: feed.url, state: feed.consoleState,
            lastPoll: feed.lastPoll, nextPoll: feed.nextPoll, lastNewItem: feed.lastNewItem,
            failuresInARow: feed.failureCount, lastError: feed.errorDetail ?? feed.warning)
    }
}

extension FeedState {
    fileprivate var consoleState: ConsoleFeedState {
        switch health {
        case .gone: return .gone
        case .failing: return .failing
        case .ok: break
        }
        if failureCount > 0 { return .backingOff }
        if lastPoll == nil { return .new }
        return isSilent ? .silent : .ok
    }
}
