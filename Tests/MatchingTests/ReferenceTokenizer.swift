import Foundation

/// Cuts a line into units, written from what users are promised and not from the engine: Foundation's normalization
/// instead of tables, lists instead of state, nothing shared with `TextFolder`.
struct ReferenceTokenizer {
    enum Boundary: Equatable {
        case start, nothing, glue, joiner, space, sign
        var isWide: Bool { self == .space || self == .sign }
        var isVisible: Bool { isWide || self == .joiner }
    }

    enum Kind { case word, ideograph, katakana, hangul, ampersand }

    struct Unit {
        var text: String
        var cased: String
        var boundary: Boundary
        var kind: Kind
        var token: Int
        /// In the UTF-8 of the line in its composed form.
        var source: Range<Int>
    }

    private enum Class: Equatable {
        case unit(Kind), digit, mark, ignored, space, dash, apostrophe, stop, numberSeparator, sign
    }

    private var units: [Unit] = []
    /// What stood since the last unit.
    private var gap: [Unicode.Scalar] = []
    private var tokenCount = 0

    static func units(of line: String) -> [Unit] {
        var tokenizer = ReferenceTokenizer()
        var place = 0
        for scalar in composed(line).unicodeScalars {
            let end = place + String(scalar).utf8.count
            for piece in pieces(of: scalar) { tokenizer.read(piece, place..<end) }
            place = end
        }
        tokenizer.dropPossessive()
        return tokenizer.units.map { unit in
            var unit = unit
            unit.cased = Self.normal(unit.cased)
            unit.text = Self.folded(unit.cased)
            return unit
        }
    }

    static func composed(_ line: String) -> String { line.precomposedStringWithCanonicalMapping }
}

// MARK: - Units

extension ReferenceTokenizer {
    private mutating func read(_ piece: Unicode.Scalar, _ source: Range<Int>) {
        switch Self.classify(piece) {
        case .ignored: return
        case .mark: addMark(piece, source)
        case .digit: add(piece, .word, source)
        case .unit(let kind): add(piece, kind, source)
        default:
            if gap.isEmpty { dropPossessive() }
            gap.append(piece)
        }
    }

    private mutating func addMark(_ mark: Unicode.Scalar, _ source: Range<Int>) {
        guard gap.isEmpty, let last = units.last, last.kind != .ampersand else { return }
        units[units.count - 1].source = last.source.lowerBound..<source.upperBound
        let base = last.cased.unicodeScalars.last { Self.classify($0) != .mark }
        guard let base, !Self.dropsAccents(base) else { return }
        units[units.count - 1].cased.unicodeScalars.append(mark)
    }

    private mutating func add(_ piece: Unicode.Scalar, _ kind: Kind, _ source: Range<Int>) {
        if let last = units.last, last.kind == .word, kind == .word,
            gap.isEmpty || isInNumber(before: piece)
        {
            let index = units.count - 1
            for separator in gap { units[index].cased.unicodeScalars.append(separator) }
            units[index].cased.unicodeScalars.append(piece)
            units[index].source = last.source.lowerBound..<source.upperBound
            gap = []
            return
        }
        if gap.isEmpty { dropPossessive() }
        let boundary = boundary(before: kind, piece)
        if !sharesToken(kind, boundary) { tokenCount += 1 }
        units.append(
            Unit(
                text: "", cased: String(piece), boundary: boundary, kind: kind, token: tokenCount,
                source: source))
        gap = []
    }

    private func isInNumber(before piece: Unicode.Scalar) -> Bool {
        guard gap.count == 1, endsInDigit, Self.classify(piece) == .digit else { return false }
        return [.apostrophe, .numberSeparator].contains(Self.classify(gap[0])) || gap[0] == "."
    }

    private var endsInDigit: Bool {
        units.last?.cased.unicodeScalars.last.map { Self.classify($0) == .digit } ?? false
    }

    private func sharesToken(_ kind: Kind, _ boundary: Boundary) -> Bool {
        switch boundary {
        case .glue: true
        case .nothing: kind == .katakana && units.last?.kind == .katakana
        case .joiner: gap.count == 1 && Self.classify(gap[0]) == .apostrophe
        case .start, .space, .sign: false
        }
    }

    private func boundary(before kind: Kind, _ piece: Unicode.Scalar) -> Boundary {
        guard let last = units.last else { return .start }
        if gap.isEmpty {
            if kind == .ampersand || last.kind == .ampersand { return .joiner }
            let joins: [Kind] = [.word, .hangul]
            return joins.contains(kind) && joins.contains(last.kind) ? .glue : .nothing
        }
        if gap.contains(where: { Self.classify($0) == .space }) { return .space }
        guard gap.count == 1 else { return .sign }
        switch Self.classify(gap[0]) {
        case .dash, .apostrophe: return .joiner
        case .stop: return endsInDigit && Self.classify(piece) == .digit ? .sign : .joiner
        default: return .sign
        }
    }

