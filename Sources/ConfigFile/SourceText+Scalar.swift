extension SourceText {
    /// Where the scalar number `offset` of a YAML value stands in the file; the value's start where it cannot be told.
    ///
    /// Walks source and value side by side: quotes, escapes, folded lines and indentation are in the one and not in the other.
    func position(ofScalar offset: Int, in scalar: RawScalar) -> SourcePosition {
        let source = text.unicodeScalars
        var index = self.index(of: scalar.position)
        skipOpening(of: scalar.style, &index)
        var walked = 0
        for wanted in scalar.text.unicodeScalars {
            guard advance(&index, to: wanted, scalar.style) else { return scalar.position }
            if walked == offset { return position(of: index) }
            walked += 1
            skip(wanted, scalar.style, &index)
        }
        guard walked == offset else { return scalar.position }
        // The end of the value: behind its last character.
        return position(of: min(index, source.endIndex))
    }
}

extension SourceText {
    /// Past the quote, or past the header line of a block (`|`, `>-`).
    private func skipOpening(of style: ScalarStyle, _ index: inout String.Index) {
        let source = text.unicodeScalars
        guard index < source.endIndex else { return }
        switch style {
        case .plain: break
        case .singleQuoted, .doubleQuoted: index = source.index(after: index)
        case .literal, .folded:
            while index < source.endIndex, source[index] != "\n" {
                index = source.index(after: index)
            }
        }
    }

    /// Moves to where `wanted` stands; false where source and value part.
    private func advance(
        _ index: inout String.Index, to wanted: Unicode.Scalar, _ style: ScalarStyle
    ) -> Bool {
        let source = text.unicodeScalars
        guard index < source.endIndex else { return false }
        if source[index] == wanted { return true }
        if style == .doubleQuoted, source[index] == "\\" { return true }
        guard source[index].properties.isWhitespace else { return false }
        if wanted.properties.isWhitespace { return true }
        while index < source.endIndex, source[index].properties.isWhitespace {
            index = source.index(after: index)
        }
        guard index < source.endIndex else { return false }
        return source[index] == wanted || (style == .doubleQuoted && source[index] == "\\")
    }

    /// Past what stands for `wanted`.
    private func skip(_ wanted: Unicode.Scalar, _ style: ScalarStyle, _ index: inout String.Index) {
        let source = text.unicodeScalars
        if style == .doubleQuoted, source[index] == "\\" {
            let kind = source.index(after: index)
            guard kind < source.endIndex else { return }
            let digits = ["x": 2, "u": 4, "U": 8][String(source[kind])] ?? 0
            index =
                source.index(kind, offsetBy: digits + 1, limitedBy: source.endIndex)
                ?? source.endIndex
        } else if source[index] == wanted {
            index = source.index(after: index)
            // A quote within single quotes is written twice.
            if style == .singleQuoted, wanted == "'", index < source.endIndex {
                index = source.index(after: index)
            }
        } else {
            while index < source.endIndex, source[index].properties.isWhitespace {
                index = source.index(after: index)
            }
        }
    }
}
