import Synchronization

extension LocalFeedServer {
    /// What the server has seen, and who waits for more of it.
    final class Log: Sendable {
        private struct State {
            var requests: [Request] = []
            var connectionCount = 0
            var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        }

        private let state = Mutex(State())

        var requests: [Request] { state.withLock { $0.requests } }
        var connectionCount: Int { state.withLock { $0.connectionCount } }

        func nextConnection() -> Int {
            state.withLock {
                $0.connectionCount += 1
                return $0.connectionCount
            }
        }

        func note(_ request: Request) {
            let ready = state.withLock { state in
                state.requests.append(request)
                let count = state.requests.count
                let ready = state.waiters.filter { $0.count <= count }
                state.waiters.removeAll { $0.count <= count }
                return ready
            }
            for waiter in ready { waiter.continuation.resume() }
        }

        func forget() { state.withLock { $0.requests.removeAll() } }

        func waitForRequests(_ count: Int) async {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if state.requests.count >= count { return true }
                    state.waiters.append((count, continuation))
                    return false
                }
                if isThere { continuation.resume() }
            }
        }
    }
}
