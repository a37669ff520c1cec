/// ISO 8601 and what is close to it: calendar, ordinal and week dates, in every precision, basic or extended.
struct ISODate {
    private var scanner: DateScanner
    private var parts = DateParts()
    private var hasSeconds = false

    init(_ text: Bytes) { scanner = DateScanner(text) }

    /// The parts; `nil` where the text is something else, which says nothing about whether it is a date.
    mutating func parse() -> DateParts? {
        guard readDate() else { return nil }
        if scanner.isAtEnd { return parts }
        guard readSeparator(), readTime() else { return nil }
        return readZone() && scanner.isAtEnd ? parts : nil
    }
}

extension ISODate {
    private mutating func readDate() -> Bool {
        let digits = scanner.digitCount
        switch digits {
        case 4: return readExtended()
        case 6: return readSixDigits()
        case 7: return readBasic(ordinal: true)
        case 8, 12, 14: return readBasic(ordinal: false)
        default: return false
        }
    }

    private mutating func readExtended() -> Bool {
        parts.year = scanner.number(upTo: 4)?.value ?? 0
        if scanner.isAtEnd { return true }
        let separator = scanner.next
        if separator == UInt8(ascii: "W") || separator == UInt8(ascii: "w") { return readWeek() }
        guard
            separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/")
                || separator == UInt8(ascii: ".")
        else { return false }
        scanner.position += 1
        if scanner.next == UInt8(ascii: "W") || scanner.next == UInt8(ascii: "w") {
            return readWeek()
        }
        if scanner.digitCount == 3 {
            parts.dayOfYear = scanner.number()?.value
            return true
        }
        if scanner.digitCount == 4 { return readMonthAndDay() }
        guard scanner.digitCount <= 2, let month = scanner.number() else { return false }
        parts.month = month.value
        guard scanner.next == separator, scanner.peek(1)?.isDigit == true else { return true }
        scanner.position += 1
        guard scanner.digitCount <= 2, let day = scanner.number() else { return false }
        parts.day = day.value
        return true
    }

    private mutating func readWeek() -> Bool {
        scanner.position += 1
        guard let week = scanner.number(upTo: 2) else { return false }
        let hasDash = scanner.next == UInt8(ascii: "-") && scanner.peek(1)?.isDigit == true
        if hasDash { scanner.position += 1 }
        parts.week = (week.value, scanner.number(upTo: 1)?.value ?? 1)
        return true
    }

    /// `200312` is a month; `031231` a day.
    private mutating func readSixDigits() -> Bool {
        guard let first = scanner.number(upTo: 4) else { return false }
        if (1900...2100).contains(first.value) {
            parts.year = first.value
            parts.month = scanner.number(upTo: 2)?.value ?? 0
            return true
        }
        parts.year = DateParts.fullYear(first.value / 100, digitCount: 2)
        parts.month = first.value % 100
        parts.day = scanner.number(upTo: 2)?.value ?? 0
        return true
    }

    private mutating func readBasic(ordinal: Bool) -> Bool {
        parts.year = scanner.number(upTo: 4)?.value ?? 0
        guard ordinal else { return readMonthAndDay() }
        parts.dayOfYear = scanner.number(upTo: 3)?.value
        return true
    }

    private mutating func readMonthAndDay() -> Bool {
        parts.month = scanner.number(upTo: 2)?.value ?? 0
        parts.day = scanner.number(upTo: 2)?.value ?? 0
        return true
    }

    private mutating func readSeparator() -> Bool {
        if scanner.digitCount >= 4 { return true }
        if scanner.take(UInt8(ascii: "T")) || scanner.take(UInt8(ascii: "t")) {
            scanner.skipSpaces()
            return true
        }
        guard let byte = scanner.next, byte.isSpace else { return readZone() && scanner.isAtEnd }
        scanner.skipSpaces()
        return true
    }

    private mutating func readTime() -> Bool {
        if scanner.isAtEnd { return true }
        let isBasic = scanner.digitCount >= 3
        guard let hour = scanner.number(upTo: 2) else { return false }
        parts.hour = hour.value
        if isBasic || scanner.take(UInt8(ascii: ":")) {
            guard let minute = scanner.number(upTo: 2) else { return false }
            parts.minute = minute.value
            if isBasic && scanner.next?.isDigit == true || scanner.take(UInt8(ascii: ":")) {
                guard let second = scanner.number(upTo: 2) else { return false }
                parts.second = second.value
                hasSeconds = true
            }
        }
        readFraction()
        return true
    }

    /// Of a second; of a minute where the seconds are missing.
    private mutating func readFraction() {
        let thousandths = scanner.fraction()
        guard thousandths > 0, !hasSeconds else {
            parts.millisecond = thousandths
            return
        }
        parts.second = thousandths * 60 / 1000
        parts.millisecond = thousandths * 60 % 1000
    }

    private mutating func readZone() -> Bool {
        scanner.skipSpaces()
        if scanner.isAtEnd { return true }
        if let offset = scanner.numericZone() {
            parts.offsetMinutes = offset
            return true
        }
        guard let byte = scanner.next, byte.isLetter, let offset = DateWords.zone(scanner.word())
        else { return false }
        parts.offsetMinutes = scanner.numericZone() ?? offset
        return true
    }
}
