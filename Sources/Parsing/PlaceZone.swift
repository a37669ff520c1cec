import FeedModel

/// The time that a place keeps (`Europe/Paris`), by the rule that holds there today: dates in feeds are of these years.
struct PlaceZone {
    /// Minutes east of Greenwich.
    private let standardMinutes: Int
    private let summer: Summer?

    private struct Summer {
        var offsetMinutes: Int
        /// By the clock of the winter, and by that of the summer.
        var begins: Change
        var ends: Change
    }

    /// The `week`th of a weekday in a month (5: the last), so many minutes after its midnight.
    private struct Change {
        var month: Int
        var week: Int
        /// 0 = Sunday
        var weekday: Int
        var minute: Int

        /// Since 1970, by the clock on the wall.
        func localMinute(in year: Int) -> Int64 {
            let first = CivilDate(year: year, month: month, day: 1)
            var day = 1 + (weekday - first.weekday + 7) % 7 + (week - 1) * 7
            while day > CivilDate.daysInMonth(month, year: year) { day -= 7 }
            return (first.dayNumber + Int64(day - 1)) * 1440 + Int64(minute)
        }
    }

    /// `name` in lower case.
    static func named(_ name: String) -> PlaceZone? { places[name] }

    /// Minutes east of Greenwich at a local time. What comes twice, as the clock is put back, is the first of them.
    func offsetMinutes(dayNumber: Int64, minuteOfDay: Int) -> Int {
        guard let summer else { return standardMinutes }
        let year = CivilDate(dayNumber: dayNumber).year
        let minute = dayNumber * 1440 + Int64(minuteOfDay)
        let (begins, ends) = (
            summer.begins.localMinute(in: year), summer.ends.localMinute(in: year)
        )
        let isSummer =
            begins < ends ? begins <= minute && minute < ends : begins <= minute || minute < ends
        return isSummer ? summer.offsetMinutes : standardMinutes
    }
}

extension PlaceZone {
    private static let places: [String: PlaceZone] = {
        var places: [String: PlaceZone] = [:]
        for line in PlaceZones.table.split(separator: "\n") {
            let halves = line.split(separator: ":")
            guard halves.count == 2, let zone = PlaceZone(rule: halves[0]) else { continue }
            for name in halves[1].split(separator: " ") { places[String(name)] = zone }
        }
        return places
    }()

    /// As `PlaceZones` has it: the offset; in summer; month, week, weekday and minute of its begin and of its end.
    private init?(rule: Substring) {
        let numbers = rule.split(separator: " ").compactMap { Int($0) }
        guard let standard = numbers.first else { return nil }
        standardMinutes = standard
        summer =
            numbers.count == 10
            ? Summer(
                offsetMinutes: numbers[1],
                begins: Change(
                    month: numbers[2], week: numbers[3], weekday: numbers[4], minute: numbers[5]),
                ends: Change(
                    month: numbers[6], week: numbers[7], weekday: numbers[8], minute: numbers[9]))
            : nil
    }
}
