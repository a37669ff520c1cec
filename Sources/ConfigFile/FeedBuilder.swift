import FeedModel
import Fetching
import Scheduling

/// The feeds of `feeds:`, those of OPML files among them.
struct FeedBuilder {
    let values: ValueReader
    let polling: PollingSettings
    var log: ProblemLog { values.log }

    func build(_ raw: [RawFeed], readOPML: (String) throws -> [SubscribedFeed]) -> (
        feeds: [FeedSettings], opmlPaths: [String]
    ) {
        let own = raw.map { $0.opml == nil ? feed($0) : nil }
        var seen = Set(zip(raw, own).compactMap { raw, feed in feed.map(identity) })
        reportDuplicates(raw, own)
        var feeds: [FeedSettings] = []
        var paths: [String] = []
        for (raw, feed) in zip(raw, own) {
            if let feed { feeds.append(feed) }
            guard let opml = raw.opml, let path = values.path(opml) else { continue }
            paths.append(path)
            let every = every(raw)
            let tags = tags(raw)
            do {
                for subscribed in try readOPML(path) {
                    guard let feed = self.feed(subscribed, tags, every, opml),
                        seen.insert(identity(feed)).inserted
                    else { continue }
                    feeds.append(feed)
                }
            } catch {
                log.error(opml, "\(error)")
            }
        }
        return (feeds, paths)
    }
}

extension FeedBuilder {
    private func feed(_ raw: RawFeed) -> FeedSettings? {
        guard let scalar = raw.url else {
            if !log.hasProblem(below: raw.path) {
                log.error(at: raw.position, raw.path, "A feed needs a url: (or opml:).")
            }
            return nil
        }
        let name = raw.name.flatMap(values.word)
        let (tags, every, request) = (tags(raw), every(raw), request(raw))
        guard let text = values.word(scalar) else { return nil }
        // What stands before an @ may be a password, and is not for sentences.
        guard !scalar.text.contains("@") || WebAddress(text)?.hasUserInfo == false else {
            log.error(
                scalar,
                "A name and a password do not go into the URL: use username: and password_file:.")
            return nil
        }
        guard let url = url(text, shown: values.shown(scalar), scalar) else { return nil }
        return FeedSettings(url: url, name: name, tags: tags, every: every, request: request)
    }

    /// An OPML file is often somebody else's: its feeds are on the web, and one that is not is left out, with a word.
    private func feed(
        _ subscribed: SubscribedFeed, _ tags: [String], _ every: Duration?, _ opml: RawScalar
    ) -> FeedSettings? {
        guard let address = WebAddress(subscribed.url), address.isWeb, !address.hasUserInfo else {
            let hasPassword = subscribed.url.contains("@")
            let shown = hasPassword ? "one with a password" : quoted(subscribed.url)
            log.warning(
                opml, "A feed of this file is left out, for it is no plain web address: \(shown).")
            return nil
        }
        let name = subscribed.name.map { VisibleText($0, limit: 200).description }
        let own = subscribed.tags.map { VisibleText($0, limit: 200).description }
        return FeedSettings(
            url: subscribed.url, name: name?.isEmpty == false ? name : nil,
            tags: own.filter { !$0.isEmpty } + tags.filter { !own.contains($0) }, every: every)
    }

    /// Checked, and absolute where it is a file's.
    private func url(_ text: String, shown: String, _ scalar: RawScalar) -> String? {
        guard let address = WebAddress(text), address.isWeb || address.scheme == "file" else {
            log.error(
                scalar, "\(shown) is not a feed's URL: http, https or file:PATH.\(hint(text))")
            return nil
        }
        guard address.scheme == "file" else { return text }
        guard address.host.isEmpty || address.host == "localhost" else {
            log.error(scalar, "A file: URL names a file of this machine: file:PATH.")
            return nil
        }
        return "file://" + absolute(address.rest, from: Self.percentEncoded(values.directory))
    }

    /// The URL's own part is the operator's to encode; the folder is a path as it is.
    private static func percentEncoded(_ path: String) -> String {
        path.unicodeScalars.map { scalar in
            guard scalar.value <= 0x20 || "%#?".unicodeScalars.contains(scalar) else {
                return String(scalar)
            }
            let hex = String(scalar.value, radix: 16, uppercase: true)
            return hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
        }.joined()
    }

    private func hint(_ text: String) -> String {
        if text.hasPrefix("feed:") { return " Write https: for feed:." }
        if text.contains(" ") { return " A space in it is written %20." }
        if text.hasPrefix("/") || text.hasPrefix(".") { return " Did you mean file:\(text)?" }
        guard text.contains("."), !text.contains(":"), WebAddress("https://\(text)") != nil else {
            return ""
        }
        return " Did you mean https://\(text)?"
    }

    private func tags(_ raw: RawFeed) -> [String] {
        raw.tags.compactMap { scalar in
            guard let tag = values.word(scalar) else { return nil }
            guard !tag.hasPrefix("tag:") else {
                log.error(scalar, "A tag is written without tag: here.")
                return nil
            }
            return tag
        }
    }

    private func every(_ raw: RawFeed) -> Duration? {
        guard let scalar = raw.every, let every = values.duration(scalar) else { return nil }
        if every < polling.min {
            let least = ValueReader.durationText(polling.min)
            log.warning(
                scalar,
                "polling.min is \(least): this feed is polled no closer, unless you lower that.")
        }
        return every
    }

    private func request(_ raw: RawFeed) -> FeedRequestSettings {
        var request = FeedRequestSettings()
        for (name, value) in HeaderReader(values: values).headers(raw.headers, of: .feed) {
            request.headers.append(.init(name: name, value: value))
        }
        request.username = raw.username.flatMap(values.word)
        if let file = raw.passwordFile {
            request.password = SecretFile(reader: values).lines(file)?.first
            if raw.username == nil {
                log.error(file, "A password needs a username: beside it.")
            }
        } else if let username = raw.username {
            log.error(username, "A username needs a password_file: beside it.")
        }
        return request
    }
}

extension FeedBuilder {
    private func identity(_ feed: FeedSettings) -> String {
        WebAddress(feed.url)?.identity ?? feed.url
    }

    private func reportDuplicates(_ raw: [RawFeed], _ feeds: [FeedSettings?]) {
        var urls: [String: Int] = [:]
        var names: [String: Int] = [:]
        for (raw, feed) in zip(raw, feeds) {
            guard let feed, let url = raw.url else { continue }
            let identity = identity(feed)
            if let line = urls[identity] {
                log.error(url, "This feed is listed twice, first in line \(line).")
            } else {
                urls[identity] = url.position.line
            }
            guard let name = raw.name, let text = feed.name else { continue }
            if let line = names[text.lowercased()] {
                log.error(name, "The name \(quoted(text)) is taken by the feed in line \(line).")
            } else {
                names[text.lowercased()] = name.position.line
            }
        }
    }
}
