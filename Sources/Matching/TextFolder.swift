import FeedModel

/// Folds a text and cuts it into units, block by block. Terms and texts go through here alike.
///
/// The folded bytes of all units stand one after another with nothing between, so that a term can be compared
/// across units; what stood between is in each unit's `boundary`.
struct TextFolder {
    let table: ScalarTable
    let bytes = GrowingBuffer<UInt8>(capacity: 4096)
    let units = GrowingBuffer<TextUnit>(capacity: 1024)

    /// What has been seen since the last unit.
    private enum Gap: UInt8 {
        case none, dash, apostrophe, stop, space, sign
    }

    private var gap = Gap.none
    /// The unit that is being written, which is the last of `units`, takes more letters.
    private var isOpen = false
    private var isAfterApostrophe = false
    private var endsInDigit = false
    private var stripsAccents = false
    private var wordBeforeEndedInDigit = false
    /// A separator that belongs to a number if a digit follows.
    private var numberSeparator: UInt32 = 0
    /// Marks at the end of the last unit: where each begins, and its combining class.
    private var marks: [(start: Int, combiningClass: UInt8)] = []
    private var lastHangul: UInt32 = 0
    /// Hangul follows other letters, or itself, somewhere in the block: there may be particles.
    private(set) var hasParticles = false
    private var nextToken: UInt32 = 0

    init(_ table: ScalarTable) { self.table = table }

    /// Begins a new text.
    mutating func reset() {
        nextToken = 0
        startBlock()
    }

    private mutating func startBlock() {
        bytes.count = 0
        units.count = 0
        gap = .none
        isOpen = false
        isAfterApostrophe = false
        endsInDigit = false
        stripsAccents = false
        numberSeparator = 0
        lastHangul = 0
        hasParticles = false
        if !marks.isEmpty { marks.removeAll(keepingCapacity: true) }
    }

    /// Folds one block from `position` on into `bytes` and `units`; returns where the next one begins.
    mutating func foldBlock(of text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
        startBlock()
        // Every byte gives at most one folded byte, but for mappings, which make their own room.
        let end = text.count
        bytes.reserve(end - position + 8)
        var index = position
        table.ascii.withUnsafeBufferPointer { ascii in
            while index < end {
                let byte = text[index]
                guard byte < 0x80 else {
                    index = foldScalar(of: text, at: index)
                    continue
                }
                if byte == 0x20 {
                    if isAfterApostrophe { dropPossessive() }
                    gap = .space
                    numberSeparator = 0
                    index += 1
                    continue
                }
                let kind = ascii[Int(byte)]
                if kind.scalarClass <= ScalarClass.digit.rawValue,
                    kind.scalarClass >= ScalarClass.letter.rawValue
                {
                    index = foldWord(of: text, from: index, ascii)
                } else if kind.scalarClass == ScalarClass.newline.rawValue {
                    index += 1
                    break
                } else {
                    let entry = ScalarTable.Entry(rawValue: UInt32(kind.scalarClass))
                    add(UInt32(kind.folded), entry, index..<index + 1)
                    index += 1
                }
            }
        }
        dropPossessive()
        return index
    }
}

// MARK: - Characters

extension TextFolder {
    /// A run of ASCII letters and digits, which is most of most texts.
    @inline(__always)
    private mutating func foldWord(
        of text: UnsafeBufferPointer<UInt8>, from start: Int,
        _ ascii: UnsafeBufferPointer<ScalarTable.ASCII>
    ) -> Int {
        let isDigit = ascii[Int(text[start])].scalarClass == ScalarClass.digit.rawValue
        continueWord(at: start, isDigit: isDigit)
        let folded = bytes.base
        // The block has reserved room for all of its text.
        let copied = ASCIILetters.copyRun(
            of: text, from: start, to: folded + bytes.count, room: .max,
            inLowerCase: table.foldsCase)
        var (index, written) = (start + copied, bytes.count + copied)
        var last = ScalarClass.letter.rawValue
        while index < text.count, text[index] < 0x80 {
            let kind = ascii[Int(text[index])]
            guard
                kind.scalarClass == ScalarClass.letter.rawValue
                    || kind.scalarClass == ScalarClass.digit.rawValue
            else { break }
            folded[written] = kind.folded
            written += 1
            last = kind.scalarClass
            index += 1
        }
        bytes.count = written
        endsInDigit = last == ScalarClass.digit.rawValue
        stripsAccents = true
        units.base[units.count - 1].utf8End = UInt32(index)
        return index
    }

