/// HTML as the plain text that a reader would see: a newline ends a block (or a line, or a table cell), any
/// other white space is one space. Tags inside a line do not break a word.
///
/// Survives any bytes in time proportional to their number. Script, style and comments are not text. References
/// are resolved, and resolved again where the feed escaped twice.
package enum HTMLText {
    package static func plainText(_ html: String) -> String {
        html.withBytes { bytes in
            if let inner = unescapedOnce(bytes) {
                return inner.withUnsafeBufferPointer { text(of: $0, .all) }
            }
            return text(of: bytes, .all)
        }
    }

    /// Plain text for a matcher, scalar for scalar: a lone newline becomes a space, an empty line stays newlines.
    package static func plainField(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
        var out = String.UnicodeScalarView()
        var blank: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || scalar == " " {
                blank.append(scalar)
            } else {
                flush(&blank, into: &out)
                out.append(scalar)
            }
        }
        flush(&blank, into: &out)
        return String(out)
    }

    /// Which tags are markup: in a title, `List<T>` is text.
    enum TagPolicy { case all, knownOnly, none }

    static func text(of html: Bytes, _ policy: TagPolicy) -> String {
        var scanner = HTMLTextScanner(html, policy: policy)
        return scanner.run()
    }

    /// What is inside, where not one tag shows but escaped ones do: HTML that was escaped once too often.
    static func unescapedOnce(_ html: Bytes) -> [UInt8]? {
        guard html.firstIndex(of: UInt8(ascii: "&"), from: 0) != nil,
            html.firstIndex(of: UInt8(ascii: "<"), from: 0) == nil,
            html.firstIndex(of: "&lt;", from: 0) != nil
        else { return nil }
        let inner = resolvingReferences(html)
        return inner.withUnsafeBufferPointer(LooksLikeHTML.hasKnownTag) ? inner : nil
    }

    /// References resolved once, tags left alone.
    static func resolvingReferences(_ text: Bytes) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var position = 0
        while let ampersand = text.firstIndex(of: UInt8(ascii: "&"), from: position) {
            out.append(contentsOf: text[position..<ampersand])
            if let reference = Entities.reference(in: text, at: ampersand) {
                for scalar in reference.scalars { out.append(scalar: scalar) }
                position = ampersand + reference.length
            } else {
                out.append(UInt8(ascii: "&"))
                position = ampersand + 1
            }
        }
        out.append(contentsOf: text[min(position, text.count)...])
        return out
    }

    private static func flush(
        _ blank: inout [Unicode.Scalar], into out: inout String.UnicodeScalarView
    ) {
        guard !blank.isEmpty else { return }
        var lineCount = 0
        for (index, scalar) in blank.enumerated() where scalar == "\n" || scalar == "\r" {
            if scalar == "\n", index > 0, blank[index - 1] == "\r" { continue }
            lineCount += 1
        }
        for scalar in blank {
            out.append(lineCount > 1 && (scalar == "\n" || scalar == "\r") ? "\n" : " ")
        }
        blank.removeAll(keepingCapacity: true)
    }
}
