import FeedModel

/// Puts the places of evidence into words: offsets in Unicode scalars, and the text that stands there.
struct EvidenceText {
    private let text: ItemText
    private let labels: [String]
    /// Of each field once it is asked for, by `FieldMask.index`.
    private var offsets: [ScalarOffsets?] = Array(repeating: nil, count: TextField.allCases.count)

    init(_ text: ItemText, _ labels: [String]) { (self.text, self.labels) = (text, labels) }

    mutating func match(_ place: FoundTerm, _ watch: WatchName) -> TermMatch {
        let (field, index) = (place.span.field.field, place.span.field.index)
        var offsets = self.offsets[index] ?? ScalarOffsets(text.plainText(of: field))
        let bytes = Int(place.utf8Start)..<Int(place.utf8End)
        let range = offsets.range(bytes)
        self.offsets[index] = offsets
        return TermMatch(
            watch: watch, term: labels[Int(place.label)], field: field, text: offsets.text(bytes),
            start: range.lowerBound, end: range.upperBound)
    }
}

/// Counts Unicode scalars up to places in a text; going forward costs only the way between, and a text of ASCII nothing.
private struct ScalarOffsets {
    private let text: String.UTF8View
    private let isASCII: Bool
    private var position = 0
    private var scalars = 0

    init(_ text: String) {
        self.text = text.utf8
        isASCII = Self.scalarCount(self.text, 0..<self.text.count) == self.text.count
    }

    func text(_ bytes: Range<Int>) -> String {
        let start = text.index(text.startIndex, offsetBy: bytes.lowerBound)
        let end = text.index(start, offsetBy: bytes.count)
        return String(Substring(text[start..<end]))
    }

    mutating func range(_ bytes: Range<Int>) -> Range<Int> {
        if isASCII { return bytes }
        let start = count(to: bytes.lowerBound)
        return start..<count(to: bytes.upperBound)
    }

    private mutating func count(to place: Int) -> Int {
        if place < position { (position, scalars) = (0, 0) }
        scalars += Self.scalarCount(text, position..<place)
        position = place
        return scalars
    }

    private static func scalarCount(_ text: String.UTF8View, _ range: Range<Int>) -> Int {
        text.withContiguousStorageIfAvailable { bytes in
            var count = 0
            for index in range { count += bytes[index] & 0xC0 != 0x80 ? 1 : 0 }
            return count
        } ?? text.dropFirst(range.lowerBound).prefix(range.count).count { $0 & 0xC0 != 0x80 }
    }
}
