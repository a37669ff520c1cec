/// A term as the engine compares it: folded bytes, and where the term itself has a gap.
struct TermPattern: Sendable, Hashable {
    /// A place in the term where it has a space, a joiner or a sign; there the text may have a space.
    struct Gap: Sendable, Hashable {
        /// Folded bytes from the term's start.
        let offset: Int
        /// A sign that is no joiner, as in 16:9: the text must have something there too.
        let isGuarded: Bool
    }

    /// What `raw:` compares: the written text, split so that the middle begins and ends with a unit.
    struct Writing: Sendable, Hashable {
        let lead: [Unicode.Scalar]
        let core: String
        let trail: [Unicode.Scalar]
        /// The core between gaps, for phrases that may hold extra words.
        let parts: [String]
    }

    /// The folded bytes of all units.
    let key: [UInt8]
    let gaps: [Gap]
    let isPrefix: Bool
    let slop: Int
    /// What stands between gaps, with case, where case counts.
    let casedParts: [[UInt8]]?
    let writing: Writing?

    var isMultipart: Bool { !gaps.isEmpty }

    /// The folded bytes up to the first gap.
    var firstPart: ArraySlice<UInt8> { key[..<(gaps.first?.offset ?? key.count)] }

    /// `nil` where the term has no letter or digit.
    init?(_ term: Term) {
        var folder = TextFolder(.folded)
        self.init(term, folder: &folder)
    }

    init?(_ term: Term, folder: inout TextFolder) {
        let text = Self.oneLine(term.text)
        guard let folded = FoldedTerm(text, folder: &folder) else { return nil }
        key = folded.key
        gaps = folded.gaps
        isPrefix = term.isPrefix
        slop = folded.gaps.isEmpty ? 0 : term.slop
        switch term.reading {
        case .folded: (casedParts, writing) = (nil, nil)
        case .raw: (casedParts, writing) = (nil, Self.writing(of: text, folded))
        case .cased:
            var cased = TextFolder(.cased)
            casedParts = FoldedTerm(text, folder: &cased)?.parts
            writing = nil
        }
    }

    /// The ranges of `key` between gaps.
    var parts: [Range<Int>] {
        let edges = [0] + gaps.map(\.offset) + [key.count]
        return zip(edges, edges.dropFirst()).map { $0..<$1 }
    }

    private static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return text }
        return String(scalars: text.unicodeScalars.map { $0 == "\n" ? " " : $0 })
    }

    private static func writing(of text: String, _ folded: FoldedTerm) -> Writing {
        let utf8 = Array(text.utf8)
        func scalars(_ range: Range<Int>) -> String.UnicodeScalarView {
            String(decoding: utf8[range], as: UTF8.self).unicodeScalars
        }
        func visible(_ range: Range<Int>) -> [Unicode.Scalar] {
            scalars(range).filter { !$0.properties.isDefaultIgnorableCodePoint }
        }
        let hull = folded.hull
        let lead = visible(0..<hull.lowerBound).drop(while: \.properties.isWhitespace)
        let trail = visible(hull.upperBound..<utf8.count).reversed().drop(
            while: \.properties.isWhitespace)
        return Writing(
            lead: Array(lead), core: RawText.normalized(scalars(hull)), trail: trail.reversed(),
            parts: folded.partHulls.map { RawText.normalized(scalars($0)) })
    }
}

/// A term's text after folding.
private struct FoldedTerm {
    let key: [UInt8]
    let gaps: [TermPattern.Gap]
    /// Where the first unit begins and the last one ends in the term's UTF-8.
    let hull: Range<Int>
    /// The same for what stands between gaps.
    let partHulls: [Range<Int>]

    init?(_ text: String, folder: inout TextFolder) {
        folder.reset()
        var text = text
        _ = text.withUTF8 { folder.foldBlock(of: $0, from: 0) }
        let units = folder.units
        let places = 0..<units.count
        guard places.contains(where: { units[$0].kind != .ampersand }) else { return nil }
        key = Array(UnsafeBufferPointer(start: folder.bytes.base, count: folder.bytes.count))
        gaps = places.compactMap { place in
            let unit = units[place]
            guard unit.boundary.isVisible else { return nil }
            return TermPattern.Gap(offset: Int(unit.start), isGuarded: unit.boundary == .sign)
        }
        hull = Int(units[0].utf8Start)..<Int(units[units.count - 1].utf8End)
        let firsts = places.filter { $0 == 0 || units[$0].boundary.isVisible }
        partHulls = zip(firsts, firsts.dropFirst() + [units.count]).map { first, next in
            Int(units[first].utf8Start)..<Int(units[next - 1].utf8End)
        }
    }

    var parts: [[UInt8]] {
        let edges = [0] + gaps.map(\.offset) + [key.count]
        return zip(edges, edges.dropFirst()).map { Array(key[$0..<$1]) }
    }
}
