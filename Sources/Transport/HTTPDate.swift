package import FeedModel

/// Dates of HTTP headers: IMF-fixdate, RFC 850 and asctime, the three of RFC 9110, section 5.6.7.
package enum HTTPDate {
    /// `now` settles the century of an RFC 850 date: one over 50 years ahead is taken as past.
    package static func parse(_ text: String, now: Timestamp) -> Timestamp? {
        var words = text.utf8.split { $0 == 0x20 || $0 == 0x2C || $0 == 0x2D || $0 == 0x09 }
            .map { String(decoding: $0, as: UTF8.self) }
        guard let first = words.first else { return nil }
        if !isNumber(first) { words.removeFirst() }
        guard words.count >= 4 else { return nil }
        let isASCTime = !isNumber(words[0])
        let (dayWord, monthWord, yearWord, timeWord) =
            isASCTime
            ? (words[1], words[0], words[3], words[2]) : (words[0], words[1], words[2], words[3])
        guard let month = month(monthWord), let day = number(dayWord, 1...31),
            let time = time(timeWord), let year = year(yearWord, now: now),
            day <= CivilDate.daysInMonth(month, year: year)
        else { return nil }
        let civil = CivilDate(
            year: year, month: month, day: day, hour: time.hour, minute: time.minute,
            second: time.second)
        return civil.timestamp
    }

    private static func year(_ text: String, now: Timestamp) -> Int? {
        guard text.utf8.count == 2 else { return number(text, 1600...9999) }
        guard let short = number(text, 0...99) else { return nil }
        let thisYear = now.civil.year
        let year = thisYear - thisYear % 100 + short
        return year > thisYear + 50 ? year - 100 : year
    }

    private static func month(_ text: String) -> Int? {
        let names = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        return names.firstIndex(of: text.lowercased()).map { $0 + 1 }
    }

    private static func time(_ text: String) -> (hour: Int, minute: Int, second: Int)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let hour = number(parts[0], 0...23),
            let minute = number(parts[1], 0...59), let second = number(parts[2], 0...60)
        else { return nil }
        return (hour, minute, min(second, 59))
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        guard isNumber(text), let value = Int(text), range.contains(value) else { return nil }
        return value
    }
}
