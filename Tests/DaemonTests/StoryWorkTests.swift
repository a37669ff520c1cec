import Deduping
import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

@Suite("What telling stories apart costs")
struct StoryWorkTests {
    @Test func `items that match no watch cost no work on likeness`() async throws {
        let served = Phase(document(1...200).replacing("Leica", with: "Nikon"))
        try await RefreshScene.run({ _ in .text(served.value) }) { scene in
            #expect(try await scene.refresh().itemCount == 200)
            #expect(try scene.storyWork() == StoryWork())
            served.value = document(1...200).replacing("Leica number", with: "Nikon, again number")
            scene.clock.advance(by: .hours(1))
            try await scene.refresh()
            #expect(try scene.storyWork() == StoryWork())
            served.value = document(201...203)
            scene.clock.advance(by: .hours(1))
            try await scene.refresh()
            #expect(try scene.storyWork().signatureCount == 3)
        }
    }
}
