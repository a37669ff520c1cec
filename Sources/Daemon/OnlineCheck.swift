package import ConfigFile
import FeedModel
import Fetching
import Parsing
import Scheduling
import Transport

/// Fetches and reads each feed of a config, and stores nothing: `feedwatch check --online`.
package struct OnlineCheck: Sendable {
    package struct Result: Sendable {
        package var url: String
        /// What the feed is, where it is one.
        package var summary: String
        /// A sentence, where it is none.
        package var problem: String?
    }

    private let config: Config
    private let surroundings: Surroundings

    package init(config: Config, surroundings: Surroundings) {
        (self.config, self.surroundings) = (config, surroundings)
    }

    /// In the order of the config; so many at once as are polled at once.
    package func run(onProgress: @Sendable (Int, Int) -> Void) async -> [Result] {
        let transport = HTTPTransport()
        let fetcher = Fetcher(
            transport: transport, settings: config.fetch, now: surroundings.now)
        var results: [Int: Result] = [:]
        await withTaskGroup(of: (Int, Result).self) { group in
            var waiting = Array(config.feeds.enumerated().reversed())
            for _ in 0..<config.polling.concurrency {
                guard let (index, feed) = waiting.popLast() else { break }
                group.addTask { (index, await Self.check(feed, fetcher)) }
            }
            while let (index, result) = await group.next() {
                results[index] = result
                onProgress(results.count, config.feeds.count)
                guard let (index, feed) = waiting.popLast() else { continue }
                group.addTask { (index, await Self.check(feed, fetcher)) }
            }
        }
        await transport.shutdown()
        return config.feeds.indices.compactMap { results[$0] }
    }

    private static func check(_ feed: FeedSettings, _ fetcher: Fetcher) async -> Result {
        var result = Result(url: feed.url, summary: "", problem: nil)
        do {
            let request = FetchRequest(url: feed.url, settings: feed.request)
            guard case .fetched(let document, _) = try await fetcher.fetch(request) else {
                result.problem = "The server says that the feed is gone for good (410)."
                return result
            }
            let parsed = try FeedParser().parse(document)
            result.summary =
                "\(parsed.format.rawValue), \(parsed.items.count) items, \(parsed.warnings.count) repairs"
        } catch ParseError.webPage {
            result.problem = await advice(feed, fetcher)
        } catch {
            result.problem = "\(error)"
        }
        return result
    }

    /// What to write instead of a page's URL: the feeds that it offers, each asked whether it is one.
    private static func advice(_ feed: FeedSettings, _ fetcher: Fetcher) async -> String {
        let search = FeedSearch(fetcher: fetcher, read: Discovery.read)
        do throws(FetchError) {
            let found = try await search.feeds(at: feed.url, settings: feed.request)
            guard !found.isEmpty else { return "This is a web page, not a feed, and offers none." }
            let urls = found.map { VisibleText($0.url, limit: 300).description }
            return "This is a web page, not a feed; it offers \(urls.joined(separator: ", "))."
        } catch {
            return error.description
        }
    }
}
