/// Text from a feed, made safe to print on a terminal or in a log line: one line, no controls, nothing that reorders.
///
/// Control characters (C0, DEL, C1), line and paragraph separators, bidirectional overrides and isolates, and
/// invisible format characters become a space or are dropped; white space is folded.
package struct VisibleText: Sendable, CustomStringConvertible {
    package let description: String

    /// `limit` is the most Unicode scalars kept; what is cut ends in `…`.
    package init(_ text: String, limit: Int = 2000) {
        var kept = String.UnicodeScalarView()
        var isAfterSpace = true
        var count = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029, 0x3000, 0x1680, 0x2000...0x200A, 0x202F:
                if isAfterSpace { continue }
                isAfterSpace = true
                kept.append(" ")
            case 0x061C, 0x200B, 0x200E...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
                0xFFF9...0xFFFB, 0xE0000...0xE007F:
                continue
            default:
                isAfterSpace = false
                kept.append(scalar)
            }
            count += 1
            if count >= limit {
                kept.append("…")
                break
            }
        }
        while kept.last == " " { kept.removeLast() }
        description = String(kept)
    }
}
