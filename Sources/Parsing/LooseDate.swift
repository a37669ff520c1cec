/// RFC 822, ctime and everything that people make of them: numbers and words in any order that has one meaning.
struct LooseDate {
    private var scanner: DateScanner
    private var parts = DateParts()
    private var hasTime = false
    private var hasZone = false
    private var isAfternoon: Bool?
    private var month: Int?
    private var isMonthInFront = false
    private var year: Int?
    private var day: Int?
    /// Numbers that are neither time nor zone, in order, with what stood between them.
    private var numbers: [(value: Int, digitCount: Int)] = []
    private var dateSeparator: UInt8 = 0x20

    init(_ text: Bytes) { scanner = DateScanner(text) }

    mutating func parse() -> DateParts? {
        while let byte = scanner.next {
            if byte.isDigit {
                guard readNumber() else { return nil }
            } else if byte.isLetter || byte >= 0x80 {
                readWord()
            } else if hasTime, !hasZone, let offset = scanner.numericZone() {
                parts.offsetMinutes = offset
                hasZone = true
            } else {
                scanner.position += 1
            }
        }
        return settleTime() && settleDate() ? parts : nil
    }
}

extension LooseDate {
    private mutating func readNumber() -> Bool {
        guard let number = scanner.number() else { return false }
        if !hasTime, number.digitCount <= 2, isTimeSeparator { return readTime(hour: number.value) }
        if readSuffix(of: number) { return true }
        guard numbers.count < 4 else { return false }
        if let separator = scanner.next, scanner.peek(1)?.isDigit == true,
            separator == UInt8(ascii: "/") || separator == UInt8(ascii: "-")
                || separator == UInt8(ascii: ".")
        {
            dateSeparator = separator
        }
        numbers.append(number)
        return true
    }

    private var isTimeSeparator: Bool {
        guard scanner.peek(1)?.isDigit == true else { return false }
        if scanner.next == UInt8(ascii: ":") || scanner.next == UInt8(ascii: "h") { return true }
        // 14.30, but only where the date is complete: 02.01.2006 is a date.
        return scanner.next == UInt8(ascii: ".") && numbers.count + (month == nil ? 0 : 1) >= 3
    }

    private mutating func readTime(hour: Int) -> Bool {
        parts.hour = hour
        let separator = scanner.next ?? 0
        scanner.position += 1
        parts.minute = scanner.number(upTo: 2)?.value ?? 0
        if scanner.next == separator || scanner.next == UInt8(ascii: ":"),
            scanner.peek(1)?.isDigit == true
        {
            scanner.position += 1
            parts.second = scanner.number(upTo: 2)?.value ?? 0
        }
        parts.millisecond = scanner.fraction()
        hasTime = true
        return true
    }

    /// `2004年7月8日`, `14시 30분`, `2nd`: what follows a number may name it.
    private mutating func readSuffix(of number: (value: Int, digitCount: Int)) -> Bool {
        guard let byte = scanner.next, byte.isLetter || byte >= 0x80 else { return false }
        let start = scanner.position
        let word = scanner.word()
        switch word.unicodeScalars.first {
        case "年", "년": year = number.value
        case "月", "월": month = number.value
        case "日", "일", "号": day = number.value
        case "时", "時", "시", "点":
            parts.hour = number.value
            hasTime = true
        case "分", "분": parts.minute = number.value
        case "秒", "초": parts.second = number.value
        default:
            // `2nd` loses its ending; `13T9:15` and `12Jan` keep theirs for the next step.
            if ["st", "nd", "rd", "th", "º", "ª"].contains(word) { return false }
            scanner.position = start
            return false
        }
        return true
    }

    private mutating func readWord() {
        if let place = scanner.place() {
            if !hasZone { parts.place = place }
            hasZone = true
            return
        }
        let word = wholeWord()
        // Martes and mardi come before their day as `mar`: a month's name that follows is the month.
        if let number = DateWords.month(word), month == nil || isMonthInFront {
            month = number
            isMonthInFront = numbers.isEmpty
        } else if let isAfternoon = DateWords.isAfternoon(word) {
            self.isAfternoon = isAfternoon
        } else if hasTime, !hasZone, let offset = DateWords.zone(word) {
            // Before the time stand weekdays: pt. is Friday in Poland, not Pacific time.
            // `GMT+02:00` is two hours from Greenwich, and `MST-07:00` says the same twice.
            parts.offsetMinutes = scanner.numericZone() ?? offset
            hasZone = true
        }
    }

    /// A word, with the dots of `a.m.` and `p.m.` left out.
    private mutating func wholeWord() -> String {
        let word = scanner.word()
        guard word == "a" || word == "p", scanner.next == UInt8(ascii: "."),
            let next = scanner.peek(1), next.lowercased == UInt8(ascii: "m")
        else { return word }
        scanner.position += 1
        return word + scanner.word()
    }

    private mutating func settleTime() -> Bool {
        guard let isAfternoon else { return true }
        if isAfternoon, parts.hour < 12 { parts.hour += 12 }
        if !isAfternoon, parts.hour == 12 { parts.hour = 0 }
        return true
    }

    private mutating func settleDate() -> Bool {
        if let index = numbers.firstIndex(where: { $0.digitCount >= 3 || $0.value > 31 }),
            year == nil
        {
            let found = numbers.remove(at: index)
            year = DateParts.fullYear(found.value, digitCount: found.digitCount)
            return settleMonthAndDay(yearStood: index)
        }
        if year == nil, numbers.count == 3 || month != nil && numbers.count == 2 {
            // 04-02-01 is ISO's order, all else has the year last.
            let isFirst = dateSeparator == UInt8(ascii: "-") && month == nil
            let found = numbers.remove(at: isFirst ? 0 : numbers.count - 1)
            year = DateParts.fullYear(found.value, digitCount: found.digitCount)
            return settleMonthAndDay(yearStood: isFirst ? 0 : 2)
        }
        return settleMonthAndDay(yearStood: 0)
    }

    private mutating func settleMonthAndDay(yearStood: Int) -> Bool {
        guard let year else { return false }
        if month == nil, numbers.count >= 2 {
            let isDayFirst =
                yearStood > 0 && (dateSeparator != UInt8(ascii: "/") || numbers[0].value > 12)
            month = numbers.remove(at: isDayFirst ? 1 : 0).value
        }
        guard let month else { return false }
        (parts.year, parts.month) = (year, month)
        parts.day = day ?? numbers.first?.value ?? 1
        // A month may be all that is known; a time of day in no day is damage.
        return !hasTime || day != nil || !numbers.isEmpty
    }
}
