import ConfigFile
import FeedModel
import Glibc
import Storage
import TestSupport
import Testing

@testable import Daemon

/// Feeds that made mentions go untold: each is polled as the daemon would, from documents that change between polls.
@Suite("No mention is lost to")
struct LostMentionTests {
    private typealias Post = PollScene.Post

    @Test func `a known item that is dated in the future`() async throws {
        let scene = try PollScene()
        let pinned = post("pinned", published: scene.clock.now + .days(10))
        try scene.serve([pinned, post("first", published: scene.clock.now - .hours(5))])
        #expect(try await scene.poll().count == 2)
        for guid in ["second", "third"] {
            try scene.serve([pinned, post(guid, published: scene.clock.now - .hours(1))])
            #expect(try await scene.poll().titles == ["Leica \(guid)"])
        }
    }

    /// It was taken for an old one that slid back into the feed's window.
    @Test(arguments: [true, false])
    func `a date that is earlier than all that is known`(isYoung: Bool) async throws {
        let scene = try PollScene()
        let now = scene.clock.now
        func posts(_ hours: [Int]) -> [Post] {
            hours.map { post("hour \($0)", published: now - .hours($0)) }
        }
        let old = isYoung ? [] : [300, 310, 320]
        try scene.serve(posts([1, 2, 3] + old))
        #expect(try await scene.poll().count == 3 + old.count)
        // Young, or younger than what the feed has shown: held back, or given an earlier date.
        let late = isYoung ? 20 : 100
        try scene.serve(posts([1, 2, late, 3]))
        #expect(try await scene.poll().titles == ["Leica hour \(late)"])
        // Older than all that was ever shown.
        try scene.serve(posts([1, 2, 3, 400]))
        #expect(try await scene.poll() == [])
    }

    /// What the file holds was taken for what the store of yesterday was about to write.
    @Test func `a store that was restored from a backup`() async throws {
        let scene = try PollScene()
        let posts = (0..<9).map { post("\($0)", published: scene.clock.now) }
        try scene.serve(Array(posts[4..<7]))
        try await scene.poll()
        try scene.reader().backUp(to: scene.folder.file("backup.db"))
        try scene.serve(Array(posts[2..<7]))
        try await scene.poll()
        for name in ["feedwatch.db", "feedwatch.db-wal", "feedwatch.db-shm"] {
            unlink(scene.folder.file(name))
        }
        rename(scene.folder.file("backup.db"), scene.folder.file("feedwatch.db"))
        try scene.serve(posts)
        try await scene.poll()
        #expect(try scene.toldEvents().titles.sorted() == posts.map(\.title).sorted())
    }

    @Test func `nor is there a gap in a feed of one item`() async throws {
        let scene = try PollScene()
        for guid in ["first", "second"] {
            try scene.serve([post(guid, published: scene.clock.now)])
            try await scene.poll()
        }
        #expect(try scene.folder.text(of: "mentions.jsonl").contains("feed.gap") == false)
    }

    private func post(_ guid: String, published: Timestamp) -> Post {
        Post(
            guid: guid, link: "https://a.example/\(guid.replacing(" ", with: "-"))",
            title: "Leica \(guid)", text: Self.text(guid.utf8.reduce(7) { $0 &* 31 &+ Int($1) }),
            published: published)
    }

    /// Forty words that no other number has.
    private static func text(_ number: Int) -> String {
        (0..<40).map { "word\(abs(number % 9973))x\($0)" }.joined(separator: " ")
    }
}
