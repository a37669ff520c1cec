/// An `http` or `https` URL as it goes over the wire: no fragment, ASCII only, credentials apart.
///
/// Our own, because redirects are resolved and compared on the polling path, and Foundation's `URL` is neither fast nor
/// forgiving: servers send spaces and raw UTF-8 in `Location`.
package struct WebURL: Sendable, Hashable {
    package enum Scheme: String, Sendable { case http, https }

    package struct Credentials: Sendable, Hashable {
        package var username: String
        package var password: String

        package init(username: String, password: String) {
            (self.username, self.password) = (username, password)
        }
    }

    package var scheme: Scheme
    /// Lower case, IDNA form; an IPv6 address in brackets.
    package var host: String
    /// `nil` where it is the scheme's own.
    package var port: Int?
    /// Begins with `/`; what may not stand in a URL is percent-encoded.
    package var path: String
    /// Without its `?`.
    package var query: String?
    /// As in `https://user:password@host`, decoded. Not part of `description`.
    package var credentials: Credentials?

    /// Reads an absolute URL; `nil` where it is none, or neither http nor https.
    package init?(_ text: String) {
        var bytes = Self.trimmed(text)[...]
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard let scheme = Scheme(rawValue: name) else { return nil }
        bytes = bytes[(colon + 1)...]
        guard bytes.starts(with: "//".utf8) else { return nil }
        self.init(scheme: scheme, afterSlashes: bytes.dropFirst(2))
    }

    /// From `host:port/path?query`.
    private init?(scheme: Scheme, afterSlashes bytes: ArraySlice<UInt8>) {
        let end = bytes.firstIndex { "/?#\\".utf8.contains($0) } ?? bytes.endIndex
        guard let authority = Authority(bytes[..<end], scheme: scheme) else { return nil }
        self.scheme = scheme
        (host, port, credentials) = (authority.host, authority.port, authority.credentials)
        (path, query) = ("/", nil)
        let target = Reference(bytes[end...])
        path = "/" + removingDotSegments(target.path.drop { $0 == "/" })
        query = target.query
    }

    /// What `reference` in a `Location` header means here; `nil` where that is no http or https URL.
    package func resolving(_ reference: String) -> WebURL? {
        let bytes = Self.trimmed(reference)
        if let colon = bytes.firstIndex(where: { ":/?#".utf8.contains($0) }),
            bytes[colon] == UInt8(ascii: ":"), isScheme(bytes[..<colon])
        {
            return WebURL(reference)
        }
        if bytes.starts(with: "//".utf8) {
            return WebURL(scheme: scheme, afterSlashes: bytes[2...])
        }
        let target = Reference(bytes[...])
        var resolved = self
        resolved.credentials = nil
        guard !target.path.isEmpty else {
            resolved.query = target.query ?? (bytes.isEmpty || bytes.first == 0x23 ? query : nil)
            return resolved
        }
        let directory =
            target.path.hasPrefix("/") ? "" : path[...(path.lastIndex(of: "/") ?? path.startIndex)]
        resolved.path = "/" + removingDotSegments((directory + target.path).drop { $0 == "/" })
        resolved.query = target.query
        return resolved
    }

    /// Path and query, as in a request line.
    package var target: String { query.map { "\(path)?\($0)" } ?? path }

    /// `host` or `host:port`.
    package var authority: String { port.map { "\(host):\($0)" } ?? host }

    /// Whether what was given to `origin` may be given to this URL: the same host and port, never from https to http.
    package func isSameOrigin(as origin: WebURL) -> Bool {
        guard host == origin.host else { return false }
        if scheme == origin.scheme { return port == origin.port }
        return scheme == .https && port == nil && origin.port == nil
    }

    private static func trimmed(_ text: String) -> [UInt8] {
        let isPadding = { (byte: UInt8) in byte <= 0x20 || byte == 0x7F }
        var bytes = Array(text.utf8.drop(while: isPadding))
        while let last = bytes.last, isPadding(last) { bytes.removeLast() }
        bytes.removeAll { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        return bytes
    }
}

extension WebURL: CustomStringConvertible {
    /// The whole URL, without credentials.
    package var description: String { "\(scheme.rawValue)://\(authority)\(target)" }
}

/// `user:password@host:port`, taken apart.
private struct Authority {
    var host: String
    var port: Int?
    var credentials: WebURL.Credentials?

    init?(_ bytes: ArraySlice<UInt8>, scheme: WebURL.Scheme) {
        var rest = bytes
        if let at = bytes.lastIndex(of: UInt8(ascii: "@")) {
            credentials = WebURL.Credentials(userInfo: bytes[..<at])
            rest = bytes[(at + 1)...]
        }
        let hostEnd: Int
        if rest.first == UInt8(ascii: "[") {
            guard let bracket = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            hostEnd = bracket + 1
        } else {
            hostEnd = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
        }
        guard let host = HostName(rest[..<hostEnd])?.ascii else { return nil }
        self.host = host
        let portText = rest[hostEnd...].drop { $0 == UInt8(ascii: ":") }
        guard hostEnd == rest.endIndex || rest[hostEnd] == UInt8(ascii: ":") else { return nil }
        guard !portText.isEmpty else { return }
        guard let port = UInt16(String(decoding: portText, as: UTF8.self)), port > 0 else {
            return nil
        }
        self.port = Int(port) == scheme.defaultPort ? nil : Int(port)
    }
}

extension WebURL.Scheme {
    package var defaultPort: Int { self == .http ? 80 : 443 }
}

extension WebURL.Credentials {
    fileprivate init(userInfo: ArraySlice<UInt8>) {
        let colon = userInfo.firstIndex(of: UInt8(ascii: ":")) ?? userInfo.endIndex
        username = percentDecoded(userInfo[..<colon])
        password = percentDecoded(userInfo[colon...].dropFirst())
    }
}

/// Path and query of a relative reference; the fragment is dropped.
private struct Reference {
    var path: String
    var query: String?

    init(_ bytes: ArraySlice<UInt8>) {
        let whole = bytes.prefix { $0 != UInt8(ascii: "#") }
        let mark = whole.firstIndex(of: UInt8(ascii: "?")) ?? whole.endIndex
        // Browsers take a backslash for a slash, so servers get away with it.
        let slashed = whole[..<mark].map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        path = percentEncoded(slashed[...])
        query = mark < whole.endIndex ? percentEncoded(whole[(mark + 1)...]) : nil
    }
}

private func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, isLetter(first) else { return false }
    return bytes.allSatisfy { isLetter($0) || 0x30...0x39 ~= $0 || "+-.".utf8.contains($0) }
}

private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
