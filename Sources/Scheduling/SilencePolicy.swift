package import FeedModel
import Glibc

/// Decides when a feed is far quieter than its own history (`feed.silent`).
///
/// Three things must hold: enough history to speak of a rhythm, a quiet several times the longest before, and a quiet that
/// the rate learned before it makes next to impossible. The second spares feeds that come in bursts or take holidays.
package struct SilencePolicy: Sendable, Hashable {
    /// Items, faded, before a feed has a rhythm.
    package var leastItems = 5.0
    /// No quiet shorter than this is told.
    package var leastQuiet: Duration = .days(3)
    /// How many times the longest quiet before.
    package var leastStretch = 3.0
    /// How unlikely the quiet must be.
    package var likelihood = 0.001

    package init() {}

    /// True where a feed that was found without news at `now` would hardly have been quiet for so long by its own rhythm.
    package func isSilent(_ pace: FeedPace, at now: Timestamp) -> Bool {
        guard let last = pace.lastItem, let observed = pace.observedUntil else { return false }
        let quiet = now - last
        guard quiet >= leastQuiet, quiet.inSeconds >= leastStretch * pace.longestQuiet
        else { return false }
        // What was known when the quiet began: no item has come since, so the fading can be undone.
        let seconds = Swift.max(0, (observed - last).inSeconds)
        let unfading = exp2(Swift.min(seconds / FeedPace.halfLife, 100))
        let items = pace.items * unfading
        let watched = Swift.max(0, pace.watched - FeedPace.weight(ofSpan: seconds)) * unfading
        guard items >= leastItems else { return false }
        // The gamma–Poisson chance of no item in so long.
        let before = FeedPace.priorSeconds + watched
        let chance = pow(before / (before + quiet.inSeconds), FeedPace.priorItems + items)
        return chance <= likelihood
    }
}
