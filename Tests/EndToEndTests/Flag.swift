import Synchronization

/// A switch that a test throws while a server's script looks at it.
final class Flag: Sendable {
    private let state = Mutex(false)
    var value: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
}

/// Counts up from any thread.
final class Count: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }

    /// The count after this one.
    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
