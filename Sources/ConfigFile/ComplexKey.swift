/// Finds keys that are not plain words, in texts that use aliases.
///
/// Yams compares the keys of a mapping with each other. A key that is an alias of a list of aliases of lists… takes it
/// for ever, before anyone could count; so such texts are refused. Where there are no aliases nothing is.
enum ComplexKey {
    /// The first such key; `nil` where there is none, or no alias.
    static func position(in source: SourceText) -> SourcePosition? {
        var text = source.text
        let offset = text.withUTF8 { bytes in
            hasAlias(bytes) ? complexKey(in: bytes) : nil
        }
        guard let offset else { return nil }
        return source.position(of: text.utf8.index(text.startIndex, offsetBy: offset))
    }

    /// Whether a word begins with `&` and another with `*`: without both there is no alias. Text may have them too.
    private static func hasAlias(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var hasAnchor = false
        var before = UInt8(ascii: "\n")
        for byte in bytes {
            if isSeparator(before) {
                if byte == UInt8(ascii: "&") { hasAnchor = true }
                if byte == UInt8(ascii: "*"), hasAnchor { return true }
            }
            before = byte
        }
        return false
    }

    /// `? key`, `[…]:`, `{…}:` or `*alias :`. May find one in a long text, which is a fair price.
    private static func complexKey(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        for (offset, byte) in bytes.enumerated() {
            let before = offset > 0 ? bytes[offset - 1] : UInt8(ascii: "\n")
            let after = offset + 1 < bytes.count ? bytes[offset + 1] : UInt8(ascii: "\n")
            switch byte {
            case UInt8(ascii: "?") where isSeparator(before) && isBlank(after): return offset
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if isFollowedByColon(bytes, offset + 1) { return offset }
            case UInt8(ascii: "*") where isSeparator(before):
                var end = offset + 1
                while end < bytes.count, !isBlank(bytes[end]) { end += 1 }
                if bytes[end - 1] == UInt8(ascii: ":") || isFollowedByColon(bytes, end) {
                    return offset
                }
            default: continue
            }
        }
        return nil
    }

    private static func isFollowedByColon(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool
    {
        var index = start
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == 9 {
            index += 1
        }
        return index < bytes.count && bytes[index] == UInt8(ascii: ":")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        isBlank(byte) || "[]{},:-?\"'".utf8.contains(byte)
    }
}
