/// Accelerated Mobile Pages: the same article under another address of the same publisher.
enum AMPForm {
    /// `amp.example.com/a`, `/amp/a`, `/a/amp`, `/a.amp`, `/a.amp.html`, `?amp`, `?amp=1`, `?outputType=amp`
    static func remove(from url: inout URLParts) {
        if url.host.starts(with: "amp.".utf8), url.host.dropFirst(4).contains(.dot) {
            url.host = url.host.dropFirst(4)
        }
        url.query.removeAll(where: isMark)
        url.path = pathWithoutMark(url.path)
    }

    private static func isMark(_ parameter: ArraySlice<UInt8>) -> Bool {
        let lower = String(decoding: parameter.map(\.asciiLowercased), as: UTF8.self)
        return marks.contains(lower)
    }

    private static let marks: Set<String> = [
        "amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "amp_js_v=0.1", "isamp=1",
    ]

    private static func pathWithoutMark(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var path = path
        while path.last == .slash { path.removeLast() }
        if path.hasSuffix("/amp") {
            path = path.dropLast(4)
        } else if path.hasSuffix(".amp.html") {
            path = path.dropLast(9) + ArraySlice(".html".utf8)
        } else if path.hasSuffix(".amp") {
            path = path.dropLast(4)
        } else if path.starts(with: "/amp/".utf8) {
            path = path.dropFirst(4)
        }
        return path
    }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
