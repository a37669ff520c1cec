import Synchronization

/// Says that the daemon is ready when the last of those that others connect to can be.
final class Readiness: Sendable {
    private let missing: Mutex<Int>
    private let onReady: @Sendable () -> Void

    /// `parts`: how many have to arrive.
    init(parts: Int, onReady: @escaping @Sendable () -> Void) {
        missing = Mutex(parts)
        self.onReady = onReady
    }

    func arrive() {
        let isLast = missing.withLock { missing in
            missing -= 1
            return missing == 0
        }
        if isLast { onReady() }
    }
}
