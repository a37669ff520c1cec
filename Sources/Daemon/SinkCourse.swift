import Delivering
import FeedModel
import Storage

/// What a sink's loop knows from one step to the next. All of it is learned anew at a start.
struct SinkCourse {
    /// What was written before a crash but not written down is known.
    var isRecovered = false
    /// How deliveries ended that the store could not take down yet: they are never sent a second time for that.
    var owed: [(sequence: Int64, Settlement)] = []
    var breaker = SinkBreaker()
    /// The other side took an event after a rest.
    var isBack = false
    private var lastLook: Timestamp?

    /// Looks at the clock.
    /// Returns how far it was set back since the last look; `nil`: it was not.
    mutating func look(at now: Timestamp) -> Duration? {
        defer { lastLook = now }
        guard let lastLook, now < lastLook else { return nil }
        let jump = lastLook - now
        breaker.clockWasSetBack(by: jump)
        return jump
    }
}

/// What a sink's loop does next.
enum SinkStep: Equatable {
    case again
    /// `nil`: until there is something new.
    case wait(Duration?)
    /// For good, in a sentence.
    case stop(String)
}
