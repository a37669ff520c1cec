import DequeModule
import FeedModel

/// What the schedule knows of one host: who of its feeds wait, how many are polled, and when it may be asked.
struct ScheduledHost: Sendable {
    var name: String
    var feedCount = 0
    var runningCount = 0
    var runningSuspectCount = 0
    /// In order of when they were due.
    var waiting: Deque<Int32> = []
    /// Likewise.
    var waitingSuspects: Deque<Int32> = []
    var allowance: HostAllowance?
    /// Where there is an allowance.
    var price: HostPrice?
    var heldUntil = Timestamp(milliseconds: .min)

    func waiting(isSuspect: Bool) -> Deque<Int32> {
        isSuspect ? waitingSuspects : waiting
    }

    mutating func wait(_ slot: Int32, isSuspect: Bool) {
        if isSuspect { waitingSuspects.append(slot) } else { waiting.append(slot) }
    }

    mutating func take(at index: Int, isSuspect: Bool) -> Int {
        Int(isSuspect ? waitingSuspects.remove(at: index) : waiting.remove(at: index))
    }

    /// Whether it was waiting.
    @discardableResult
    mutating func stopWaiting(_ slot: Int32) -> Bool {
        if let index = waiting.firstIndex(of: slot) {
            waiting.remove(at: index)
        } else if let index = waitingSuspects.firstIndex(of: slot) {
            waitingSuspects.remove(at: index)
        } else {
            return false
        }
        return true
    }
}
