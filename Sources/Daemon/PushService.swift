import ConfigFile
import Console
import FeedModel
import Fetching
import Logging
import Scheduling
import ServiceLifecycle
import Storage

/// Asks hubs to tell us of feeds, again before their promise ends, and to stop it for feeds that left the config.
struct PushService: Service {
    static let pause: Duration = .seconds(5)
    /// Hubs asked at once: many feeds share one.
    private static let requestLimit = 4

    let book: PushBook
    let client: HubClient
    let current: CurrentGeneration
    let surroundings: Surroundings

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await askHubs()
                await surroundings.sleep(Self.pause)
            }
        }
    }

    /// Sends all requests that are due now, up to the limit, and waits for their ends.
    func askHubs() async {
        let feeds = current.get().feeds
        let requests = await book.requests(limit: Self.requestLimit) { feeds[$0] != nil }
        await withDiscardingTaskGroup { group in
            for request in requests { group.addTask { await send(request) } }
        }
    }

    private func send(_ request: HubRequest) async {
        do throws(FetchError) {
            try await client.send(request)
        } catch {
            guard error.kind != .cancelled else { return }
            await book.fail(request.token, error)
        }
    }
}

/// What the listener for hubs is told.
struct PushBridge: Sendable {
    let book: PushBook
    let current: CurrentGeneration
    /// The feed may be polled at that instant.
    let hasten: @Sendable (FeedID, Timestamp) -> Void

    var source: PushSource {
        PushSource(
            answer: { callback, parameters in
                guard let call = HubCall(parameters) else { return nil }
                switch await book.answer(call, at: PushToken(callback)) {
                case .confirmed(let challenge): return challenge
                case .noted: return ""
                case .refused: return nil
                }
            },
            isKnown: { await book.secret(at: PushToken($0)) != nil },
            receive: { callback, signature, body in
                await receive(PushToken(callback), signature, body)
            })
    }

    private func receive(
        _ token: PushToken, _ header: String?, _ body: PushSource.Body
    ) async {
        guard let secret = await book.secret(at: token),
            var signature = HubSignature(header, secret: secret)
        else { return }
        do {
            for try await piece in body { signature.update(piece) }
        } catch {
            // Too long or cut off: it cannot be believed, and the feed is polled when it is due.
            return
        }
        let floor = current.get().config.polling.min
        guard signature.isValid, let push = await book.push(to: token, floor: floor) else {
            return
        }
        hasten(push.feed, push.nextPoll)
    }
}
