/// Undoes a `Content-Encoding`: gzip and deflate, as servers really send them.
///
/// Bounded twice: by the bytes that may come out in all, and by how many may come out for one that went in.
struct ContentDecoding {
    enum Failure: Error, Equatable {
        case malformed
        case truncated
        case tooLarge
        /// Beyond the ratio: a bomb.
        case tooDense
        case unknownEncoding(String)
    }

    /// What `Accept-Encoding` may ask for.
    static let offered = "gzip, deflate"

    let limit: Int
    let ratioLimit: Int
    /// Small bodies may be as dense as they like.
    private static let leastRatioLimit = 1 << 20
    private static let layerLimit = 2
    /// What servers say where nothing is to be undone; a charset is no coding.
    private static let namesOfNothing: Set = [
        "identity", "none", "utf-8", "utf8", "binary", "8bit",
    ]

    /// `encodings`: the values of the header, in the order in which they were applied.
    func decode(_ body: [UInt8], encodings: [String]) throws(Failure) -> [UInt8] {
        let layers = encodings.flatMap { $0.split(separator: ",") }
            .map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            .filter { !$0.isEmpty && !Self.namesOfNothing.contains($0) }
        guard layers.count <= Self.layerLimit else {
            throw .unknownEncoding(layers.joined(separator: ", "))
        }
        var decoded = body
        for layer in layers.reversed() where !decoded.isEmpty {
            switch layer {
            case "gzip", "x-gzip": decoded = try gunzip(decoded)
            case "deflate": decoded = try inflate(decoded)
            default: throw .unknownEncoding(layer)
            }
        }
        return decoded
    }

    /// RFC 1952. Members follow each other; what comes after the last is ignored, as all browsers do.
    private func gunzip(_ body: [UInt8]) throws(Failure) -> [UInt8] {
        // Proxies unpack and forget to say so.
        guard body.starts(with: [0x1F, 0x8B]) else { return body }
        var decoded: [UInt8] = []
        var position = 0
        while body[position...].starts(with: [0x1F, 0x8B, 8]) {
            guard let start = endOfGzipHeader(body, from: position) else { throw .truncated }
            let member = try inflate(body, from: start, alreadyMade: decoded.count)
            if decoded.isEmpty { decoded = member.bytes } else { decoded += member.bytes }
            // CRC and length: TCP and TLS have looked after the first, and some servers cut both off.
            position = min(member.end + 8, body.count)
        }
        if position == 0 { throw .malformed }
        return decoded
    }

    /// "deflate" is zlib's format (RFC 1950), but some servers send the bare stream.
    private func inflate(_ body: [UInt8]) throws(Failure) -> [UInt8] {
        let isZlib =
            body.count >= 2 && body[0] & 0x0F == 8
            && (Int(body[0]) << 8 | Int(body[1])).isMultiple(of: 31) && body[1] & 0x20 == 0
        return try inflate(body, from: isZlib ? 2 : 0, alreadyMade: 0).bytes
    }

    private func inflate(
        _ body: [UInt8], from start: Int, alreadyMade: Int
    ) throws(Failure) -> (bytes: [UInt8], end: Int) {
        let (product, overflow) = body.count.multipliedReportingOverflow(by: ratioLimit)
        let ratioBound = overflow ? Int.max : max(product, Self.leastRatioLimit)
        let bound = min(limit, ratioBound) - alreadyMade
        var inflater = Inflater(body, from: start, limit: max(bound, 0))
        do {
            try inflater.run()
        } catch {
            switch error {
            case .malformed: throw .malformed
            case .truncated: throw .truncated
            case .limitExceeded: throw ratioBound < limit ? .tooDense : .tooLarge
            }
        }
        return (inflater.output, inflater.position)
    }

    private func endOfGzipHeader(_ body: [UInt8], from start: Int) -> Int? {
        guard body.count >= start + 10 else { return nil }
        let flags = body[start + 3]
        var position = start + 10
        if flags & 4 != 0 {
            guard body.count >= position + 2 else { return nil }
            position += 2 + Int(body[position]) + Int(body[position + 1]) << 8
        }
        // The file's name and a comment, each ended by a zero.
        for flag in [8, 16] as [UInt8] where flags & flag != 0 {
            guard position < body.count, let end = body[position...].firstIndex(of: 0) else {
                return nil
            }
            position = end + 1
        }
        if flags & 2 != 0 { position += 2 }
        return position <= body.count ? position : nil
    }
}