    /// `Leica’s` is Leica.
    private mutating func dropPossessive() {
        guard gap.isEmpty, units.count > 1, let last = units.last, last.kind == .word,
            last.cased.lowercased() == "s", last.boundary == .joiner, isAfterApostrophe
        else { return }
        units.removeLast()
    }

    private var isAfterApostrophe: Bool {
        units[units.count - 1].token == units[units.count - 2].token
    }
}

// MARK: - Characters

extension ReferenceTokenizer {
    private static let signs = "™℠®©".unicodeScalars
    private static let apostrophes = "'`´‘’‛ʼ＇".unicodeScalars
    private static let letters: [Unicode.Scalar: String] = [
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE",
        "œ": "oe", "Œ": "OE", "ı": "i",
    ]

    /// A scalar in its widest form: compatibility letters, accents apart, æ as ae; Hangul syllables stay.
    private static func pieces(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        if signs.contains(scalar) || (0xAC00...0xD7A3).contains(scalar.value) { return [scalar] }
        if apostrophes.contains(scalar) { return ["'"] }
        let widest = String(scalar).decomposedStringWithCompatibilityMapping
        return widest.unicodeScalars.flatMap { piece -> [Unicode.Scalar] in
            if apostrophes.contains(piece) { return ["'"] }
            return letters[piece].map { Array($0.unicodeScalars) } ?? [piece]
        }
    }

    private static func classify(_ scalar: Unicode.Scalar) -> Class {
        let (value, properties) = (scalar.value, scalar.properties)
        if properties.isWhitespace { return .space }
        if signs.contains(scalar) { return .sign }
        if scalar == "'" { return .apostrophe }
        if scalar == "&" { return .unit(.ampersand) }
        if "./·‧・׳״".unicodeScalars.contains(scalar) { return .stop }
        if isVowelSign(value) || properties.isDefaultIgnorableCodePoint { return .ignored }
        switch properties.generalCategory {
        case .format: return .ignored
        case .connectorPunctuation, .dashPunctuation: return .dash
        case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
        case .decimalNumber where !isUnspaced(value): return .digit
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber:
            return .unit(kind(value))
        default: break
        }
        if scalar == "−" { return .dash }
        return ",;\u{2044}".unicodeScalars.contains(scalar) ? .numberSeparator : .sign
    }

    private static func kind(_ value: UInt32) -> Kind {
        switch value {
        case 0xAC00...0xD7A3: .hangul
        case 0x30A0...0x30FF, 0x31F0...0x31FF: .katakana
        default: isUnspaced(value) ? .ideograph : .word
        }
    }

    /// Han, hiragana, Thai, Lao, Burmese, Khmer.
    private static func isUnspaced(_ value: UInt32) -> Bool {
        let ranges: [ClosedRange<UInt32>] = [
            0x3005...0x3007, 0x3041...0x309F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF,
            0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF,
        ]
        return ranges.contains { $0.contains(value) }
    }

    /// Arabic and Hebrew vowel signs, and the stroke that only makes an Arabic word longer.
    private static func isVowelSign(_ value: UInt32) -> Bool {
        let ranges: [ClosedRange<UInt32>] = [
            0x610...0x61A, 0x640...0x640, 0x64B...0x652, 0x656...0x65F, 0x670...0x670,
            0x591...0x5BD, 0x5BF...0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5, 0x5C7...0x5C7,
        ]
        return ranges.contains { $0.contains(value) }
    }

    /// Latin, Greek and Cyrillic letters, and digits.
    private static func dropsAccents(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x2AF, 0x370...0x52F, 0x1E00...0x1FFF, 0x2C60...0x2C7F, 0xA720...0xA7FF: true
        default: classify(scalar) == .digit
        }
    }

    /// Marks in canonical order, whatever order they were written in.
    private static func normal(_ text: String) -> String {
        let decomposed = text.decomposedStringWithCanonicalMapping
        guard text.unicodeScalars.contains(where: { (0xAC00...0xD7A3).contains($0.value) }) else {
            return decomposed
        }
        return text.precomposedStringWithCanonicalMapping
    }

    /// Small letters by way of capitals, so that ß is ss and ς is σ.
    private static func folded(_ text: String) -> String {
        let small = text.unicodeScalars.map {
            String($0).lowercased().uppercased().unicodeScalars
                .map { $0.properties.lowercaseMapping }.joined()
        }
        return small.joined()
    }
}
