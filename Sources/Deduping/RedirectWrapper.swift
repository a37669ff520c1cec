/// Links that only lead on to another one, and carry it within them.
enum RedirectWrapper {
    /// Where the link leads, or `nil` where it leads to itself or does not say.
    static func target(of url: URLParts) -> URLParts? {
        let host = String(decoding: url.host, as: UTF8.self)
        if let target = ampCache(url, host) ?? archived(url, host) ?? newsArticle(url, host) {
            return target
        }
        // All others carry it in a parameter.
        guard !url.query.isEmpty else { return nil }
        let path = String(decoding: url.path, as: UTF8.self)
        for wrapper in wrappers where wrapper.matches(host: host, path: path) {
            for name in wrapper.parameters {
                guard let value = url.value(of: name) else { continue }
                if let target = URLParts(value.percentDecoded[...]) { return target }
            }
        }
        return nil
    }

    private struct Wrapper {
        /// The host itself; ending in `.`: any host that begins so; beginning with `.`: any that ends so.
        let host: String
        let path: String
        let parameters: [String]

        func matches(host candidate: String, path candidatePath: String) -> Bool {
            guard candidatePath.hasPrefix(path) else { return false }
            if host.hasSuffix(".") { return candidate.hasPrefix(host) }
            return host.hasPrefix(".") ? candidate.hasSuffix(host) : candidate == host
        }
    }

    private static let wrappers = [
        Wrapper(host: "google.", path: "/url", parameters: ["url", "q"]),  // Alerts, Search
        Wrapper(host: "news.google.", path: "/news/url", parameters: ["url"]),
        Wrapper(host: "l.facebook.com", path: "/l.php", parameters: ["u"]),
        Wrapper(host: "lm.facebook.com", path: "/l.php", parameters: ["u"]),
        Wrapper(host: "facebook.com", path: "/l.php", parameters: ["u"]),
        Wrapper(host: "l.instagram.com", path: "/", parameters: ["u"]),
        Wrapper(host: "l.threads.net", path: "/", parameters: ["u"]),
        Wrapper(host: "out.reddit.com", path: "/", parameters: ["url"]),
        Wrapper(host: "youtube.com", path: "/redirect", parameters: ["q"]),
        Wrapper(host: "bing.com", path: "/news/apiclick.aspx", parameters: ["url"]),
        Wrapper(host: "duckduckgo.com", path: "/l/", parameters: ["uddg"]),
        Wrapper(host: "t.umblr.com", path: "/redirect", parameters: ["z"]),
        Wrapper(host: "vk.com", path: "/away.php", parameters: ["to"]),
        Wrapper(host: "linkedin.com", path: "/redir/redirect", parameters: ["url"]),
        Wrapper(host: "linkedin.com", path: "/safety/go", parameters: ["url"]),
        Wrapper(host: "slack-redir.net", path: "/link", parameters: ["url"]),
        Wrapper(host: "getpocket.com", path: "/redirect", parameters: ["url"]),
        Wrapper(host: "steamcommunity.com", path: "/linkfilter", parameters: ["url", "u"]),
        Wrapper(
            host: ".safelinks.protection.outlook.com", path: "/", parameters: ["url"]),
    ]

    /// `google.com/amp/s/HOST/…` and `HOST.cdn.ampproject.org/c/s/HOST/…`
    private static func ampCache(_ url: URLParts, _ host: String) -> URLParts? {
        let isGoogle = host.hasPrefix("google.")
        guard isGoogle || host.hasSuffix(".cdn.ampproject.org") else { return nil }
        let segments = url.path.split(separator: .slash, omittingEmptySubsequences: true)
        var rest = segments[...]
        if isGoogle, rest.first?.elementsEqual("amp".utf8) == true {
            rest.removeFirst()
        } else if !isGoogle, rest.first?.count == 1 {
            rest.removeFirst()
        } else {
            return nil
        }
        if rest.first?.elementsEqual("s".utf8) == true { rest.removeFirst() }
        guard rest.first?.contains(.dot) == true else { return nil }
        var target = Array("https://".utf8) + rest.joined(separator: [.slash])
        if !url.query.isEmpty {
            target.append(.question)
            target += url.query.joined(separator: [.ampersand])
        }
        return URLParts(target[...])
    }

    /// `web.archive.org/web/20260101000000/https://…`
    private static func archived(_ url: URLParts, _ host: String) -> URLParts? {
        guard host == "web.archive.org", url.path.starts(with: "/web/".utf8) else { return nil }
        let parts = url.path.split(separator: .slash, maxSplits: 2)
        return parts.count == 3 ? URLParts(parts[2]) : nil
    }

    /// `news.google.com/rss/articles/…`: base64 of a record, in which older links stand in clear. Newer ones do
    /// not say.
    private static func newsArticle(_ url: URLParts, _ host: String) -> URLParts? {
        guard host == "news.google.com" else { return nil }
        let path = String(decoding: url.path, as: UTF8.self)
        guard let name = path.split(separator: "/").last, path.contains("/articles/") else {
            return nil
        }
        let record = Base64URL.decode(name.utf8)
        for start in record.indices where record[start...].starts(with: "http".utf8) {
            let url = record[start...].prefix { $0 > 0x20 && $0 < 0x7F }
            if let target = URLParts(url) { return target }
        }
        return nil
    }
}

/// Base64 as it stands in URLs; decoding ends at the first other character.
private enum Base64URL {
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var (bits, count) = (UInt32(0), 0)
        for digit in text {
            guard let value = value(digit) else { break }
            (bits, count) = (bits << 6 | UInt32(value), count + 6)
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x41...0x5A: digit - 0x41
        case 0x61...0x7A: digit - 0x61 + 26
        case 0x30...0x39: digit - 0x30 + 52
        case UInt8(ascii: "-"), UInt8(ascii: "+"): 62
        case UInt8(ascii: "_"), UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
