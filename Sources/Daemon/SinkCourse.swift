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
    /// Deliveries that failed for the first time since the sink last took one.
    var failed: Set<Int64> = []
    /// What may be tried at once, its retry or not.
    var released = Released.nothing
    /// What others read in the store of this sink's trouble; `nil`: not known.
    var noted: SinkTrouble?
    private var lastLook: Timestamp?

    enum Released: Equatable {
        case nothing
        case deliveries(Set<Int64>)
        case everything
    }

    /// The sink took an event. Those that failed since it last took one may have failed for its absence, not their own
    /// fault: after a rest all that wait are tried, after less each of them once.
    mutating func tookOne() {
        if breaker.isOpen {
            released = .everything
        } else if case .deliveries(let sequences) = released {
            released = .deliveries(sequences.union(failed))
        } else if !failed.isEmpty, released != .everything {
            released = .deliveries(failed)
        }
        failed = []
        breaker.succeeded()
    }

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
