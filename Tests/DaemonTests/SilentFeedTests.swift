import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

@Suite("A feed that falls silent")
struct SilentFeedTests {
    @Test func `a feed that was silent before we came is shown as such, and not told of`()
        async throws
    {
        try await RefreshScene.run({ _ in .text(document(1...30)) }) { scene in
            scene.clock.advance(by: .days(200))
            #expect(try await scene.refresh().isSilent)
            scene.clock.advance(by: .days(1))
            try await scene.refresh()
            #expect(try await scene.health() == [])
        }
    }

    @Test func `one that falls silent while it is watched is told of once`() async throws {
        try await RefreshScene.run({ _ in .text(document(1...30)) }) { scene in
            scene.clock.advance(by: .hours(30))
            #expect(try await !scene.refresh().isSilent)
            scene.clock.advance(by: .days(20))
            try await scene.refresh()
            try await scene.refresh()
            #expect(try await scene.health() == ["feed.silent: silent"])
        }
    }
}
