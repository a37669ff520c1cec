import FeedModel
import Scheduling
import Storage
import Synchronization

/// Whether it is us: shared by all refreshes, for only together do they show that everything fails.
final class OutageWatch: Sendable {
    fileprivate struct State {
        var detector: OutageDetector
        var revived: [FeedID] = []
        var change: OutageDetector.Change = .none
    }

    private let feedCount: Int
    private let state: Mutex<State>

    /// `every`: how far apart the polls of a feed are.
    init(feedCount: Int, every: Duration) {
        self.feedCount = feedCount
        let detector = OutageDetector(memory: max(.hours(1), every * 2))
        state = Mutex(State(detector: detector))
    }

    /// Since when it is us; `nil`: it is not.
    var since: Timestamp? { state.withLock { $0.detector.since } }

    /// Takes an answer in.
    /// Returns since when failures are to be put down to our own network, and no feed blamed; `nil`: this one is not.
    func note(_ answer: RefreshAnswer, feed: FeedState, at now: Timestamp) -> Timestamp? {
        guard let host = FeedHost(feed.fetchURL) else { return nil }
        return state.withLock { state in
            guard case .failed(let failure) = answer, failure.isNetwork else {
                state.keep(state.detector.recordAnswer())
                return nil
            }
            state.keep(
                state.detector.recordUnreachable(
                    feed.id, host: host.name, at: now, feedCount: feedCount))
            return state.detector.since
        }
    }

    /// What changed since it was last asked: for the log, and to poll again what failed meanwhile.
    func takeChange() -> OutageDetector.Change {
        state.withLock { state in
            defer { state.change = .none }
            return state.change
        }
    }
}

extension OutageWatch.State {
    fileprivate mutating func keep(_ change: OutageDetector.Change) {
        if change != .none { self.change = change }
    }
}

/// The host of a feed's URL, for limits by host; `nil` for files.
struct FeedHost: Hashable, Sendable {
    let name: String

    init?(_ url: String) {
        guard !url.hasPrefix("file:"), let scheme = url.firstIndex(of: ":") else { return nil }
        let rest = url[scheme...].dropFirst()
        guard rest.hasPrefix("//") else { return nil }
        let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
        name = (authority.split(separator: "@").last ?? "").lowercased()
    }
}
