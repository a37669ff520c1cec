import Delivering
import FeedModel
import Fetching
import Matching
import Scheduling

@testable import ConfigFile

/// A config in words, for golden files: every value that was read, secrets shown, for these are the fixtures' own.
enum ConfigDump {
    static func text(of config: Config) -> String {
        var lines = ["store \(config.storeLocation)"]
        for watch in config.watches {
            lines.append("watch \(watch.name): \(watch.query.text) in \(watch.feeds)")
            guard let context = watch.context else { continue }
            let (wanted, excluded) = (context.wanted.map(\.text), context.excluded.map(\.text))
            lines.append(
                "  context \(wanted) less \(excluded) at least \(context.minScore) within \(context.window ?? 0)"
            )
        }
        lines += config.feeds.map(feed)
        lines += config.opmlPaths.map { "opml \($0)" }
        lines += config.sinks.map(sink)
        let polling = config.polling
        lines.append(
            "polling every \(polling.every) \(polling.pace) \(polling.min)…\(polling.max), \(polling.concurrency)/\(polling.concurrencyPerHost) at once"
        )
        let fetch = config.fetch
        lines.append(
            "fetch \(fetch.timeout), \(fetch.bodyLimit) bytes, \(fetch.redirectLimit) redirects, \(fetch.userAgentHeader)"
        )
        lines.append("first poll \(config.firstPoll)")
        lines.append("duplicates \(config.duplicates), updates \(config.updates)")
        lines.append("keep \(config.keep.items), \(config.keep.mentions)")
        lines.append("log \(config.log.level) \(config.log.format)")
        lines.append("console \(config.console.map { "\($0)" } ?? "off")")
        if let webSub = config.webSub {
            lines.append("websub \(webSub.listen), \(webSub.publicURL)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func feed(_ feed: FeedSettings) -> String {
        var text = "feed \(feed.url) name \(feed.name ?? "-") tags \(feed.tags)"
        if let every = feed.every { text += " every \(every)" }
        for header in feed.request.headers { text += " [\(header.name): \(header.value.reveal())]" }
        if let username = feed.request.username { text += " user \(username)" }
        if let password = feed.request.password { text += " password \(password.reveal())" }
        return text
    }

    private static func sink(_ sink: SinkSettings) -> String {
        let watches = sink.route.watches.map { $0.map(\.rawValue).sorted().joined(separator: ",") }
        let topics = sink.route.topics.map(\.rawValue).sorted().joined(separator: ",")
        let digest = sink.digest.map { " digest over \($0.over) in \($0.window)" } ?? ""
        let quiet = sink.quiet.map { " quiet \($0)" } ?? ""
        let head = "sink \(sink.name) of \(watches ?? "all") \(topics)\(digest)\(quiet):"
        switch sink.kind {
        case .stdout(let format): return "\(head) stdout \(format)"
        case .file(let path): return "\(head) file \(path)"
        case .webhook(let webhook):
            let headers = webhook.headers.map { "[\($0.name): \($0.value.reveal())]" }
            return
                "\(head) webhook \(webhook.url.reveal()) \(webhook.format) secrets \(webhook.secrets.map { $0.reveal() }) \(headers.joined()) retries \(webhook.retries) timeout \(webhook.timeout) template \(webhook.templatePath ?? "-")"
        }
    }
}
