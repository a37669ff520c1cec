import ConfigFile
import FeedModel
import Foundation
import Logging
import Storage
import TestSupport
import Testing

@testable import Daemon

/// A feedwatch that polls feeds in files, under a clock that the test moves. Each poll opens the store anew, so that all
/// that is remembered has been stored.
final class PollScene {
    /// An item as its feed serves it.
    struct Post {
        var guid: String?
        var link: String?
        var title: String
        var text: String
        var published: Timestamp?
    }

    let folder: TemporaryFolder
    let clock = ManualClock()
    private let source: ConfigSource
    private var readCount = 0

    init(feeds: Int = 1, options: String = "first_poll: all", query: String = "Leica") throws {
        let folder = try TemporaryFolder()
        let urls = (0..<feeds).map { "  - file:\(folder.path)/\($0).xml" }
        try folder.write(
            """
            store: feedwatch.db
            watches: [{name: leica, query: \(query)}]
            feeds:
            \(urls.joined(separator: "\n"))
            sinks: [{type: file, path: mentions.jsonl}]
            \(options)
            """, to: "feedwatch.yaml")
        self.folder = folder
        source = ConfigSource(path: folder.file("feedwatch.yaml"), environment: [:])
    }

    /// What the feed's document is from now on.
    func serve(_ posts: [Post], in feed: Int = 0) throws {
        try folder.write(Self.rss(posts, title: "Feed \(feed)"), to: "\(feed).xml")
    }

    /// Polls every feed once; answers what was told.
    @discardableResult
    func poll(after pause: Duration = .minutes(30)) async throws -> [ToldEvent] {
        clock.advance(by: pause)
        let run = OnceRun(
            config: try source.load(),
            surroundings: Surroundings(now: { [clock] in clock.now }, sleep: { _ in }),
            isColourWanted: false,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onProgress: { _, _ in })
        let report = try await run.run()
        #expect(report.failures.isEmpty)
        let told = try toldEvents()
        defer { readCount = told.count }
        return Array(told[readCount...])
    }

    /// All that was told of items so far; what was told of feeds is left out.
    func toldEvents() throws -> [ToldEvent] {
        guard let text = try? folder.text(of: "mentions.jsonl") else { return [] }
        return try text.split(separator: "\n")
            .map { try JSONDecoder().decode(ToldEvent.self, from: Data($0.utf8)) }
            .filter { $0.item != nil }
    }

    func reader() throws -> StoreReader { try StoreReader(path: folder.file("feedwatch.db")) }

    func feed(_ index: Int = 0) throws -> FeedState {
        let feeds = try reader().feeds()
        return try #require(feeds.first { $0.url.hasSuffix("/\(index).xml") })
    }
}

/// What the tests look at of a line of a file sink.
struct ToldEvent: Decodable, Equatable {
    struct Item: Decodable, Equatable {
        var title: String?
        var url: String?
    }
    struct Story: Decodable, Equatable {
        struct Source: Decodable, Equatable { var feed: String }
        var id: String
        var sources: Int
        var also: [Source]?
    }
    var id: String
    var type: String
    var item: Item?
    var story: Story?
    var changed: [String]?
}

extension [ToldEvent] {
    var titles: [String] { map { $0.item?.title ?? "" } }
    var types: [String] { map(\.type) }
}

extension PollScene {
    private static func rss(_ posts: [Post], title: String) -> String {
        let items = posts.map { post in
            var parts = "<title>\(escaped(post.title))</title>"
            if let guid = post.guid {
                parts += "<guid isPermaLink=\"false\">\(escaped(guid))</guid>"
            }
            if let link = post.link { parts += "<link>\(escaped(link))</link>" }
            if let date = post.published {
                parts += "<dc:date>\(date.rfc3339(withMilliseconds: false))</dc:date>"
            }
            return "<item>\(parts)<description>\(escaped(post.text))</description></item>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>\(title)</title>
            <link>https://example.com/</link><description>d</description>\(items.joined(separator: "\n"))</channel></rss>
            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
