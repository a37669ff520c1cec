import FeedModel

/// A text as its words, so that two that say the same are the same: case, accents, width, punctuation, markup
/// and white space are gone. Scripts without spaces give each pair of neighbouring characters as a word.
///
/// This is for likeness and digests only. What a query matches is decided elsewhere, and more finely.
struct FoldedWords: Sendable {
    struct Word: Sendable {
        private let start: UInt32
        private let end: UInt32
        /// Digits only, with or without an ordinal's letters: `12`, `3rd`.
        var isNumber: Bool
        /// `q3`, `s9`: in a title it tells one thing from another as a number does.
        var hasDigit: Bool
        /// `15` of `10:15`.
        var isAfterColon: Bool

        init(range: Range<Int>, isNumber: Bool, hasDigit: Bool, isAfterColon: Bool) {
            (start, end) = (UInt32(range.lowerBound), UInt32(range.upperBound))
            (self.isNumber, self.hasDigit) = (isNumber, hasDigit)
            self.isAfterColon = isAfterColon
        }

        var range: Range<Int> { Int(start)..<Int(end) }
    }

    /// The words' UTF-8, a space behind each.
    let bytes: [UInt8]
    let words: [Word]

    init(_ text: String) {
        var (text, words) = (text, [Word]())
        bytes = text.withUTF8 { text in
            [UInt8](unsafeUninitializedCapacity: text.count * WordFolder.growthLimit) {
                out, count in
                var folder = WordFolder(into: out)
                folder.fold(text)
                (count, words) = (folder.count, folder.words)
            }
        }
        self.words = words
    }

    subscript(word: Word) -> ArraySlice<UInt8> { bytes[word.range] }

    /// Gives the stretches of `bytes` that are left when the words that `isLeftOut` says, by their indices, are gone.
    func stretches(
        without isLeftOut: (Int) -> Bool, _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        bytes.withUnsafeBytes { bytes in
            var start = 0
            for (index, word) in words.enumerated() where isLeftOut(index) {
                body(UnsafeRawBufferPointer(rebasing: bytes[start..<word.range.lowerBound]))
                start = word.range.upperBound + 1
            }
            body(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        }
    }
}

/// Folds one text into memory that is lent to it.
private struct WordFolder {
    /// Bytes that one byte of text becomes at most: a script without spaces gives each character twice, and a space.
    static let growthLimit = 3

    private(set) var count = 0
    private(set) var words: [FoldedWords.Word] = []
    private let out: UnsafeMutableBufferPointer<UInt8>
    private var wordStart = 0
    private var digitCount = 0
    /// Where the word after a number and a colon begins.
    private var colonEnd = -1
    /// The character before, in a script without spaces.
    private var unspaced: Unicode.Scalar?
    private var isUnspacedRunLong = false

    init(into out: UnsafeMutableBufferPointer<UInt8>) {
        self.out = out
        // A guess at the number of words that is seldom too low.
        words.reserveCapacity(out.count / (5 * Self.growthLimit) + 1)
    }

    mutating func fold(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte.isASCIIWordByte {
                endRun()
                index = foldRun(of: text, from: index)
            } else if byte < 0x80 {
                append(ascii: byte)
                index += 1
            } else {
                let (scalar, length) = decode(text, at: index)
                append(scalar)
                index += length
            }
        }
        endWord()
        endRun()
    }
}

extension WordFolder {
    /// ASCII letters and digits, which is most of most texts; returns where they end.
    private mutating func foldRun(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let copied =
            out.baseAddress.map {
                ASCIILetters.copyRun(of: text, from: start, to: $0 + count, room: out.count - count)
            } ?? 0
        var (index, written, digits) = (start + copied, count + copied, 0)
        while index < text.count {
            let byte = text[index]
            if (byte | 0x20) &- 0x61 < 26 {
                out[written] = byte | 0x20
            } else if byte &- 0x30 < 10 {
                out[written] = byte
                digits += 1
            } else {
                break
            }
            written += 1
            index += 1
        }
        (count, digitCount) = (written, digitCount + digits)
        return index
    }

    private mutating func append(ascii byte: UInt8) {
        if byte.isASCIIWordByte {
            endRun()
            if byte < 0x3A { digitCount += 1 }
            write(byte.asciiLowercased)
        } else if byte != UInt8(ascii: "'") {
            let isAfterDigit = digitCount > 0
            endWord()
            endRun()
            if isAfterDigit, byte == UInt8(ascii: ":") { colonEnd = count }
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
            write(text)
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
        guard let unspaced else { return }
        if !isUnspacedRunLong { addWord(String(unspaced)) }
        (self.unspaced, isUnspacedRunLong) = (nil, false)
    }

    private mutating func addWord(_ text: String) {
        write(text)
        endWord()
    }

    @inline(__always)
    private mutating func write(_ byte: UInt8) {
        out[count] = byte
        count &+= 1
    }

    private mutating func write(_ text: String) {
        precondition(
            count + text.utf8.count < out.count, "no character folds to more than twice its bytes")
        for byte in text.utf8 { write(byte) }
    }

    private mutating func endWord() {
        let length = count - wordStart
        guard length > 0 else { return }
        let isNumber = digitCount > 0 && length - digitCount <= 2 && out[wordStart] &- 0x30 < 10
        words.append(
            FoldedWords.Word(
                range: wordStart..<count, isNumber: isNumber, hasDigit: digitCount > 0,
                isAfterColon: colonEnd == wordStart))
        write(0x20)
        (wordStart, digitCount) = (count, 0)
    }
}

extension UInt8 {
    fileprivate var isASCIIWordByte: Bool { (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 }
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
