import Synchronization

/// Wakes one waiting task. A notice given while nobody waits is kept, once.
final class Signal: Sendable {
    private struct State {
        var isSet = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func notify() { wake(remembering: true) }

    /// Returns when notified, when the time is over, or when the task is cancelled.
    func wait(
        atMost limit: Duration?, sleep: @escaping @Sendable (Duration) async -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            if let limit {
                group.addTask {
                    await sleep(limit)
                    // Remembered, for a short limit may be over before the wait has begun.
                    if !Task.isCancelled { self.wake(remembering: true) }
                }
            }
            await self.wait()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isOver = state.withLock { state in
                    let isOver = state.isSet || Task.isCancelled
                    state.isSet = false
                    if !isOver { state.waiter = waiter }
                    return isOver
                }
                if isOver { waiter.resume() }
            }
        } onCancel: {
            wake(remembering: false)
        }
    }

    private func wake(remembering: Bool) {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil, remembering { state.isSet = true }
            return state.waiter
        }
        waiter?.resume()
    }
}
