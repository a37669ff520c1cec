import ConfigFile
import FeedModel
import Storage
import TestSupport
import Testing
import Transport

@testable import Daemon

@Suite("A feed whose hub tells of news")
struct PushTests {
    @Test func `the hub is asked and confirms, and the feed is polled at once`() async throws {
        try await PushScene.run { scene in
            let asked = try await scene.subscribe()
            #expect(asked.mode == "subscribe")
            #expect(asked.topic == scene.server.url(PushScene.feedPath))
            #expect(asked.fields["hub.lease_seconds"] == "864000")
            scene.clock.advance(by: .hours(1))
            #expect(try await !scene.daemon.poll())
            scene.hub.itemCount.value = 2
            #expect(try await scene.push(asked) == 202)
            #expect(try await scene.daemon.poll())
            #expect(scene.server.requests(to: PushScene.feedPath).count == 2)
            let push = try #require(try await scene.daemon.subscriptions().first)
            #expect(push.isInForce(at: scene.clock.now))
            #expect(push.falsePushCount == 0)
        }
    }

    @Test func `a push that is signed wrongly changes nothing, nor says so`() async throws {
        try await PushScene.run { scene in
            let asked = try await scene.subscribe()
            scene.clock.advance(by: .hours(1))
            #expect(try await scene.push(asked, secret: "guessed") == 202)
            #expect(try await !scene.daemon.poll())
            #expect(try await scene.daemon.subscriptions().first?.lastPush == nil)
        }
    }

    @Test func `a push over the limit changes nothing`() async throws {
        try await PushScene.run { scene in
            let asked = try await scene.subscribe()
            scene.clock.advance(by: .hours(1))
            let body = String(repeating: "x", count: 1001)
            #expect(try await scene.push(asked, body: body) == 413)
            #expect(try await !scene.daemon.poll())
        }
    }

    @Test func `only what was asked for is confirmed`() async throws {
        try await PushScene.run { scene in
            #expect(try await scene.daemon.poll())
            try await scene.daemon.askHubs()
            let asked = try #require(scene.hubRequests.first)
            #expect(try await scene.call(asked, topic: "https://other.example/").status == 404)
            #expect(try await scene.call(asked, mode: "unsubscribe").status == 404)
            #expect(try await scene.push(asked) == 410)
            let answer = try await scene.call(asked)
            #expect(answer.status == 200)
            #expect(String(decoding: answer.body, as: UTF8.self) == "abc")
        }
    }

    @Test func `a hub that pushes again and again does not make us hammer the feed`() async throws {
        try await PushScene.run { scene in
            let asked = try await scene.subscribe()
            var pollCount = 0
            for _ in 0..<(24 * 60) {
                scene.clock.advance(by: .minutes(1))
                #expect(try await scene.push(asked) == 202)
                if try await scene.daemon.poll() { pollCount += 1 }
            }
            #expect((2...14).contains(pollCount), "every 12 h, and pushes that bring less and less")
        }
    }

    @Test func `a push while the feed is polled makes it be polled again`() async throws {
        try await PushScene.run { scene in
            let asked = try await scene.subscribe()
            scene.clock.advance(by: .hours(1))
            #expect(try await scene.push(asked) == 202)
            let poll = try #require(try scene.daemon.startPoll())
            #expect(try await scene.push(asked) == 202)
            try await scene.daemon.finish(poll)
            #expect(try await !scene.daemon.poll())
            scene.clock.advance(by: .minutes(5))
            #expect(try await scene.daemon.poll())
        }
    }

    @Test func `it is renewed before its lease ends, under the same callback`() async throws {
        try await PushScene.run { scene in
            let first = try await scene.subscribe()
            scene.clock.advance(by: .days(7))
            try await scene.daemon.askHubs()
            #expect(scene.hubRequests.count == 1)
            scene.clock.advance(by: .days(1))
            try await scene.daemon.askHubs()
            let second = try #require(scene.hubRequests.last)
            #expect(scene.hubRequests.count == 2)
            #expect(second.callback == first.callback)
            #expect(try await scene.call(second, lease: 864_000).status == 200)
            scene.clock.advance(by: .days(3))
            #expect(try await scene.push(second) == 202)
        }
    }

