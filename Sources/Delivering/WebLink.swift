/// A link from a feed as people may follow it.
enum WebLink {
    private static let sizeLimit = 2000
    /// A feed may name any scheme; only these are for people to follow.
    private static let schemes = ["http://", "https://"]
    /// What ends or starts something in markup, or calls somebody.
    private static let marks = Set("\"<>\\^`{|}()[]*@".utf8)
    private static let brackets = Set("[]".utf8)
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// What must not stand in a URL is escaped, and a user name in it is left out: it is there to deceive, or a secret.
    /// `nil`: not to be followed.
    static func followable(_ url: String) -> String? {
        let lower = url.prefix(8).lowercased()
        guard url.utf8.count <= sizeLimit,
            let scheme = schemes.first(where: { lower.hasPrefix($0) })
        else { return nil }
        let rest = url.dropFirst(scheme.count)
        let end = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        let authority = rest[..<end]
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
        let name = host ?? authority
        // The brackets of an IPv6 address are its own.
        let kept = name.hasPrefix("[") ? brackets : []
        return scheme + escaped(name, keeping: kept) + escaped(rest[end...], keeping: [])
    }

    private static func escaped(_ text: Substring, keeping kept: Set<UInt8>) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte > 0x20, byte < 0x7F, !marks.contains(byte) || kept.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
