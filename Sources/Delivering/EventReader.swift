package import FeedModel

/// Recognises lines that `EventRenderer` wrote, so that what a file already holds is not written again.
package enum EventReader {
    /// Which event a line holds.
    package struct Mark: Sendable, Hashable {
        package var sequence: Int64
        package var id: EventID
        package init(sequence: Int64, id: EventID) { (self.sequence, self.id) = (sequence, id) }
    }

    /// The line's event, or `nil` where it is not a whole line of ours. The line is without its newline.
    package static func mark(_ line: ArraySlice<UInt8>) -> Mark? {
        guard isWhole(line) else { return nil }
        var rest = line
        guard skip(head, in: &rest) else { return nil }
        let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
        guard let sequence = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
        rest = rest.dropFirst(digits.count)
        guard skip(identifier, in: &rest) else { return nil }
        let id = rest.prefix { $0 != UInt8(ascii: "\"") }
        return Mark(sequence: sequence, id: EventID(String(decoding: id, as: UTF8.self)))
    }

    /// The text begins as our lines do, or is cut off within that beginning.
    package static func isOurs(_ line: ArraySlice<UInt8>) -> Bool {
        !line.isEmpty && line.starts(with: head.prefix(line.count))
    }

    /// All brackets that were opened are closed, and nothing follows: the line is not torn.
    package static func isWhole(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: "{"), line.last == UInt8(ascii: "}") else { return false }
        var depth = 0
        var isInString = false
        var isEscaped = false
        for byte in line {
            if byte == 0 { return false }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return depth == 0 && !isInString
    }

    private static let head = Array(#"{"schema":"feedwatch/1","seq":"#.utf8)
    private static let identifier = Array(#","id":""#.utf8)

    private static func skip(_ word: [UInt8], in rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.starts(with: word) else { return false }
        rest = rest.dropFirst(word.count)
        return true
    }
}
