/// Text from a feed, made safe to print on a terminal or in a log line: one line, no controls, nothing that reorders.
///
/// Control characters (C0, DEL, C1), line and paragraph separators, bidirectional overrides and isolates,
/// invisible format characters, fillers and noncharacters become a space or are dropped; white space is folded. What
/// writing and emoji need stays: joiners (U+200C, U+200D) and the variation selectors of U+FE00 to U+FE0F.
package struct VisibleText: Sendable, CustomStringConvertible {
    package let description: String

    /// `limit` is the most Unicode scalars kept; what is cut ends in `…`.
    package init(_ text: String, limit: Int = 2000) {
        var kept = String.UnicodeScalarView()
        var isAfterSpace = true
        var count = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029, 0x3000, 0x1680, 0x2000...0x200A, 0x202F,
                0x205F, 0x2800, 0x115F, 0x1160, 0x3164, 0xFFA0:
                if isAfterSpace { continue }
                isAfterSpace = true
                kept.append(" ")
            case 0x00AD, 0x034F, 0x061C, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B, 0x200E...0x200F,
                0x202A...0x202E, 0x2060...0x206F, 0xFDD0...0xFDEF, 0xFEFF, 0xFFF9...0xFFFB,
                0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
                continue
            case let value where value & 0xFFFE == 0xFFFE:
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
