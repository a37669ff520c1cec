extension QueryError {
    /// The error for a terminal: `NAME:LINE:COLUMN: sentence`, the line, a caret and the hint.
    package func report(name: String, query: String) -> String {
        let place = Place(position, in: Array(query.unicodeScalars))
        var lines = ["\(name):\(place.line):\(place.column): \(message)"]
        lines.append("    " + place.excerpt)
        lines.append("    " + String(repeating: " ", count: place.caret) + "^")
        if let hint { lines.append("    \(hint)") }
        return lines.joined(separator: "\n")
    }

    /// Where a position stands: its line, and as much of that as fits beside a caret.
    private struct Place {
        private static let width = 100

        var line = 1
        /// Unicode scalars from the line's start, from 1.
        var column = 1
        var excerpt = ""
        /// Columns of a terminal before the caret.
        var caret = 0

        init(_ position: Int, in scalars: [Unicode.Scalar]) {
            let position = min(max(0, position), scalars.count)
            let before = scalars[..<position]
            line += before.count { $0 == "\n" }
            let start = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
            let end = scalars[position...].firstIndex(of: "\n") ?? scalars.count
            column = position - start + 1
            let first = max(start, position - Self.width / 2)
            let last = min(end, first + Self.width)
            excerpt = String(scalars: scalars[first..<last].map { Self.printable($0) })
            caret = scalars[first..<position].reduce(0) { $0 + Self.columns($1) }
        }

        private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            case .format: "\u{FFFD}"
            default: scalar
            }
        }

        /// Ideographs, kana and Hangul are two columns wide, marks none.
        private static func columns(_ scalar: Unicode.Scalar) -> Int {
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
                0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
                0x20000...0x3FFFD:
                return 2
            default: break
            }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: return 0
            default: return 1
            }
        }
    }
}
