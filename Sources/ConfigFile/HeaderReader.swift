import FeedModel

/// Checks the operator's own HTTP headers: their names are tokens, their values one line, and none is ours to write.
struct HeaderReader {
    enum Owner { case feed, webhook }

    let values: ValueReader

    func headers(_ pairs: [(key: RawScalar, value: RawScalar)], of owner: Owner) -> [(
        name: String, value: Secret
    )] {
        var seen: Set<String> = []
        return pairs.compactMap { key, scalar in
            guard isName(key, owner), let value = value(scalar) else { return nil }
            guard seen.insert(key.text.lowercased()).inserted else {
                values.log.error(key, "The header \(quoted(key.text)) is given twice.")
                return nil
            }
            return (key.text, Secret(value))
        }
    }

    private func isName(_ key: RawScalar, _ owner: Owner) -> Bool {
        guard !key.text.isEmpty, key.text.utf8.allSatisfy(Self.isTokenByte) else {
            values.log.error(key, "\(quoted(key.text)) cannot be a header's name.")
            return false
        }
        let name = key.text.lowercased()
        let ours =
            ["host", "content-length", "transfer-encoding", "connection", "accept-encoding", "te"]
            + (owner == .feed
                ? ["if-none-match", "if-modified-since", "range"]
                : ["webhook-id", "webhook-timestamp", "webhook-signature"])
        guard !ours.contains(name) else {
            values.log.error(key, "feedwatch itself writes the header \(quoted(key.text)).")
            return false
        }
        return true
    }

    private func value(_ scalar: RawScalar) -> String? {
        guard let text = values.text(scalar) else { return nil }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            values.log.error(scalar, "A header's value is one line without control characters.")
            return nil
        }
        return text
    }

    /// RFC 9110, 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
