import FeedModel
import Fetching
import Matching
import Scheduling
import Testing

@testable import ConfigFile

/// `config/feedwatch.yaml` is what people begin with: it works as it is, and with everything in it switched on.
struct ReferenceTests {
    private let text: String

    init() throws {
        let path = Fixture.root + "/config/feedwatch.yaml"
        text = String(decoding: try Fixture.contents(path), as: UTF8.self)
    }

    @Test("the reference loads without an error or a warning")
    func loads() throws {
        let config = try Fixture.parse(text)
        #expect(config.warnings.map(\.headline) == [])
        #expect(config.watches.map(\.name.rawValue).starts(with: ["leica", "lumix"]))
        #expect(config.feeds.count >= 8)
    }

    @Test("its values are the defaults")
    func defaults() throws {
        let config = try Fixture.parse(text)
        let bare = try Fixture.parse("watches: []\nfeeds: []\n")
        #expect(config.polling == bare.polling)
        #expect(config.fetch == bare.fetch)
        #expect(config.sinks == bare.sinks)
        #expect(config.keep == bare.keep)
        #expect(config.log == bare.log)
        #expect(config.firstPoll == bare.firstPoll)
        #expect(config.duplicates == bare.duplicates)
        #expect(config.updates == bare.updates)
        #expect(config.console == bare.console)
        #expect(config.webSub == bare.webSub)
        #expect(config.storeLocation == bare.storeLocation)
    }

    @Test("every setting that is off can be switched on")
    func switchedOn() throws {
        let config = try Fixture.parse(Self.switchingOn(text))
        #expect(config.sinks.count == 3)
        #expect(config.watches.contains { $0.context != nil })
        #expect(config.opmlPaths.count == 1)
        #expect(config.polling.hourlyLimitPerHost == 120)
        #expect(config.console == .tcp(host: "127.0.0.1", port: 7373))
        #expect(config.webSub?.publicURL == "https://feeds.example/push/")
        #expect(config.fetch.userAgentHeader.contains("feedwatch/1.2.3"))
    }

    @Test("every key of the config is in it")
    func complete() throws {
        let keys = [
            "store", "name", "query", "feeds", "url", "tags", "every", "headers", "username",
            "password_file", "opml", "type", "format", "path", "secret_file", "watches", "events",
            "retries", "timeout", "pace", "min", "max", "concurrency", "per_host",
            "per_host_hour", "max_body", "max_redirects", "context", "exclude", "min_score",
            "window", "template", "user_agent",
            "contact", "first_poll", "duplicates", "updates", "keep",
            "items", "mentions", "log", "level", "console", "listen", "websub", "public_url",
        ]
        for key in keys { #expect(text.contains("\(key):"), "\(key): is not in the reference") }
    }

    /// `#key: value` becomes `key: value`; `# prose`, with one space, stays.
    private static func switchingOn(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let margin = line.prefix { $0 == " " }
            let rest = line.dropFirst(margin.count)
            let isProse = rest.hasPrefix("# ") && !rest.hasPrefix("#  ")
            guard rest.hasPrefix("#"), !isProse, rest.count > 1 else { return String(line) }
            return String(margin + rest.dropFirst())
        }.joined(separator: "\n")
    }
}
