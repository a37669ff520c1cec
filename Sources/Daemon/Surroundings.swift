package import FeedModel
import Glibc

/// The clock and the chance that a daemon runs by, passed in so that tests can hold both still.
package struct Surroundings: Sendable {
    /// The wall clock.
    package var now: @Sendable () -> Timestamp
    /// Returns after this long, or at once where the task is cancelled.
    package var sleep: @Sendable (Duration) async -> Void
    package let environment: [String: String]
    private let killPoint: KillPoint?

    package init(
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async -> Void, environment: [String: String] = [:]
    ) {
        (self.now, self.sleep, self.environment) = (now, sleep, environment)
        killPoint = KillPoint(environment)
    }

    /// Goes on, unless a crash test ends the process at this step.
    func pass(_ step: KillPoint.Step) { killPoint?.pass(step) }

    /// The machine's own.
    package static func live(environment: [String: String]) -> Surroundings {
        Surroundings(
            now: {
                var now = timespec()
                clock_gettime(CLOCK_REALTIME, &now)
                return Timestamp(
                    milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
            },
            // Cancellation ends the wait early, which is all that it means here.
            sleep: { duration in try? await Task.sleep(for: duration) },
            environment: environment)
    }
}