    private mutating func foldScalar(of text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let (scalar, length) = UTF8Scalar.decode(text, index)
        let span = index..<index + length
        let entry = table[scalar]
        guard entry.isMapped else {
            add(scalar, entry, span)
            return span.upperBound
        }
        let mapped = table.mapped(entry)
        bytes.reserve(text.count - index + mapped.count * 4 + 4)
        for each in mapped { add(each, table[each], span) }
        return span.upperBound
    }

    private mutating func add(_ scalar: UInt32, _ entry: ScalarTable.Entry, _ span: Range<Int>) {
        let scalarClass = entry.scalarClass
        switch scalarClass {
        case .letter, .digit:
            continueWord(at: span.lowerBound, isDigit: scalarClass == .digit)
            write(scalar)
            endsInDigit = scalarClass == .digit
            stripsAccents = entry.stripsAccents || endsInDigit
            units.base[units.count - 1].utf8End = UInt32(span.upperBound)
        case .ideograph: openCharacter(scalar, .ideograph, span)
        case .katakana: openCharacter(scalar, .katakana, span)
        case .hangul: addHangul(scalar, span)
        case .ampersand: openCharacter(scalar, .ampersand, span)
        case .mark: addMark(scalar, entry.combiningClass, span)
        case .ignored: break
        case .space, .newline: separate(.space)
        case .dash: separate(.dash)
        case .joiner: separate(.stop)
        case .separator: separate(.sign)
        case .apostrophe, .stop, .numberSeparator:
            let isInNumber = gap == .none && isOpen && endsInDigit
            let gap: Gap =
                scalarClass == .apostrophe ? .apostrophe : scalarClass == .stop ? .stop : .sign
            separate(gap)
            numberSeparator = isInNumber ? scalar : 0
        }
    }

    private mutating func separate(_ kind: Gap) {
        dropPossessive()
        numberSeparator = 0
        if kind == .space || gap == .space {
            gap = .space
        } else {
            gap = gap == .none && units.count > 0 ? kind : .sign
        }
    }

    private mutating func write(_ scalar: UInt32) {
        bytes.reserve(4)
        if !marks.isEmpty { marks.removeAll(keepingCapacity: true) }
        bytes.count += UTF8Scalar.encode(scalar, at: bytes.base + bytes.count)
    }
}

// MARK: - Units

extension TextFolder {
    /// Makes sure that a word is open for a letter or digit that stands at `position`.
    @inline(__always)
    private mutating func continueWord(at position: Int, isDigit: Bool) {
        if isOpen, gap == .none { return }
        if numberSeparator != 0, isDigit {
            write(numberSeparator)
            numberSeparator = 0
            gap = .none
            isOpen = true
            isAfterApostrophe = false
            return
        }
        if gap == .space, units.count > 0 {
            // As `open` does, for what most words are: after a space, or after a sign and a space.
            nextToken += 1
            isAfterApostrophe = false
            begin(.word, at: position, .space)
        } else {
            open(.word, at: position, isDigit: isDigit)
        }
        isOpen = true
    }

    private mutating func openCharacter(
        _ scalar: UInt32, _ kind: TextUnit.Kind, _ span: Range<Int>
    ) {
        dropPossessive()
        open(kind, at: span.lowerBound, isDigit: false)
        write(scalar)
        isOpen = false
        endsInDigit = false
        stripsAccents = false
        units.base[units.count - 1].utf8End = UInt32(span.upperBound)
    }

