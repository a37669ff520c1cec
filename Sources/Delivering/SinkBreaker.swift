package import FeedModel

/// Keeps a sink that fails from being called with every event that is due: after some failures in a row it
/// rests, then one event tries it, and only if that one arrives do the others follow.
///
/// A value without a clock: the one who sends asks first, and tells how it ended.
package struct SinkBreaker: Sendable, Hashable {
    /// Failures in a row, of whatever events, after which the sink rests.
    package var failureLimit = 5
    package var firstRest: Duration = .seconds(30)
    package var longestRest: Duration = .minutes(15)

    private var failureCount = 0
    private var restCount = 0
    /// `nil`: it does not rest. It may be past: then one event tries the sink.
    package private(set) var restsUntil: Timestamp?

    package init() {}

    package enum Admission: Sendable, Hashable {
        /// At most so many at once.
        case send(limit: Int)
        case rest(until: Timestamp)
    }

    /// It rests, or is being tried after a rest.
    package var isOpen: Bool { restCount > 0 }

    /// Whether events may be sent now; `limit` is what the sink takes at once.
    package func admission(at now: Timestamp, limit: Int) -> Admission {
        guard let restsUntil else { return .send(limit: limit) }
        return now < restsUntil ? .rest(until: restsUntil) : .send(limit: 1)
    }

    /// It took an event, or refused that one alone: the sink is there.
    package mutating func succeeded() {
        (failureCount, restCount, restsUntil) = (0, 0, nil)
    }

    /// What was to be waited for by the clock moves with it.
    package mutating func clockWasSetBack(by jump: Duration) {
        restsUntil = restsUntil.map { $0 - jump }
    }

    /// It failed; `asked` is how long the other side wants to be left alone, which binds all events and not only
    /// this one.
    package mutating func failed(at now: Timestamp, asked: Duration? = nil) {
        failureCount += 1
        if let asked { restsUntil = max(restsUntil ?? now, now + asked) }
        guard failureCount >= failureLimit else { return }
        // Clamped before it is doubled, so that no count of rests can overflow.
        let rest = min(firstRest * (1 << min(restCount, 10)), longestRest)
        restCount += 1
        restsUntil = max(restsUntil ?? now, now + rest)
    }
}
