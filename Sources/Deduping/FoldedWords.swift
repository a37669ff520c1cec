/// A text as its words, so that two that say the same are the same: case, accents, width, punctuation, markup
/// and white space are gone. Scripts without spaces give each pair of neighbouring characters as a word.
///
/// This is for likeness and digests only. What a query matches is decided elsewhere, and more finely.
struct FoldedWords: Sendable {
    struct Word: Sendable {
        var range: Range<Int>
        /// Digits only, with or without an ordinal's letters: `12`, `3rd`.
        var isNumber: Bool
        /// `q3`, `s9`: in a title it tells one thing from another as a number does.
        var hasDigit: Bool
    }

    /// The words' UTF-8, one after the other.
    private(set) var bytes: [UInt8] = []
    private(set) var words: [Word] = []
    private var wordStart = 0
    private var digitCount = 0
    /// The character before, in a script without spaces.
    private var unspaced: Unicode.Scalar?
    private var isUnspacedRunLong = false

    init(_ text: String) {
        var text = text
        bytes.reserveCapacity(text.utf8.count)
        text.withUTF8 { append($0) }
        endWord()
        endRun()
    }

    subscript(word: Word) -> ArraySlice<UInt8> { bytes[word.range] }
}

extension FoldedWords {
    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                append(ascii: byte)
                index += 1
            } else {
                let (scalar, length) = decode(text, at: index)
                append(scalar)
                index += length
            }
        }
    }

    private mutating func append(ascii byte: UInt8) {
        if byte.asciiLowercased &- 0x61 < 26 {
            endRun()
            bytes.append(byte.asciiLowercased)
        } else if byte &- 0x30 < 10 {
            endRun()
            digitCount += 1
            bytes.append(byte)
        } else if byte != UInt8(ascii: "'") {
            endWord()
            endRun()
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch LetterClass(scalar) {
        case .ignored: break
        case .separator:
            endWord()
            endRun()
        case .ascii(let byte): append(ascii: byte)
        case .letter(let text):
            endRun()
            bytes += text.utf8
        case .unspaced:
            endWord()
            appendUnspaced(scalar)
        }
    }

    private mutating func appendUnspaced(_ scalar: Unicode.Scalar) {
        if let unspaced {
            addWord(String(unspaced) + String(scalar))
            isUnspacedRunLong = true
        }
        unspaced = scalar
    }

    /// A character that stands alone is a word.
    private mutating func endRun() {
        if let unspaced, !isUnspacedRunLong { addWord(String(unspaced)) }
        (unspaced, isUnspacedRunLong) = (nil, false)
    }

    private mutating func addWord(_ text: String) {
        bytes += text.utf8
        endWord()
    }

    private mutating func endWord() {
        let count = bytes.count - wordStart
        guard count > 0 else { return }
        let isNumber = digitCount > 0 && count - digitCount <= 2 && bytes[wordStart] &- 0x30 < 10
        words.append(
            Word(
                range: wordStart..<bytes.count, isNumber: isNumber, hasDigit: digitCount > 0))
        (wordStart, digitCount) = (bytes.count, 0)
    }
}

/// The scalar at a byte that is not ASCII. A `String` holds valid UTF-8 only.
private func decode(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
    let first = text[index]
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length where index + offset < text.count {
        value = value << 6 | UInt32(text[index + offset] & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}
