import Synchronization

/// Feeds systemd's watchdog from the scheduler's own progress: should that stop, systemd restarts us.
final class Watchdog: Sendable {
    private let notifier: SystemdNotifier
    private let lastFed: Mutex<ContinuousClock.Instant?> = Mutex(nil)

    init(notifier: SystemdNotifier) { self.notifier = notifier }

    /// Called at each look at the schedule; tells systemd a third of its interval apart.
    func beat() {
        guard let interval = notifier.watchdogInterval else { return }
        let now = ContinuousClock.now
        let isDue = lastFed.withLock { lastFed in
            if let lastFed, now - lastFed < interval / 3 { return false }
            lastFed = now
            return true
        }
        if isDue { notifier.watchdog() }
    }
}