    @Test func `a denial leaves the feed to polling`() async throws {
        try await PushScene.run { scene in
            let asked = try await scene.subscribe()
            #expect(try await scene.call(asked, mode: "denied").status == 200)
            #expect(try await scene.push(asked) == 410)
            try await scene.daemon.askHubs()
            #expect(scene.hubRequests.count == 1)
            scene.clock.advance(by: .hours(24))
            #expect(try await scene.daemon.poll())
        }
    }

    @Test func `a hub that is down leaves the feed to polling, and is asked again`() async throws {
        try await PushScene.run { scene in
            scene.hub.status.value = 503
            #expect(try await scene.daemon.poll())
            try await scene.daemon.askHubs()
            let problem = try await scene.daemon.subscriptions().first?.problem
            #expect(problem?.hasSuffix("does not take the request (HTTP 503).") == true)
            scene.clock.advance(by: .minutes(59))
            try await scene.daemon.askHubs()
            #expect(scene.hubRequests.count == 1)
            scene.hub.status.value = 202
            scene.clock.advance(by: .minutes(30))
            try await scene.daemon.askHubs()
            #expect(scene.hubRequests.count == 2)
        }
    }

    @Test func `a restart keeps what was promised, and asks no hub anew`() async throws {
        try await PushScene.run { scene in
            let before = try await scene.subscribe()
            let stored = try #require(try await scene.daemon.subscriptions().first)
            try await scene.restart()
            #expect(try await scene.daemon.subscriptions() == [stored])
            try await scene.daemon.askHubs()
            #expect(scene.hubRequests.count == 1)
            #expect(stored.token.rawValue == before.callback.split(separator: "/").last ?? "")
            #expect(try await scene.daemon.isPushAwaited(at: stored.token))
        }
    }

    @Test func `a feed that left the config is unsubscribed and forgotten`() async throws {
        try await PushScene.run { scene in
            _ = try await scene.subscribe()
            try await scene.restart(feeds: [])
            try await scene.daemon.askHubs()
            let asked = try #require(scene.hubRequests.last)
            #expect(asked.mode == "unsubscribe")
            #expect(asked.secret.isEmpty)
            scene.clock.advance(by: .hours(2))
            scene.hub.status.value = 404
            for _ in 0..<5 {
                try await scene.daemon.askHubs()
                scene.clock.advance(by: .hours(8))
            }
            #expect(scene.hubRequests.count == 4)
            #expect(try await scene.daemon.subscriptions() == [])
        }
    }

    @Test func `another hub takes the place of the one before`() async throws {
        try await PushScene.run { scene in
            let first = try await scene.subscribe()
            scene.hub.path.value = "/hub-2"
            scene.hub.itemCount.value = 2
            scene.clock.advance(by: .hours(24))
            #expect(try await scene.daemon.poll())
            try await scene.daemon.askHubs()
            let modes = Set(scene.hubRequests.dropFirst().map(\.mode))
            #expect(modes == ["subscribe", "unsubscribe"])
            #expect(scene.server.requests(to: "/hub-2").count == 1)
            #expect(try await scene.push(first) == 410)
        }
    }

    @Test func `a feed that names no hub any more is only polled`() async throws {
        try await PushScene.run { scene in
            let asked = try await scene.subscribe()
            scene.hub.path.value = nil
            scene.hub.itemCount.value = 2
            scene.clock.advance(by: .hours(24))
            #expect(try await scene.daemon.poll())
            #expect(try await scene.push(asked) == 410)
            try await scene.daemon.askHubs()
            #expect(scene.hubRequests.last?.mode == "unsubscribe")
        }
    }

    @Test func `without websub in the config no promise is kept`() async throws {
        try await PushScene.run { scene in
            _ = try await scene.subscribe()
            var config = try scene.daemon.house.generation.config
            config.webSub = nil
            let parts = try await scene.daemon.openParts(of: config)
            #expect(parts?.settings == nil)
            #expect(try await scene.daemon.subscriptions() == [])
        }
    }
}