    private mutating func open(_ kind: TextUnit.Kind, at position: Int, isDigit: Bool) {
        let boundary = boundary(before: kind, isDigit: isDigit)
        let sharesToken: Bool
        if boundary == .glue {
            sharesToken = true
            if kind == .hangul { hasParticles = true }
        } else if boundary == .nothing {
            sharesToken = kind == .katakana && units.base[units.count - 1].kind == .katakana
        } else {
            sharesToken = gap == .apostrophe && boundary == .joiner
        }
        if !sharesToken { nextToken += 1 }
        isAfterApostrophe = kind == .word && gap == .apostrophe && boundary == .joiner
        begin(kind, at: position, boundary)
    }

    /// Adds a unit of the present token, empty yet.
    @inline(__always)
    private mutating func begin(
        _ kind: TextUnit.Kind, at position: Int, _ boundary: TextUnit.Boundary
    ) {
        wordBeforeEndedInDigit = endsInDigit
        units.append(
            TextUnit(
                start: UInt32(bytes.count), utf8Start: UInt32(position), utf8End: UInt32(position),
                token: nextToken, boundary: boundary, kind: kind))
        gap = .none
        numberSeparator = 0
        lastHangul = 0
    }

    private func boundary(before kind: TextUnit.Kind, isDigit: Bool) -> TextUnit.Boundary {
        guard units.count > 0 else { return .start }
        let last = units.base[units.count - 1].kind
        switch gap {
        case .none:
            if kind == .ampersand || last == .ampersand { return .joiner }
            let isInWord = (kind == .word || kind == .hangul) && (last == .word || last == .hangul)
            return isInWord ? .glue : .nothing
        case .dash, .apostrophe: return .joiner
        // 16/9 is not 169.
        case .stop: return endsInDigit && isDigit ? .sign : .joiner
        case .space: return .space
        case .sign: return .sign
        }
    }

    private mutating func addHangul(_ scalar: UInt32, _ span: Range<Int>) {
        if gap == .none, let syllable = HangulSyllable.composing(lastHangul, with: scalar) {
            bytes.count -= 3
            write(syllable)
            lastHangul = syllable
            units.base[units.count - 1].utf8End = UInt32(span.upperBound)
            return
        }
        openCharacter(scalar, .hangul, span)
        lastHangul = scalar
    }

    /// The `s` of a possessive, once it is seen to be one.
    private mutating func dropPossessive() {
        guard isAfterApostrophe, isOpen, gap == .none else { return }
        isAfterApostrophe = false
        let last = units.base[units.count - 1]
        let isLetterS = bytes.base[bytes.count - 1] | 0x20 == UInt8(ascii: "s")
        guard bytes.count == Int(last.start) + 1, isLetterS else { return }
        bytes.count -= 1
        units.count -= 1
        endsInDigit = wordBeforeEndedInDigit
        isOpen = units.base[units.count - 1].kind == .word
    }

    private mutating func addMark(_ scalar: UInt32, _ combiningClass: UInt8, _ span: Range<Int>) {
        guard gap == .none, units.count > 0 else { return }
        let last = units.count - 1
        guard units.base[last].kind != .ampersand else { return }
        units.base[last].utf8End = UInt32(span.upperBound)
        guard !stripsAccents else { return }
        let start = bytes.count
        bytes.reserve(4)
        bytes.count += UTF8Scalar.encode(scalar, at: bytes.base + start)
        lastHangul = 0
        place(Mark(start: start, combiningClass: combiningClass))
    }

    private typealias Mark = (start: Int, combiningClass: UInt8)

    /// Marks stand in canonical order, whatever order they were written in.
    private mutating func place(_ mark: Mark) {
        var index = marks.count
        if mark.combiningClass == 0 {
            marks.removeAll(keepingCapacity: true)
            return
        }
        while index > 0, marks[index - 1].combiningClass > mark.combiningClass { index -= 1 }
        guard index < marks.count else {
            marks.append(mark)
            return
        }
        let target = marks[index].start
        let length = bytes.count - mark.start
        let moved = Array(UnsafeBufferPointer(start: bytes.base + mark.start, count: length))
        for place in stride(from: mark.start - 1, through: target, by: -1) {
            bytes.base[place + length] = bytes.base[place]
        }
        for (offset, byte) in moved.enumerated() { bytes.base[target + offset] = byte }
        for later in index..<marks.count { marks[later].start += length }
        marks.insert((target, mark.combiningClass), at: index)
    }
}
