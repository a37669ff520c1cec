/// The parts of an absolute URL that the config looks at. It judges little: the fetcher has the last word.
struct WebAddress: Hashable {
    /// Lower case.
    let scheme: String
    /// Lower case, without brackets; empty for `file:`.
    let host: String
    let port: Int?
    let hasUserInfo: Bool
    /// Path and query as written, without the fragment.
    let rest: String

    /// `nil` where this is no `scheme://host…` nor `file:…`.
    init?(_ text: String) {
        guard !text.unicodeScalars.contains(where: Self.isForbidden),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        scheme = text[..<colon].lowercased()
        guard !scheme.isEmpty, scheme.utf8.allSatisfy({ Self.isSchemeByte($0) }) else { return nil }
        var after = text[text.index(after: colon)...]
        if let fragment = after.firstIndex(of: "#") { after = after[..<fragment] }
        guard after.hasPrefix("//") else {
            guard scheme == "file", !after.isEmpty else { return nil }
            (host, port, hasUserInfo, rest) = ("", nil, false, String(after))
            return
        }
        after = after.dropFirst(2)
        let end = after.firstIndex { $0 == "/" || $0 == "?" } ?? after.endIndex
        guard let authority = Self.authority(after[..<end]) else { return nil }
        (host, port, hasUserInfo) = authority
        guard scheme == "file" || !host.isEmpty else { return nil }
        rest = after[end...].hasPrefix("/") ? String(after[end...]) : "/" + after[end...]
    }

    var isWeb: Bool { scheme == "http" || scheme == "https" }

    /// The same for two spellings of one address: case of scheme and host, default port, empty path.
    var identity: String {
        let isDefaultPort = port == nil || port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(host)\(isDefaultPort ? "" : ":\(port ?? 0)")\(rest)"
    }

    /// This machine itself, by name or address.
    var isLoopback: Bool { Self.isLoopback(host: host) }

    static func isLoopback(host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || (host.hasPrefix("127.") && host.split(separator: ".").count == 4)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value == 0x7F || scalar.properties.isWhitespace
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte)
    }

    private static func authority(_ text: Substring) -> (String, Int?, Bool)? {
        let user = text.lastIndex(of: "@")
        let hostAndPort = user.map { text[text.index(after: $0)...] } ?? text
        let host: Substring
        var port = hostAndPort[hostAndPort.endIndex...]
        if hostAndPort.first == "[" {
            guard let bracket = hostAndPort.firstIndex(of: "]") else { return nil }
            host = hostAndPort[hostAndPort.index(after: hostAndPort.startIndex)..<bracket]
            port = hostAndPort[hostAndPort.index(after: bracket)...]
        } else {
            let colon = hostAndPort.firstIndex(of: ":") ?? hostAndPort.endIndex
            host = hostAndPort[..<colon]
            port = hostAndPort[colon...]
        }
        guard !port.isEmpty, port != ":" else { return (host.lowercased(), nil, user != nil) }
        guard port.first == ":", let number = Int(port.dropFirst()), (1...65_535).contains(number)
        else { return nil }
        return (host.lowercased(), number, user != nil)
    }
}
