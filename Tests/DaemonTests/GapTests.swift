import FeedModel
import Storage
import TestSupport
import Testing

@testable import Daemon

/// Items that fell off a feed between two polls: told of, and fetched where the feed keeps them.
@Suite("A gap between two documents")
struct GapTests {
    /// On the server that was asked, for RSS has relative links begin at the site's page.
    private static func archiveLink(_ request: LocalFeedServer.Request) -> String {
        let archive = "http://\(request["Host"] ?? "")/archive"
        return "<link xmlns='http://www.w3.org/2005/Atom' rel='prev-archive' href='\(archive)'/>"
    }

    private static let wordPress = "<generator>https://wordpress.org/?v=6.7</generator>"

    /// Two refreshes: of the items 1 to 5, then, 20 hours later, of what `later` answers.
    private func gap(
        _ later: @escaping LocalFeedServer.Script, while body: (RefreshScene) async throws -> Void
    ) async throws {
        let isLater = Phase(false)
        let script: LocalFeedServer.Script = { request in
            isLater.value ? await later(request) : .text(document(1...5))
        }
        try await RefreshScene.run(script) { scene in
            scene.clock.advance(by: .hours(5))
            try await scene.refresh()
            isLater.value = true
            scene.clock.advance(by: .hours(20))
            try await scene.refresh()
            try await body(scene)
        }
    }

    private func told(_ scene: RefreshScene) async throws -> [Int] {
        try await scene.events().compactMap { $0.item.flatMap { Int($0.id) } }.sorted()
    }

    @Test func `is told of, and nothing is asked where nothing is named`() async throws {
        try await gap({ _ in .text(document(16...20)) }) { scene in
            let health = try await scene.health()
            #expect(health == ["feed.gap: gap"])
            let items = try await told(scene)
            #expect(items == Array(16...20))
            #expect(scene.server.requests.count == 2)
        }
    }

    @Test func `is no gap where one known item is left`() async throws {
        try await gap({ .text(document(5...20, head: Self.archiveLink($0))) }) { scene in
            let health = try await scene.health()
            #expect(health.isEmpty)
            #expect(scene.server.requests.count == 2)
        }
    }

    @Test func `is filled from the archive that the feed names`() async throws {
        let script: LocalFeedServer.Script = { request in
            request.path == "/archive"
                ? .text(document(1...15))
                : .text(document(16...20, head: Self.archiveLink(request)))
        }
        try await gap(script) { scene in
            let health = try await scene.health()
            #expect(health == ["feed.gap: filled"])
            let items = try await told(scene)
            #expect(items == Array(6...20))
            let after = try await scene.state()
            #expect(after.itemCount == 5)
        }
    }

    @Test func `ends where WordPress sends the first page again`() async throws {
        try await gap({ _ in .text(document(16...20, head: Self.wordPress)) }) { scene in
            let health = try await scene.health()
            #expect(health == ["feed.gap: gap"])
            #expect(
                scene.server.requests.dropFirst(2).map(\.target) == ["/feed?paged=2"])
        }
    }

    @Test func `is filled from the pages of WordPress, as far as they are missing`() async throws {
        let script: LocalFeedServer.Script = { request in
            switch request.target {
            case "/feed?paged=2": .text(document(11...15, head: Self.wordPress))
            // -40 is older than all that was ever seen.
            case "/feed?paged=3": .text(document([-40] + Array(4...10), head: Self.wordPress))
            case "/feed": .text(document(16...20, head: Self.wordPress))
            default: .notFound
            }
        }
        try await gap(script) { scene in
            let health = try await scene.health()
            #expect(health == ["feed.gap: filled"])
            let items = try await told(scene)
            #expect(items == Array(6...20))
            #expect(scene.server.requests.count == 4)
        }
    }

    @Test func `is searched for in five pages at most`() async throws {
        let script: LocalFeedServer.Script = { request in
            let page = Int(request.target.split(separator: "=").last ?? "") ?? 1
            return .text(document([1000 - page], head: Self.wordPress))
        }
        try await gap(script) { scene in
            let health = try await scene.health()
            #expect(health == ["feed.gap: gap"])
            let items = try await told(scene)
            #expect(items == Array(994...999))
            #expect(scene.server.requests.count == 7)
        }
    }

    @Test func `whose archive leads in a circle or nowhere ends there`() async throws {
        let script: LocalFeedServer.Script = { request in
            .text(document(16...20, head: Self.archiveLink(request)))
        }
        try await gap(script) { scene in
            let health = try await scene.health()
            #expect(health == ["feed.gap: gap"])
            let items = try await told(scene)
            #expect(items == Array(16...20))
            #expect(scene.server.requests.count == 3)
        }
    }
}

/// Servers that answer 304 for ever, and those that do so truly.
@Suite("A run of 304s far longer than the feed's own quiet")
struct NotModifiedRunTests {
    /// Ten items in ten hours; then polls every six hours, for twelve days.
    private func poll(
        _ script: @escaping LocalFeedServer.Script, while body: (RefreshScene) async throws -> Void
    ) async throws {
        try await RefreshScene.run(script) { scene in
            scene.clock.advance(by: .hours(10))
            try await scene.refresh()
            for _ in 1...48 {
                scene.clock.advance(by: .hours(6))
                try await scene.refresh()
                try await scene.restart()
            }
            try await body(scene)
        }
    }

    private static let headers = [(name: "ETag", value: "\"1\"")]

    @Test func `is found out where it is false, and told once`() async throws {
        let count = Phase(0)
        let script: LocalFeedServer.Script = { request in
            guard request["If-None-Match"] == nil else { return .notModified }
            count.value += 10
            return .text(document(1...count.value), headers: Self.headers)
        }
        try await poll(script) { scene in
            let told = try await scene.health().filter { !$0.contains("silent") }
            #expect(told == ["feed.gap: false-304"])
            // The first, one after two days, then one for each run of more than a day.
            #expect((7...9).contains(count.value / 10))
        }
    }

    @Test func `is asked about once a day where it is true`() async throws {
        let script: LocalFeedServer.Script = { request in
            request["If-None-Match"] == nil
                ? .text(document(1...10), headers: Self.headers) : .notModified
        }
        try await poll(script) { scene in
            let told = try await scene.health().filter { !$0.contains("silent") }
            #expect(told.isEmpty)
            let whole = scene.server.requests.count { $0["If-None-Match"] == nil }
            #expect((9...11).contains(whole))
        }
    }
}
