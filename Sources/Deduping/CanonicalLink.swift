/// A URL as the page that it names, whoever wrote it: without scheme, tracking, AMP and redirect wrappers.
///
/// It is for comparing, not for following: it may well lead nowhere. No request is made.
package struct CanonicalLink: Hashable, Sendable, CustomStringConvertible {
    /// `example.com/path?a=1&b=2`, the query sorted.
    package let description: String
    package let host: String
    /// The link is that of a home page: it says who published, not what.
    package let identifiesNothing: Bool

    /// `nil` where the text is no http(s) URL.
    package init?(_ url: String) {
        guard var parts = URLParts(url) else { return nil }
        for _ in 0..<Self.wrapperLimit {
            guard let target = RedirectWrapper.target(of: parts) else { break }
            parts = target
        }
        AMPForm.remove(from: &parts)
        let path = Self.canonicalPath(parts.path)
        let query = Self.canonicalQuery(parts.query)
        host = String(decoding: parts.host, as: UTF8.self)
        identifiesNothing = query.isEmpty && parts.hashBang.isEmpty && HomePage.isPath(path)
        var bytes = Array(parts.host) + path
        if !query.isEmpty {
            bytes.append(.question)
            bytes += query.joined(separator: [.ampersand])
        }
        bytes += parts.hashBang
        description = String(decoding: bytes, as: UTF8.self)
    }

    /// A wrapper may wrap another one; more than this is a trap.
    private static let wrapperLimit = 4

    private static func canonicalPath(_ path: ArraySlice<UInt8>) -> [UInt8] {
        var path = normalisedEscapes(path.withoutSessionID)
        while path.last == .slash { path.removeLast() }
        return path
    }

    private static func canonicalQuery(_ query: [ArraySlice<UInt8>]) -> [[UInt8]] {
        query.filter { !TrackingParameters.contains($0) }
            .map(normalisedEscapes)
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// RFC 3986, section 6.2.2: hexadecimal digits upper case, unreserved characters as themselves.
    private static func normalisedEscapes(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let text = Array(text)
        if text.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != .percent }) { return text }
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            guard text[index] == .percent, index + 2 < text.count,
                let high = text[index + 1].hexValue, let low = text[index + 2].hexValue
            else {
                appendEscaped(text[index], hex, to: &bytes)
                index += 1
                continue
            }
            let byte = high << 4 | low
            if byte.isUnreserved {
                bytes.append(byte)
            } else {
                bytes += [.percent, hex[Int(high)], hex[Int(low)]]
            }
            index += 3
        }
        return bytes
    }

    /// What must not stand in a URL raw is what its escape says.
    private static func appendEscaped(_ byte: UInt8, _ hex: [UInt8], to bytes: inout [UInt8]) {
        if byte > 0x20 && byte < 0x7F {
            bytes.append(byte)
        } else {
            bytes += [.percent, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
    }
}

extension CanonicalLink {
    /// What stays where a site only changes its host.
    var pathAndQuery: String { String(description.dropFirst(host.utf8.count)) }

    /// What the page is called where the site moves, `new-lens-announced`; `nil` where that is too short to tell
    /// pages apart.
    var lastPathSegment: String? {
        let path = description.prefix { $0 != "?" && $0 != "#" }
        guard let segment = path.split(separator: "/").dropFirst().last else { return nil }
        let name = segment.split(separator: ".").first.map(String.init) ?? ""
        return name.utf8.count >= 12 ? name : nil
    }
}

/// Paths that lead to a site's front door.
private enum HomePage {
    static func isPath(_ path: [UInt8]) -> Bool {
        if path.isEmpty { return true }
        guard path.count <= longestName else { return false }
        let lower = String(decoding: path.map(\.asciiLowercased), as: UTF8.self)
        return names.contains(lower) || isLanguage(path)
    }

    private static let names: Set<String> = [
        "/index.html", "/index.htm", "/index.php", "/index.asp", "/index.aspx", "/index.jsp",
        "/default.asp", "/default.aspx", "/home", "/home.html", "/feed", "/rss", "/blog", "/news",
    ]

    private static let longestName = names.reduce(0) { max($0, $1.utf8.count) }

    /// `/en`, `/pt-br`
    private static func isLanguage(_ path: [UInt8]) -> Bool {
        let letters = path.dropFirst()
        let isRegion = letters.count == 5 && (letters[3] == 0x2D || letters[3] == 0x5F)
        guard letters.count == 2 || isRegion else { return false }
        return letters.enumerated().allSatisfy { offset, byte in
            offset == 2 || byte.asciiLowercased &- 0x61 < 26
        }
    }
}

extension UInt8 {
    fileprivate var isUnreserved: Bool {
        asciiLowercased &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x2D || self == 0x2E
            || self == 0x5F || self == 0x7E
    }
}

extension ArraySlice<UInt8> {
    /// Java servers put the visitor into the path: `/page;jsessionid=…`.
    fileprivate var withoutSessionID: ArraySlice<UInt8> {
        guard let mark = lastIndex(of: UInt8(ascii: ";")) else { return self }
        let name = self[(mark + 1)...].prefix(10).map(\.asciiLowercased)
        return name.elementsEqual("jsessionid".utf8) ? self[..<mark] : self
    }
}
