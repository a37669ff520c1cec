import Glibc
import Synchronization

/// A step of an item's way at which a crash test lets this process die, as `kill -9` would end it.
///
/// `FEEDWATCH_TEST_KILL=committed:3` is the third time that a refresh was committed. For tests only; nothing else reads it.
package final class KillPoint: Sendable {
    package enum Step: String, CaseIterable, Sendable {
        /// A document came, and nothing of it is kept yet.
        case fetched
        /// It was read.
        case parsed
        /// It is stored, and nobody was told.
        case committed
        /// A sink was told, and the outbox does not know.
        case sent
        /// The outbox knows.
        case settled
    }

    static let variable = "FEEDWATCH_TEST_KILL"

    private let step: Step
    private let left: Atomic<Int>

    /// `nil` where the environment asks for no death, or for none that there is.
    init?(_ environment: [String: String]) {
        guard let parts = environment[Self.variable]?.split(separator: ":"),
            let step = parts.first.flatMap({ Step(rawValue: String($0)) })
        else { return nil }
        self.step = step
        left = Atomic(parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }

    func pass(_ step: Step) {
        guard step == self.step else { return }
        if left.subtract(1, ordering: .relaxed).newValue == 0 { kill(getpid(), SIGKILL) }
    }
}
