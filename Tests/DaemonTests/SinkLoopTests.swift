import Delivering
import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

@Suite("A sink's loop, step by step")
struct SinkLoopTests {
    private static let failure = DeliveryOutcome.retry(reason: "It answered 500.", after: nil)

    @Test func `what is due is sent in order and settled`() async throws {
        let scene = try SinkScene()
        try await scene.tell(12)
        var course = SinkCourse()
        #expect(await scene.loop.step(&course) == .again)
        #expect(await scene.loop.step(&course) == .again)
        #expect(await scene.loop.step(&course) == .wait(nil))
        #expect(scene.sink.sequences == Array(1...12))
    }

    @Test func `a webhook that fails five times rests, and one event tries it`() async throws {
        let scene = try SinkScene()
        try await scene.tell(20)
        scene.sink.answer(Self.failure)
        var course = SinkCourse()
        for _ in 0..<5 {
            #expect(await scene.loop.step(&course) == .wait(.zero))
            scene.clock.advance(by: .seconds(80))
        }
        // 80 s of the last failure are over, and with them the first rest.
        let before = scene.sink.got.count
        #expect(await scene.loop.step(&course) == .wait(.zero))
        #expect(scene.sink.got.count == before + 1)
        #expect(await scene.loop.step(&course) == .wait(.seconds(60)))
        scene.clock.advance(by: .seconds(80))
        scene.sink.answer(.delivered)
        #expect(await scene.loop.step(&course) == .again)
        #expect(scene.sink.got.count == before + 2)
        #expect(scene.loop.problem == nil)
    }

    @Test func `what waits for a late retry is sent when the other side is back`() async throws {
        let scene = try SinkScene { settings in
            var webhook = WebhookSettings(url: Secret("https://hooks.example.com/in"))
            webhook.retries = [.seconds(1), .seconds(1), .hours(12), .hours(12)]
            settings.kind = .webhook(webhook)
        }
        try await scene.tell(3)
        scene.sink.answer(Self.failure)
        var course = SinkCourse()
        for _ in 0..<5 {
            _ = await scene.loop.step(&course)
            scene.clock.advance(by: .seconds(40))
        }
        scene.sink.answer(.delivered)
        let before = scene.sink.got.count
        for _ in 0..<4 { _ = await scene.loop.step(&course) }
        #expect(Set(scene.sink.sequences.dropFirst(before)) == [1, 2, 3])
        #expect(try await scene.store.sinkState(SinkScene.name).pendingCount == 0)
    }

    @Test func `what failed in a short outage is tried once more at once, not again and again`()
        async throws
    {
        let scene = try SinkScene { settings in
            var webhook = WebhookSettings(url: Secret("https://hooks.example.com/in"))
            webhook.retries = [.seconds(1), .seconds(1), .hours(12), .hours(12), .hours(12)]
            settings.kind = .webhook(webhook)
        }
        try await scene.tell(1)
        var course = SinkCourse()
        scene.sink.answer(Self.failure)
        for _ in 0..<3 {
            _ = await scene.loop.step(&course)
            scene.clock.advance(by: .seconds(2))
        }
        try await scene.tell(1)
        scene.sink.answer(.delivered)
        scene.sink.refuse(1, with: Self.failure)
        for _ in 0..<3 { _ = await scene.loop.step(&course) }
        #expect(scene.sink.sequences == [1, 1, 1, 2, 1])
        try await scene.tell(1)
        for _ in 0..<3 { _ = await scene.loop.step(&course) }
        #expect(scene.sink.sequences == [1, 1, 1, 2, 1, 3])
    }

    @Test func `what keeps a sink from delivering can be read in the store until it delivers`()
        async throws
    {
        let scene = try SinkScene()
        try await scene.tell(2)
        scene.sink.answer(.retry(reason: "It answered 503.", after: .seconds(600)))
        var course = SinkCourse()
        _ = await scene.loop.step(&course)
        await scene.loop.note(&course)
        let trouble = try await scene.store.sinkState(SinkScene.name).trouble
        #expect(trouble.problem == "It answered 503.")
        #expect(trouble.restsUntil == scene.clock.now + .seconds(600))
        let waiting = try #require(try scene.reports().first { $0.sequence == 2 })
        #expect(waiting.nextAttempt == trouble.restsUntil)
        #expect(waiting.sinkProblem == "It answered 503.")
        scene.clock.advance(by: .seconds(601))
        scene.sink.answer(.delivered)
        for _ in 0..<2 { _ = await scene.loop.step(&course) }
        await scene.loop.note(&course)
        #expect(try await scene.store.sinkState(SinkScene.name).trouble == SinkTrouble())
    }

