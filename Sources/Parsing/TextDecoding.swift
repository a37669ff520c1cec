import FeedModel

/// A document's bytes as UTF-8, whatever they were.
struct DecodedText {
    var bytes: [UInt8]
    var encoding: String
    var warnings: [String] = []
    /// Known to be well-formed UTF-8; otherwise it is only likely.
    var isChecked: Bool
}

/// Finds the encoding that a document is really in.
///
/// In order: a byte order mark; the pattern of zeros that UTF-16 and UTF-32 leave; then what HTTP says, what the XML
/// declaration says, UTF-8, windows-1252 (RFC 7303), of which the first wins under which the bytes are valid. Text
/// beyond ASCII that is valid UTF-8 is UTF-8, whoever says otherwise: that does not happen by chance.
struct TextDecoding {
    private let bytes: Bytes
    /// The same bytes, to be handed on without a copy.
    private let document: [UInt8]
    private let httpLabel: String?

    /// `bytes` are those of `document`, lent for as long as this lives.
    init(_ bytes: Bytes, of document: [UInt8], contentType: String?) {
        self.bytes = bytes
        self.document = document
        httpLabel = contentType.flatMap(Self.charset)
    }

    /// `isTrusting`: UTF-8 that nobody contradicts is not looked through; the parser will notice.
    func decode(isTrusting: Bool) -> DecodedText {
        if let (encoding, length) = byteOrderMark {
            return decode(bytes.part(length..<bytes.count), as: encoding, isTrusting)
        }
        if let wide = zeroPattern { return decode(bytes, as: wide, isTrusting) }
        if let ebcdic { return decode(bytes, as: ebcdic, isTrusting) }
        let labels = [httpLabel, Self.declaredLabel(bytes)].compactMap { $0 }
        let candidates = labels.compactMap(EncodingLabel.init)
        if isTrusting, candidates.allSatisfy(\.isUTF8) {
            return DecodedText(
                bytes: document, encoding: EncodingLabel.utf8.name, isChecked: false)
        }
        return decodeByEvidence(candidates)
    }
}

