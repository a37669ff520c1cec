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
                #expect(feed.failureCount == 0 && feed.errorKind == nil)
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

    @Test func `a host that was asked too often is left alone over a restart too`() async throws {
        try await PushScene.run { scene in
            scene.hub.isRefusing.value = true
            let feeds = (1...2).map { scene.server.url("/feed?\($0)") }
            try await scene.restart(feeds: feeds)
            try await Self.pollAll(of: scene)
            let asked = scene.server.requests.count
            #expect(asked >= 1)
            try await scene.restart(feeds: feeds + [scene.server.url("/feed?3")])
            scene.clock.advance(by: .minutes(9))
            try await Self.pollAll(of: scene)
            #expect(scene.server.requests.count == asked)
            scene.clock.advance(by: .minutes(2))
            try await Self.pollAll(of: scene)
            #expect(scene.server.requests.count > asked)
        }
    }

    private static func pollAll(of scene: PushScene) async throws {
        while try await scene.daemon.poll() {}
    }
}
