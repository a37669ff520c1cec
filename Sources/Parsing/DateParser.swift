package import FeedModel

/// Dates as feeds write them: RFC 3339 and ISO 8601, RFC 822, ctime, Unix times, and all the damage in between.
///
/// A date without a zone is UTC. A date that cannot be (31 February, 25:00) is no date: better none than a wrong one.
package enum DateParser {
    package static func parse(_ text: String) -> Timestamp? { text.withBytes(parse) }

    static func parse(_ text: Bytes) -> Timestamp? {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty, trimmed.count <= 200 else { return nil }
        if let parts = MailDate.parts(trimmed) { return parts.timestamp }
        var iso = ISODate(trimmed)
        if let parts = iso.parse() { return parts.timestamp }
        if let number = unixTime(trimmed) { return number }
        var loose = LooseDate(trimmed)
        return loose.parse()?.timestamp
    }

    /// Seconds since 1970, or milliseconds where there are too many digits for seconds.
    private static func unixTime(_ text: Bytes) -> Timestamp? {
        var value: Int64 = 0
        var digitCount = 0
        for byte in text {
            if byte == UInt8(ascii: "."), digitCount > 0 { break }
            guard byte.isDigit, digitCount < 14 else { return nil }
            value = value * 10 + Int64(byte - 0x30)
            digitCount += 1
        }
        switch digitCount {
        case 9...11: return Timestamp(seconds: value)
        case 12, 13: return Timestamp(milliseconds: value)
        default: return nil
        }
    }
}

/// A date as its parts, before anyone asked whether it exists.
struct DateParts {
    var year = 0
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
    /// East of Greenwich.
    var offsetMinutes = 0
    /// Says the offset where there is one.
    var place: PlaceZone?
    var dayOfYear: Int?
    var week: (number: Int, weekday: Int)?

    /// The instant; `nil` where there is no such date or time of day.
    var timestamp: Timestamp? {
        guard let dayNumber, isTimeOfDay, abs(offsetMinutes) <= 24 * 60 else { return nil }
        // A leap second is told as the second before it: the calendar day must stay what it was.
        let offset =
            place?.offsetMinutes(dayNumber: dayNumber, minuteOfDay: hour * 60 + minute)
            ?? offsetMinutes
        let seconds = hour * 3600 + minute * 60 + min(second, 59) - offset * 60
        let instant = dayNumber * 86_400 + Int64(seconds)
        return Timestamp(milliseconds: instant * 1000 + Int64(millisecond))
    }

    private var isTimeOfDay: Bool {
        if hour == 24 { return minute == 0 && second == 0 }
        return (0..<24).contains(hour) && (0..<60).contains(minute) && (0...60).contains(second)
    }

    private var dayNumber: Int64? {
        // The year 1 and its like are how databases write that there is no date.
        guard (100...9999).contains(year) else { return nil }
        if let week { return Self.dayNumber(year: year, week: week.number, weekday: week.weekday) }
        if let dayOfYear {
            guard (1...(CivilDate.isLeap(year) ? 366 : 365)).contains(dayOfYear) else { return nil }
            return CivilDate(year: year, month: 1, day: 1).dayNumber + Int64(dayOfYear - 1)
        }
        guard (1...12).contains(month), day >= 1,
            day <= CivilDate.daysInMonth(month, year: year)
        else { return nil }
        return CivilDate(year: year, month: month, day: day).dayNumber
    }

    /// ISO 8601: week 1 has the year's first Thursday; weekday 1 is Monday.
    private static func dayNumber(year: Int, week: Int, weekday: Int) -> Int64? {
        guard (1...53).contains(week), (1...7).contains(weekday) else { return nil }
        let fourth = CivilDate(year: year, month: 1, day: 4)
        let monday = fourth.dayNumber - Int64((fourth.weekday + 6) % 7)
        let day = monday + Int64((week - 1) * 7)
        // Only some years have a week 53: a week is of the year that its Thursday is in.
        guard CivilDate(dayNumber: day + 3).year == year else { return nil }
        return day + Int64(weekday - 1)
    }

    /// RFC 2822, section 4.3, for years of two and three digits.
    static func fullYear(_ value: Int, digitCount: Int) -> Int {
        switch digitCount {
        case ...2: value < 70 ? value + 2000 : value + 1900
        case 3: value + 1900
        default: value
        }
    }
}
