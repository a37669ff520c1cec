import Foundation
import Synchronization
import TestSupport

/// What a webhook was sent, in order.
final class HeardEvents: Sendable {
    struct Message: Hashable, Sendable {
        var id: String
        var guid: String
        var type: String
    }

    fileprivate struct State {
        var messages: [Message] = []
        var awaited: Set<String> = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    var messages: [Message] { state.withLock { $0.messages } }
    var ids: [String] { messages.map(\.id) }
    var guids: [String] { messages.map(\.guid) }

    func forget() { state.withLock { $0.messages = [] } }

    func add(_ request: LocalFeedServer.Request) {
        // A body that is no JSON leaves the words empty, which a test then finds.
        let body = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
        let item = body?["item"] as? [String: Any]
        let message = Message(
            id: request["webhook-id"] ?? "", guid: item?["id"] as? String ?? "",
            type: body?["type"] as? String ?? "")
        let waiter = state.withLock { state in
            state.messages.append(message)
            state.awaited.remove(message.guid)
            return state.takeWaiter()
        }
        waiter?.resume()
    }

    /// Returns when each of these items has been heard of.
    func waitFor(guids: Set<String>) async {
        await withCheckedContinuation { waiter in
            let ready = state.withLock { state in
                state.awaited = guids.subtracting(state.messages.map(\.guid))
                state.waiter = waiter
                return state.takeWaiter()
            }
            ready?.resume()
        }
    }
}

extension HeardEvents.State {
    fileprivate mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
        guard awaited.isEmpty else { return nil }
        defer { waiter = nil }
        return waiter
    }
}
