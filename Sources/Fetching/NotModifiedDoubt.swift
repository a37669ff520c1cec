package import FeedModel

/// Decides when a run of 304s is too long to be believed, and whether the server was caught lying.
///
/// Some servers and caches answer 304 for ever. A feed that has been "not modified" for far longer than it ever was silent
/// before is asked once without validators: at most once in 24 hours, so that an honest quiet feed stays cheap.
package struct NotModifiedDoubt: Sendable, Hashable, Codable {
    /// Runs shorter than this are no matter of doubt, however lively the feed was.
    package static let patience = Duration.days(2)
    /// How many times the longest silence known a run must last.
    package static let factor = 4
    package static let leastWait = Duration.hours(24)

    /// When the present run of 304s began.
    package private(set) var runStart: Timestamp?
    package private(set) var lastUnconditional: Timestamp?
    /// The server said 304 to a question whose unconditional form brought another document.
    package private(set) var isProven = false

    package init() {}

    /// Whether the next request should leave its validators out. `longestSilence`: between two items of the feed, as far as
    /// is known; without it the feed has no history to compare with.
    package func wantsProof(longestSilence: Duration?, at now: Timestamp) -> Bool {
        guard let runStart, let longestSilence else { return false }
        let bound = max(Self.patience, longestSilence * Self.factor)
        guard now - runStart > bound else { return false }
        return lastUnconditional.map { now - $0 >= Self.leastWait } ?? true
    }

    /// Takes in what a poll brought. `true` once, when the server is caught: the operator should hear of it.
    package mutating func observe(
        _ outcome: FetchOutcome, wasUnconditional: Bool, at now: Timestamp
    ) -> Bool {
        if wasUnconditional { lastUnconditional = now }
        switch outcome {
        case .notModified:
            runStart = runStart ?? now
            return false
        case .unchanged:
            // The server was right all along; the run is as long as it is.
            if !wasUnconditional { runStart = nil }
            return false
        case .fetched:
            let wasLying = wasUnconditional && runStart != nil
            runStart = nil
            guard wasLying, !isProven else { return false }
            isProven = true
            return true
        case .gone:
            runStart = nil
            return false
        }
    }
}
