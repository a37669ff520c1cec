/// Which words of a text say when it was written or how often it was read, rather than what it says: they change without
/// anybody's having edited it.
///
/// These are dates and times ("3 May 2026", "2026-05-03", "10:15"), ages ("5 minutes ago"), what counts readers and their
/// doings ("1,234 views", "no comments"), stamps ("Updated Monday") and numbers too long to mean anything to a reader. Any
/// other number is what the text says: a price, a score, a year of issue.
struct PassingWords {
    private let words: FoldedWords
    private let kinds: [PassingWord.Kind]
    private var isPassing: [Bool]
    /// The end of the last run of parts of a date: each run is looked at once, however long it was made to be.
    private var runEnd = -1

    init(_ words: FoldedWords) {
        self.words = words
        let table = PassingWord.table
        kinds = words.bytes.withUnsafeBufferPointer { bytes in
            words.words.map { $0.isNumber ? .number : table.kind(of: bytes[$0.range]) }
        }
        isPassing = Array(repeating: false, count: kinds.count)
        for (index, kind) in kinds.enumerated() {
            switch kind {
            case .number: markNumber(index)
            case .date: markDate(index)
            case .counter: markCounter(index)
            case .unit: markAge(index)
            case .other, .filler, .zero, .before, .after, .now, .stamp: break
            }
        }
        // What follows a stamp is known only now.
        for (index, kind) in kinds.enumerated() where kind == .stamp { markStamp(index) }
    }

    subscript(index: Int) -> Bool { isPassing[index] }
}

extension PassingWords {
    private mutating func markNumber(_ index: Int) {
        if words.words[index].range.count >= Self.idLength { isPassing[index] = true }
        if isClock(index) { mark(index...index + 1) }
        // The year of `2026 11 23` or of `23 11 2026`; what follows of the same run is the time.
        guard index > runEnd, isYear(index) else { return }
        if isShort(index + 1), isShort(index + 2) {
            runEnd = lastOfDate(index + 2)
            mark(index...runEnd)
        } else if isShort(index - 1), isShort(index - 2) {
            runEnd = lastOfDate(index)
            mark(index - 2...runEnd)
        }
    }

    /// The name of a month or a day, of a half of the day or a zone, beside a number.
    private mutating func markDate(_ index: Int) {
        guard index > runEnd else { return }
        let last = lastOfDate(index)
        runEnd = last
        var first = index
        while first > 0, isShort(first - 1) || isYear(first - 1) { first -= 1 }
        if (first...last).contains(where: isNumber) { mark(first...last) }
    }

    /// `12 comments`, `1,234 views`, `Views: 12`, `no comments`.
    private mutating func markCounter(_ index: Int) {
        if isNumber(index - 1), !isPassing[index - 1] {
            var first = index - 1
            while isThousands(first), isNumber(first - 1) { first -= 1 }
            mark(first...index)
        } else if isNumber(index + 1) {
            var last = index + 1
            while isNumber(last + 1), isThousands(last + 1) { last += 1 }
            mark(index...last)
        } else if kind(index - 1) == .zero {
            mark(index - 1...index)
        }
    }

    /// `5 minutes ago`, `an hour ago`, `3 min read`, `vor 5 Minuten`.
    private mutating func markAge(_ index: Int) {
        guard isNumber(index - 1) || kind(index - 1) == .filler else { return }
        if kind(index + 1) == .after {
            mark(index - 1...index + 1)
        } else if kind(index - 2) == .before {
            mark(index - 2...index)
        }
    }

    /// `Updated Monday at 10:15`, `Updated just now`.
    private mutating func markStamp(_ index: Int) {
        var last = index
        var hasTime = false
        while last + 1 < kinds.count {
            let kind = kinds[last + 1]
            guard isPassing[last + 1] || kind == .filler || kind == .date || kind == .now else {
                break
            }
            last += 1
            if kind != .filler { hasTime = true }
        }
        if hasTime { mark(index...last) }
    }

    private mutating func mark(_ range: ClosedRange<Int>) {
        for index in range { isPassing[index] = true }
    }
}

extension PassingWords {
    /// Digits of a number that is nobody's price: seconds since 1970, an id.
    private static let idLength = 9

    private func kind(_ index: Int) -> PassingWord.Kind {
        kinds.indices.contains(index) ? kinds[index] : .other
    }

    private func isNumber(_ index: Int) -> Bool { kind(index) == .number }

    /// Of two digits at most; `24t10` and `00z` of a time stamp are such too.
    private func isShort(_ index: Int) -> Bool {
        guard isNumber(index) else { return false }
        let word = words[words.words[index]]
        return word.count <= 2 || !word.allSatisfy { $0.isDigit } && word.count <= 5
    }

    private func isThousands(_ index: Int) -> Bool {
        let word = words[words.words[index]]
        return word.count == 3 && word.allSatisfy(\.isDigit)
    }

    private func isYear(_ index: Int) -> Bool {
        guard isNumber(index) else { return false }
        let word = words[words.words[index]]
        return word.count == 4 && word.allSatisfy(\.isDigit)
            && (word.starts(with: "19".utf8) || word.starts(with: "20".utf8))
    }

    /// `10:15`: a colon and two digits of minutes.
    private func isClock(_ index: Int) -> Bool {
        guard isShort(index), isNumber(index + 1) else { return false }
        let minutes = words.words[index + 1]
        return minutes.isAfterColon && isShort(index + 1) && minutes.range.count >= 2
            && words[minutes].first.map { $0 < UInt8(ascii: "6") } == true
    }

    /// From a part of a date: where its last number stands.
    private func lastOfDate(_ index: Int) -> Int {
        var last = index
        while isShort(last + 1) || isYear(last + 1) || kind(last + 1) == .date { last += 1 }
        return last
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}
