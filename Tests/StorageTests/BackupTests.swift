import FeedModel
import Foundation
import Storage
import TestSupport
import Testing

@Suite("A backup of the store")
struct BackupTests {
    @Test func `it is whole, one file, and holds what was there`() async throws {
        let fixture = try StoreFixture()
        let feed = try await fixture.feed()
        let copy = fixture.folder.file("copy.db")
        let reader = try StoreReader(path: fixture.folder.file("feedwatch.db"))
        for round in 1...2 {
            _ = try await fixture.store.commit(
                RefreshCommit(
                    time: StoreFixture.now, feed: feed, items: [StoreFixture.item("\(round)")]),
                rules: StoreFixture.rules())
            // The second one takes the place of the first.
            try reader.backUp(to: copy)
            #expect(try StoreReader(path: copy).lastSequence() == Int64(round))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
        #expect(names.filter { $0.hasPrefix("copy") } == ["copy.db"])
        try fixture.store.close()
        let restored = try Store(path: copy)
        #expect(try await restored.sinkState(StoreFixture.sink).pendingCount == 2)
    }

    @Test func `it does not take a device's place`() throws {
        let fixture = try StoreFixture()
        let path = fixture.folder.file("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let reader = try StoreReader(path: fixture.folder.file("feedwatch.db"))
        let error = #expect(throws: StoreError.self) { try reader.backUp(to: path) }
        #expect(error?.description.contains("no regular file") == true)
    }

    @Test(arguments: ["feedwatch.db", "notes.txt", "nowhere/copy.db"])
    func `it takes nothing's place but a backup's`(_ name: String) throws {
        let fixture = try StoreFixture()
        try fixture.folder.write("my notes", to: "notes.txt")
        let reader = try StoreReader(path: fixture.folder.file("feedwatch.db"))
        let error = #expect(throws: StoreError.self) {
            try reader.backUp(to: fixture.folder.file(name))
        }
        #expect(error?.kind == "not-backed-up")
        #expect(try fixture.folder.text(of: "notes.txt") == "my notes")
        #expect(try reader.integrityProblems() == [])
    }
}
