import Fetching
import Synchronization
import TestSupport
import Testing

/// Slow and hostile servers beside healthy ones.
@Suite struct HostileNeighbourTests {
    @Test func healthyFeedsDoNotWaitForSilentOnes() async throws {
        let script: LocalFeedServer.Script = { request in
            switch request.path.prefix(3) {
            case "/ok": .text("<rss/>")
            case "/ne": .never
            case "/st": .init(200, body: [60], delivery: .stalled)
            default:
                .init(
                    200, body: [60, 60, 60, 60], delivery: .trickled(bytes: 1, every: .seconds(60)))
            }
        }
        try await FetchScene.run(script) { scene in
            let hostileEnded = Count()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<30 {
                    let path = ["/never", "/stalled", "/trickled"][number % 3] + "\(number)"
                    group.addTask {
                        // It is cancelled below; how it ends is no matter here.
                        _ = try? await scene.fetch(path)
                        hostileEnded.increment()
                    }
                }
                await scene.server.waitForRequests(30)
                for number in 0..<100 {
                    let outcome = try? await scene.fetch("/ok\(number)")
                    #expect(outcome?.word == "fetched", "a failure here is the finding")
                }
                #expect(hostileEnded.value == 0)
                group.cancelAll()
            }
        }
    }
}

private final class Count: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func increment() { count.withLock { $0 += 1 } }
}
