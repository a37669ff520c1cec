import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

@Suite("When no server can be reached")
struct OutageTests {
    @Test func `no feed is blamed, and all are polled at once when one answers again`() async throws
    {
        try await PushScene.run { scene in
            scene.hub.path.value = nil
            scene.hub.isCut.value = true
            // Two hosts, for one that is down is its own affair.
            let hosts = ["127.0.0.1", "localhost"].map { "http://\($0):\(scene.server.port)/feed" }
            try await scene.restart(
                feeds: hosts.flatMap { host in (1...3).map { "\(host)?\($0)" } })
            for _ in 0..<(10 * 60) {
                scene.clock.advance(by: .minutes(1))
                try await Self.pollAll(of: scene)
            }
            for feed in try await scene.daemon.feeds() {
                #expect(feed.health == .ok)
                #expect(
                    feed.failureCount <= 1, "only what failed before it was clear that it is us")
            }
            scene.hub.isCut.value = false
            scene.clock.advance(by: .seconds(90))
            let back = scene.clock.now
            try await Self.pollAll(of: scene)
            for feed in try await scene.daemon.feeds() {
                #expect(feed.failureCount == 0)
                #expect(feed.lastSuccess == back)
            }
        }
    }

    private static func pollAll(of scene: PushScene) async throws {
        while try await scene.daemon.poll() {}
    }
}
