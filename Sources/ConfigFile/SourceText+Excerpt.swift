extension SourceText {
    /// The most scalars of a line that are shown.
    static let excerptLimit = 100

    /// The line of `position` and a caret below its column, both indented; secrets and control characters out.
    ///
    /// `secrets` are column ranges of that line, in order, the upper end excluded.
    func excerpt(at position: SourcePosition, hiding secrets: [Range<Int>] = []) -> String {
        let length = length(ofLine: position.line)
        guard length > 0 else { return "" }
        let (first, last) = Self.window(around: position.column, lineLength: length)
        let window = text.unicodeScalars[
            index(of: SourcePosition(line: position.line, column: first))...]
        var shown = first > 1 ? "…" : ""
        var width = shown.isEmpty ? 0 : 1
        var caret: Int?
        var hidden: Range<Int>?
        for (offset, scalar) in window.prefix(last - first + 1).enumerated() {
            let column = first + offset
            if column == position.column { caret = caret ?? width }
            if let hidden, hidden.contains(column) { continue }
            hidden = secrets.first { $0.contains(column) }
            if let hidden {
                if hidden.contains(position.column) { caret = caret ?? width }
                shown += "<redacted>"
                width += 10
                continue
            }
            let (text, columns) = Self.visible(scalar)
            shown += text
            width += columns
        }
        let margin = "    "
        let pad = String(repeating: " ", count: caret ?? width)
        return "\(margin)\(shown)\(last < length ? "…" : "")\n\(margin)\(pad)^"
    }
}

extension SourceText {
    /// The columns shown of a line that may be long: the caret's neighbourhood.
    private static func window(around column: Int, lineLength: Int) -> (first: Int, last: Int) {
        guard lineLength > excerptLimit else { return (1, lineLength) }
        let first = max(1, min(column - excerptLimit * 2 / 3, lineLength - excerptLimit + 1))
        return (first, min(lineLength, first + excerptLimit - 1))
    }

    /// A scalar as it is shown, and the terminal columns that it takes.
    private static func visible(_ scalar: Unicode.Scalar) -> (String, Int) {
        if scalar == "\t" { return (" ", 1) }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            let text = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            return (text, text.utf8.count)
        case .nonspacingMark, .enclosingMark: return (String(scalar), 0)
        default: return (String(scalar), isWide(scalar) ? 2 : 1)
        }
    }

    /// Terminals give these two columns (East Asian Width W and F, by blocks).
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