    @Test func `an event that failed three times lets the others go past it`() async throws {
        let scene = try SinkScene()
        try await scene.tell(1)
        scene.sink.answer(Self.failure)
        var course = SinkCourse()
        for _ in 0..<3 {
            _ = await scene.loop.step(&course)
            try await scene.tell(1)
            scene.clock.advance(by: .seconds(80))
        }
        scene.clock.advance(by: .seconds(-79))
        scene.sink.answer(.delivered)
        #expect(await scene.loop.step(&course) == .again)
        #expect(scene.sink.sequences.suffix(3) == [2, 3, 4])
        scene.clock.advance(by: .seconds(79))
        #expect(await scene.loop.step(&course) == .again)
        #expect(scene.sink.sequences.last == 1)
    }

    @Test func `a clock that is set back makes no retry wait longer`() async throws {
        let scene = try SinkScene()
        try await scene.tell(1)
        scene.sink.answer(Self.failure)
        var course = SinkCourse()
        #expect(await scene.loop.step(&course) == .wait(.zero))
        scene.clock.advance(by: .hours(-24))
        guard case .wait(let wait?) = await scene.loop.step(&course) else {
            Issue.record("it did not wait")
            return
        }
        #expect(wait <= .seconds(72))
    }

    @Test func `a sink that wants no more is told nothing, and begins anew only when asked`()
        async throws
    {
        let scene = try SinkScene()
        try await scene.tell(2)
        scene.sink.answer(.stopped(reason: "It answered 410."))
        #expect(await scene.loop.run() == .stopped(reason: "It answered 410."))
        #expect(scene.loop.hasEnded)
        #expect(try await scene.store.sinkState(SinkScene.name).pendingCount == 2)
    }

    @Test func `a loop that is stopped sends no other batch, one that finishes sends what is due`()
        async throws
    {
        let scene = try SinkScene()
        try await scene.tell(25)
        scene.loop.stop()
        #expect(await scene.loop.run() == .finished)
        #expect(scene.sink.got.count <= scene.sink.batchLimit)
        scene.loop.finish()
        #expect(await scene.loop.run() == .finished)
        #expect(scene.sink.got.count == 25)
    }

    @Test func `quiet hours hold what comes in them`() async throws {
        // The clock begins at midnight UTC.
        let scene = try SinkScene {
            $0.quiet = QuietHours(start: 22 * 60, end: 7 * 60, place: "UTC")
        }
        try await scene.tell(1)
        var course = SinkCourse()
        #expect(await scene.loop.step(&course) == .wait(.hours(7)))
        scene.clock.advance(by: .hours(7))
        #expect(await scene.loop.step(&course) == .again)
        #expect(scene.sink.got.count == 1)
    }

    @Test func `a burst is one digest, and few are told one by one`() async throws {
        let scene = try SinkScene { $0.digest = DigestPolicy(over: 5, window: .minutes(5)) }
        try await scene.tell(3)
        var course = SinkCourse()
        #expect(await scene.loop.step(&course) == .again)
        #expect(scene.sink.got.count == 3)
        try await scene.tell(30)
        #expect(await scene.loop.step(&course) == .wait(.minutes(5)))
        scene.clock.advance(by: .minutes(5))
        try await scene.tell(1)
        #expect(await scene.loop.step(&course) == .again)
        #expect(await scene.loop.step(&course) == .again)
        let digest = try #require(scene.sink.got.last)
        #expect(scene.sink.got.count == 4)
        #expect(digest.type == .digest)
        #expect(digest.digest?.count == 31)
        #expect(digest.detail?.hasSuffix(": leica 31.") == true)
        #expect(await scene.loop.step(&course) == .wait(nil))
        try await scene.tell(1)
        #expect(await scene.loop.step(&course) == .again)
        #expect(scene.sink.got.last?.type == .mentionNew)
    }
}
