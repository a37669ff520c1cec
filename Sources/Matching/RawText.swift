/// Text as `raw:` compares it: as written, but for what no reader can see.
enum RawText {
    /// White space is one space each run, and invisible characters are out.
    static func normalized(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in scalars where !scalar.properties.isDefaultIgnorableCodePoint {
            guard scalar.properties.isWhitespace else {
                kept.append(scalar)
                continue
            }
            if kept.last != " " { kept.append(" ") }
        }
        return String(kept)
    }

    /// A character that would continue a word.
    static func isWordlike(_ scalar: Unicode.Scalar) -> Bool {
        switch ScalarTable.folded[scalar.value].scalarClass {
        case .letter, .digit, .mark: true
        default: false
        }
    }
}