extension TextDecoding {
    private var byteOrderMark: (EncodingLabel, Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (.utf32LE, 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BE, 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
        return nil
    }

    /// ASCII in UTF-16 and UTF-32 leaves zeros at fixed places.
    private var zeroPattern: EncodingLabel? {
        guard bytes.count >= 8 else { return nil }
        let zeros = (0..<8).map { bytes[$0] == 0 }
        switch zeros {
        case [true, true, true, false, true, true, true, false]: return .utf32BE
        case [false, true, true, true, false, true, true, true]: return .utf32LE
        case [true, false, true, false, true, false, true, false]: return .utf16BE
        case [false, true, false, true, false, true, false, true]: return .utf16LE
        default: return nil
        }
    }

    /// `<?xm` in EBCDIC, in which of its kinds the declaration says.
    private var ebcdic: EncodingLabel? {
        guard bytes.starts(with: [0x4C, 0x6F, 0xA7, 0x94]), let common = EncodingLabel("IBM037"),
            let head = CharacterConversion.utf8(bytes.part(0..<min(bytes.count, 512)), from: common)
        else { return nil }
        let label = head.bytes.withUnsafeBufferPointer(Self.declaredLabel)
        guard let declared = label.flatMap(EncodingLabel.init),
            CharacterConversion.isKnown(declared)
        else { return common }
        return declared
    }

    private func decode(_ body: Bytes, as encoding: EncodingLabel, _ isTrusting: Bool)
        -> DecodedText
    {
        if encoding.isUTF8 {
            return isTrusting
                ? DecodedText(bytes: Array(body), encoding: encoding.name, isChecked: false)
                : checkedUTF8(body)
        }
        guard let result = CharacterConversion.utf8(body, from: encoding) else {
            return checkedUTF8(body)
        }
        var text = DecodedText(bytes: result.bytes, encoding: encoding.name, isChecked: true)
        if result.invalidCount > 0 {
            text.warnings.append(Self.invalid(result.invalidCount, encoding))
        }
        return text
    }

    private func checkedUTF8(_ body: Bytes) -> DecodedText {
        var text = DecodedText(bytes: [], encoding: EncodingLabel.utf8.name, isChecked: true)
        if UTF8Check.isValid(body) {
            text.bytes = Array(body)
        } else {
            text.bytes = UTF8Check.repaired(body)
            text.warnings.append(Self.invalid(UTF8Check.census(body).invalid, .utf8))
        }
        return text
    }

    private func decodeByEvidence(_ candidates: [EncodingLabel]) -> DecodedText {
        let census = UTF8Check.census(bytes)
        if census.invalid == 0, !candidates.contains(where: isShiftedASCII) {
            let text = decode(bytes, as: .utf8, true).checked
            if census.sequences > 0 { return disagreeing(text, with: candidates) }
            if candidates.first?.isUTF8 == true { return text }
        }
        // Mostly UTF-8: somebody pasted a few bytes of something else.
        if census.invalid * 4 < census.sequences { return checkedUTF8(bytes) }
        let useful = candidates.filter { !$0.isUTF16Or32 && !$0.isUTF8 }
        for encoding in useful {
            if let result = CharacterConversion.utf8(bytes, from: encoding),
                result.invalidCount == 0
            {
                return DecodedText(bytes: result.bytes, encoding: encoding.name, isChecked: true)
            }
        }
        if census.invalid == 0 {
            return disagreeing(decode(bytes, as: .utf8, true).checked, with: candidates)
        }
        // Valid nowhere: the declared one, if it is damaged here and there only.
        for encoding in useful where !encoding.isSingleByte {
            if let result = CharacterConversion.utf8(bytes, from: encoding),
                result.invalidCount * 50 < bytes.count
            {
                return decode(bytes, as: encoding, false)
            }
        }
        if census.sequences >= census.invalid { return checkedUTF8(bytes) }
        let guess = EncodingGuess.guess(bytes) ?? .windows1252
        var text = decode(bytes, as: guess, false)
        text.warnings.append(
            "The bytes are not UTF-8; they were read as \(guess.name.lowercased()).")
        return text
    }

    /// Encodings of seven bits, in which any text is valid UTF-8 too.
    private func isShiftedASCII(_ encoding: EncodingLabel) -> Bool {
        encoding.iconvName.hasPrefix("ISO-2022") || encoding.iconvName.hasPrefix("HZ")
            || encoding.iconvName == "UTF-7"
    }

    private func disagreeing(_ text: DecodedText, with candidates: [EncodingLabel]) -> DecodedText {
        guard let declared = candidates.first(where: { !$0.isUTF8 }) else { return text }
        var text = text
        text.warnings.append(
            "The encoding is declared as \(VisibleText(declared.name)), but the bytes are UTF-8.")
        return text
    }

    private static func invalid(_ count: Int, _ encoding: EncodingLabel) -> String {
        "\(count) byte\(count == 1 ? " is" : "s are") invalid in \(VisibleText(encoding.name)) and "
            + "\(count == 1 ? "was" : "were") replaced."
    }
}

extension TextDecoding {
    /// The `encoding` of an XML declaration near the start, in an encoding that has ASCII in it.
    private static func declaredLabel(_ bytes: Bytes) -> String? {
        let head = bytes.part(0..<min(bytes.count, 2048))
        guard let start = head.firstIndex(of: "<?xml", from: 0),
            let end = head.firstIndex(of: "?>", from: start)
        else { return nil }
        let declaration = head.part(start..<end)
        guard let name = declaration.firstIndex(of: "encoding", from: 5) else { return nil }
        var position = name + 8
        while position < declaration.count,
            declaration[position].isSpace || declaration[position] == UInt8(ascii: "=")
        {
            position += 1
        }
        guard position < declaration.count else { return nil }
        let quote = declaration[position]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        let valueStart = isQuoted ? position + 1 : position
        let valueEnd =
            isQuoted
            ? declaration.firstIndex(of: quote, from: valueStart) ?? declaration.count
            : declaration.count
        return declaration.part(valueStart..<valueEnd).trimmed.string
    }

    /// The `charset` parameter of a Content-Type.
    private static func charset(_ contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, String(parts[0]).trimmedOrNil?.lowercased() == "charset" else {
                continue
            }
            return String(parts[1]).trimmedOrNil
        }
        return nil
    }
}

extension DecodedText {
    /// The same text, known to be well-formed.
    fileprivate var checked: DecodedText {
        var text = self
        text.isChecked = true
        return text
    }
}
