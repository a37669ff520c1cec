/// What `case:` and `raw:` ask of a match that the folded text has.
extension BlockSearch {
    /// What `case:` and `raw:` ask of a whole match.
    func isAsWritten(_ number: Int, from unit: Int, to last: Int) -> Bool {
        let pattern = set.patterns[number]
        let hull = Int(units.base[unit].utf8Start)..<Int(units.base[last].utf8End)
        if let parts = pattern.casedParts {
            return isCased(hull, as: parts.flatMap { $0 }, isPrefix: pattern.isPrefix)
        }
        guard let writing = pattern.writing else { return true }
        return isWritten(hull, as: writing.core, isPrefix: pattern.isPrefix)
            && isWritten(before: hull.lowerBound, as: writing.lead)
            && isWritten(after: hull.upperBound, as: writing.trail)
    }

    /// The same of one part.
    func isAsWritten(
        _ index: Int, of pattern: TermPattern, from unit: Int, to last: Int, isPrefix: Bool
    ) -> Bool {
        guard pattern.casedParts != nil || pattern.writing != nil else { return true }
        let hull = Int(units.base[unit].utf8Start)..<Int(units.base[last].utf8End)
        if let parts = pattern.casedParts {
            return isCased(hull, as: parts[index], isPrefix: isPrefix)
        }
        return pattern.writing.map { isWritten(hull, as: $0.parts[index], isPrefix: isPrefix) }
            ?? true
    }

    private func isCased(_ hull: Range<Int>, as wanted: [UInt8], isPrefix: Bool) -> Bool {
        scratch.casedFolder.reset()
        _ = scratch.casedFolder.foldBlock(of: UnsafeBufferPointer(rebasing: text[hull]), from: 0)
        let bytes = scratch.casedFolder.bytes
        let folded = UnsafeBufferPointer(start: bytes.base, count: bytes.count)
        return isPrefix ? folded.starts(with: wanted) : folded.elementsEqual(wanted)
    }

    private func isWritten(_ hull: Range<Int>, as core: String, isPrefix: Bool) -> Bool {
        let scalars = String(decoding: text[hull], as: UTF8.self).unicodeScalars
        let written = RawText.normalized(scalars)
        return isPrefix ? written.hasPrefix(core) : written == core
    }

    private func isWritten(before position: Int, as lead: [Unicode.Scalar]) -> Bool {
        guard !lead.isEmpty else { return true }
        let start = max(0, position - 4 * (lead.count + 8))
        let before = String(decoding: text[start..<position], as: UTF8.self).unicodeScalars
        return Self.begins(before.reversed(), with: lead.reversed())
    }

    private func isWritten(after position: Int, as trail: [Unicode.Scalar]) -> Bool {
        guard !trail.isEmpty else { return true }
        let end = min(text.count, position + 4 * (trail.count + 8))
        let after = String(decoding: text[position..<end], as: UTF8.self).unicodeScalars
        return Self.begins(Array(after), with: trail)
    }

    /// The visible scalars begin with `sign`, and no word goes on after it.
    private static func begins(_ scalars: [Unicode.Scalar], with sign: [Unicode.Scalar]) -> Bool {
        let visible = scalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
        guard visible.starts(with: sign) else { return false }
        return visible.count == sign.count || !RawText.isWordlike(visible[sign.count])
    }
}
