/// Encodes what may not stand in a request line: controls, spaces, quotes and all that is not ASCII. A `%` stays.
func percentEncoded(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.allSatisfy(isAllowed) { return String(decoding: bytes, as: UTF8.self) }
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in bytes {
        if isAllowed(byte) {
            encoded.append(byte)
        } else {
            encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: encoded, as: UTF8.self)
}

private func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F...0xFF, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"),
        UInt8(ascii: "|"), UInt8(ascii: "}"):
        false
    default: true
    }
}

/// Bytes read as UTF-8 once their percent escapes are resolved; a `%` without two digits stays.
package func percentDecoded(_ bytes: some Collection<UInt8>) -> String {
    var decoded: [UInt8] = []
    var rest = Array(bytes)[...]
    while let byte = rest.popFirst() {
        let next = rest.prefix(2)
        if byte == UInt8(ascii: "%"), next.count == 2, !next.contains(UInt8(ascii: "+")),
            let value = UInt8(String(decoding: next, as: UTF8.self), radix: 16)
        {
            decoded.append(value)
            rest = rest.dropFirst(2)
        } else {
            decoded.append(byte)
        }
    }
    return String(decoding: decoded, as: UTF8.self)
}

/// RFC 3986, section 5.2.4, on a path without its first slash.
func removingDotSegments(_ path: some StringProtocol) -> String {
    guard path.contains(".") else { return String(path) }
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    var kept: [Substring] = []
    for (index, segment) in segments.enumerated() {
        let isLast = index == segments.count - 1
        switch segment {
        case ".": if isLast { kept.append("") }
        case "..":
            if !kept.isEmpty { kept.removeLast() }
            if isLast { kept.append("") }
        default: kept.append(Substring(segment))
        }
    }
    return kept.joined(separator: "/")
}
