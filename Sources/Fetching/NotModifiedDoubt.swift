package import FeedModel

/// Decides when a run of 304s is too long to be believed, and whether the server was caught lying.
///
/// Some servers and caches answer 304 for ever. A feed that has been "not modified" for far longer than it ever was silent
/// before is asked once without validators: at most once in 24 hours, so that an honest quiet feed stays cheap.
package struct NotModifiedDoubt: Sendable, Hashable {
    /// Runs shorter than this are no matter of doubt, however lively the feed was.
    package static let patience = Duration.days(2)
    /// How many times the longest silence known a run must last.
    package static let factor = 4
    package static let leastWait = Duration.hours(24)
    /// An item may reach us so much later than it says, by way of caches.
    package static let cacheDelay = Duration.hours(1)

    /// What a poll brought, as far as it speaks for or against the 304s before it.
    package enum Answer: Sendable, Hashable {
        case notModified
        /// The bytes that were stored, though a whole document was sent.
        case sameDocument
        /// `isOld`: it was there when the last 304 denied it.
        case newDocument(isOld: Bool)
    }

    /// When the present run of 304s began.
    package var runStart: Timestamp?
    package var lastUnconditional: Timestamp?
    /// The server said 304 although there was another document.
    package var isProven: Bool

    package init(
        runStart: Timestamp? = nil, lastUnconditional: Timestamp? = nil, isProven: Bool = false
    ) {
        (self.runStart, self.lastUnconditional) = (runStart, lastUnconditional)
        self.isProven = isProven
    }

    /// Whether the next request should leave its validators out. `longestSilence`: between two items of the feed, as far as
    /// is known; without it the feed has no history to compare with. A server that was caught is asked every day.
    package func wantsProof(
        longestSilence: @autoclosure () -> Duration?, at now: Timestamp
    ) -> Bool {
        guard let runStart, now - runStart > Self.leastWait, let longest = longestSilence(),
            isProven || now - runStart > max(Self.patience, longest * Self.factor)
        else { return false }
        return lastUnconditional.map { now - $0 >= Self.leastWait } ?? true
    }

    /// Takes in what a poll brought. `true` once, when the server is caught: the operator should hear of it.
    package mutating func observe(
        _ answer: Answer, wasUnconditional: Bool, at now: Timestamp
    ) -> Bool {
        if wasUnconditional { lastUnconditional = now }
        switch answer {
        case .notModified:
            runStart = runStart ?? now
            return false
        case .sameDocument:
            // The server was right all along; the run is as long as it is.
            if !wasUnconditional { runStart = nil }
            return false
        case .newDocument(let isOld):
            let isCaught = wasUnconditional && isOld && runStart != nil && !isProven
            runStart = nil
            if isCaught { isProven = true }
            return isCaught
        }
    }
}
