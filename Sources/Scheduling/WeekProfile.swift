import FeedModel

/// In which hours a feed publishes: counts of items by hour of the day in UTC, weekdays apart from weekends.
struct WeekProfile: Sendable, Hashable {
    static let cellCount = 48

    /// Weekday hours 0…23, then weekend hours.
    private(set) var counts: [Float]

    init() { counts = Array(repeating: 0, count: Self.cellCount) }

    init?(counts: [Float]) {
        guard counts.count == Self.cellCount, counts.allSatisfy({ $0 >= 0 && $0.isFinite })
        else { return nil }
        self.counts = counts
    }

    mutating func fade(by factor: Double) {
        let factor = Float(factor)
        for cell in counts.indices { counts[cell] *= factor }
    }

    mutating func record(_ weight: Double, at instant: Timestamp) {
        let hour = HourOfWeek(hourNumber(of: instant))
        counts[hour.cell] += Float(weight)
    }

    func count(ofHour hour: Int) -> Double { Double(counts[hour] + counts[24 + hour]) }
}

/// The rates that the counts of a profile speak for, as multiples of the mean rate.
///
/// Few items say little of 48 cells, so each level leans on the one above, as if it had seen some items there: flat → the
/// part of the day → the hour of the day → (weekday | weekend) × hour. The finer a level, the more it leans. A part stays
/// flat, for a feed may always do what it never did.
struct WeekRates: Sendable {
    /// As if so many items had been seen where the level above expects them.
    private static let partEvidence = 8.0
    private static let hourEvidence = 25.0
    private static let cellEvidence = 100.0
    private static let flatPart = 0.1
    /// How much an hour and those one and two hours away say of its part of the day.
    private static let weights = [3.0 / 9, 2.0 / 9, 1.0 / 9]

    private let profile: WeekProfile
    private let total: Double
    /// The part of all items that comes at weekends.
    private let weekendPart: Double

    init(_ profile: WeekProfile) {
        self.profile = profile
        var (weekday, weekend) = (0.0, 0.0)
        for hour in 0..<24 {
            weekday += Double(profile.counts[hour])
            weekend += Double(profile.counts[24 + hour])
        }
        total = weekday + weekend
        weekendPart = (weekend + Self.partEvidence * 2 / 7) / (total + Self.partEvidence)
    }

    /// The factor of an hour, counted from 1970; the mean over a week is 1.
    func factor(ofHour number: Int64) -> Double {
        let hour = HourOfWeek(number)
        let daysPart = hour.isWeekend ? weekendPart : 1 - weekendPart
        let expected = part(ofHour: hour.ofDay) * daysPart
        let seen = Double(profile.counts[hour.cell])
        let part = (seen + Self.cellEvidence * expected) / (total + Self.cellEvidence)
        let timePart = (hour.isWeekend ? 2.0 : 5.0) / 168
        return Self.flatPart + (1 - Self.flatPart) * part / timePart
    }

    /// The part of all items that comes in an hour of the day.
    private func part(ofHour hour: Int) -> Double {
        let own = profile.count(ofHour: hour)
        var around = own * Self.weights[0]
        for distance in 1...2 {
            let before = profile.count(ofHour: (hour + 24 - distance) % 24)
            let after = profile.count(ofHour: (hour + distance) % 24)
            around += (before + after) * Self.weights[distance]
        }
        let expected = (around + Self.partEvidence / 24) / (total + Self.partEvidence)
        return (own + Self.hourEvidence * expected) / (total + Self.hourEvidence)
    }
}

/// Where in the week an hour lies, in UTC.
struct HourOfWeek {
    let ofDay: Int
    let isWeekend: Bool

    var cell: Int { isWeekend ? 24 + ofDay : ofDay }

    init(_ number: Int64) {
        let day = floorDivided(number, by: 24)
        ofDay = Int(number - day * 24)
        // 1970-01-01 was a Thursday, so day 2 was a Saturday.
        isWeekend = (day - 2) - floorDivided(day - 2, by: 7) * 7 < 2
    }
}

/// Hours since 1970, rounded down.
func hourNumber(of instant: Timestamp) -> Int64 {
    floorDivided(instant.milliseconds, by: 3_600_000)
}

/// Division that rounds down, also below zero.
func floorDivided(_ value: Int64, by divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
