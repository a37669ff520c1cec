package import FeedModel
import Synchronization

/// A wall clock that stands still until a test moves it.
package final class ManualClock: Sendable {
    private let instant: Mutex<Timestamp>

    /// The default is 2026-11-23T00:00:00Z, a Monday.
    package init(_ start: Timestamp = Timestamp(seconds: 1_795_392_000)) {
        instant = Mutex(start)
    }

    package var now: Timestamp { instant.withLock { $0 } }

    package func advance(by duration: Duration) { instant.withLock { $0 = $0 + duration } }
}
