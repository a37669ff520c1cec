/// Finds its way through a flow collection (`[…]`) whose YAML is known to be right: past quotes and comments.
enum FlowScanner {
    /// The bracket that closes the one at `open`.
    static func closingBracket(
        of open: String.Index, in scalars: String.UnicodeScalarView
    ) -> String.Index? {
        var depth = 0
        var closing: String.Index?
        walk(scalars[open...]) { index, scalar in
            switch scalar {
            case "[", "{": depth += 1
            case "]", "}": depth -= 1
            default: return true
            }
            if depth == 0 { closing = index }
            return depth > 0
        }
        return closing
    }

    /// The last scalar that is neither white space nor in a comment.
    static func lastMark(in scalars: Substring.UnicodeScalarView) -> Unicode.Scalar? {
        var last: Unicode.Scalar?
        walk(scalars) { _, scalar in
            if !scalar.properties.isWhitespace { last = scalar }
            return true
        }
        return last
    }

    /// Calls `visit` with what is outside of quotes (a closing quote included) and comments, until it says false.
    private static func walk(
        _ scalars: Substring.UnicodeScalarView,
        _ visit: (String.Index, Unicode.Scalar) -> Bool
    ) {
        var quote: Unicode.Scalar?
        var isComment = false
        var before: Unicode.Scalar = " "
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            if isComment {
                isComment = scalar != "\n" && scalar != "\r"
            } else if let open = quote {
                if open == "\"", scalar == "\\" {
                    index = scalars.index(after: index)
                } else if scalar == open {
                    quote = nil
                    guard visit(index, scalar) else { return }
                }
            } else if scalar == "#", before.properties.isWhitespace {
                isComment = true
            } else if scalar == "\"" || scalar == "'", opensQuote(after: before) {
                quote = scalar
            } else {
                guard visit(index, scalar) else { return }
            }
            before = scalar
            guard index < scalars.endIndex else { return }
            index = scalars.index(after: index)
        }
    }

    /// Within a plain word a quote is a character like any other.
    private static func opensQuote(after scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || "[{,:'".unicodeScalars.contains(scalar)
    }
}
