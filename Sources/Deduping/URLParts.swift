/// An http(s) URL split on bytes, nothing decoded: what lies between the marks of RFC 3986.
struct URLParts {
    /// Without user and password, lower case, without a default port, `www.` and a final dot.
    var host: ArraySlice<UInt8>
    var path: ArraySlice<UInt8>
    /// `name` or `name=value`, in their order.
    var query: [ArraySlice<UInt8>]
    /// Only where it names a page: `#!…`.
    var hashBang: ArraySlice<UInt8>

    init?(_ url: String) {
        self.init(Array(url.utf8)[...])
    }

    init?(_ url: ArraySlice<UInt8>) {
        var rest = url.trimmingWhiteSpace
        guard rest.count < 8192, rest.dropScheme() else { return nil }
        let authority = rest.prefix { $0 != .slash && $0 != .question && $0 != .hash }
        rest = rest.dropFirst(authority.count)
        guard let host = Self.host(of: authority) else { return nil }
        self.host = host

        let path = rest.prefix { $0 != .question && $0 != .hash }
        rest = rest.dropFirst(path.count)
        self.path = path
        query = []
        if rest.first == .question {
            rest.removeFirst()
            let text = rest.prefix { $0 != .hash }
            rest = rest.dropFirst(text.count)
            query = text.split(separator: .ampersand).filter { !$0.isEmpty }
        }
        hashBang = rest.starts(with: "#!".utf8) ? rest : []
    }

    /// The parameter's raw value.
    func value(of name: String) -> ArraySlice<UInt8>? {
        for parameter in query where parameter.parameterName.elementsEqual(name.utf8) {
            return parameter.parameterValue
        }
        return nil
    }

    private static func host(of authority: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var host = authority
        if let at = host.lastIndex(of: .at) { host = host[(at + 1)...] }
        if host.first != UInt8(ascii: "["), let colon = host.lastIndex(of: .colon) {
            let port = host[(colon + 1)...]
            let isDefault =
                port.isEmpty || port.elementsEqual("80".utf8)
                || port.elementsEqual("443".utf8)
            if isDefault { host = host[..<colon] }
        }
        var lower = host.map(\.asciiLowercased)[...]
        if lower.last == .dot { lower.removeLast() }
        if lower.starts(with: "www.".utf8), lower.dropFirst(4).contains(.dot) {
            lower = lower.dropFirst(4)
        }
        let isClean = lower.allSatisfy { $0 > 0x20 && $0 != 0x7F }
        return lower.isEmpty || !isClean ? nil : lower
    }
}

extension UInt8 {
    static let slash = UInt8(ascii: "/")
    static let question = UInt8(ascii: "?")
    static let hash = UInt8(ascii: "#")
    static let ampersand = UInt8(ascii: "&")
    static let equals = UInt8(ascii: "=")
    static let colon = UInt8(ascii: ":")
    static let dot = UInt8(ascii: ".")
    static let at = UInt8(ascii: "@")
    static let percent = UInt8(ascii: "%")

    var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}

extension ArraySlice<UInt8> {
    var trimmingWhiteSpace: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first <= 0x20 { slice.removeFirst() }
        while let last = slice.last, last <= 0x20 { slice.removeLast() }
        return slice
    }

    var parameterName: ArraySlice<UInt8> { prefix { $0 != .equals } }
    var parameterValue: ArraySlice<UInt8> { drop { $0 != .equals }.dropFirst() }

    /// `%XX` as the byte that it stands for; a lone `%` is kept.
    var percentDecoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        var index = startIndex
        while index < endIndex {
            if self[index] == .percent, index + 2 < endIndex,
                let high = self[index + 1].hexValue, let low = self[index + 2].hexValue
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(self[index])
                index += 1
            }
        }
        return bytes
    }

    /// `http:` and `https:` name the same pages.
    fileprivate mutating func dropScheme() -> Bool {
        let lower = prefix(8).map(\.asciiLowercased)
        for scheme in ["http://", "https://"] where lower.starts(with: scheme.utf8) {
            removeFirst(scheme.utf8.count)
            return true
        }
        return false
    }
}
