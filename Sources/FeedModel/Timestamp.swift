/// An instant on the wall clock, in milliseconds since 1970-01-01T00:00:00Z; leap seconds are not counted.
///
/// Our own type because Foundation's `Date` formats and parses slowly on Linux, and this one is on the polling path.
package struct Timestamp: Hashable, Sendable, Codable, Comparable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }
    package init(seconds: Int64) { self.milliseconds = seconds &* 1000 }

    /// Whole seconds since 1970, rounded down.
    package var seconds: Int64 { (milliseconds - positiveRemainder(milliseconds, 1000)) / 1000 }

    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    /// Saturates at the ends of what milliseconds can hold.
    package static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        let (sum, overflow) = instant.milliseconds.addingReportingOverflow(duration.milliseconds)
        return Timestamp(milliseconds: overflow ? (duration < .zero ? .min : .max) : sum)
    }

    package static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        instant + (.zero - duration)
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.milliseconds &- earlier.milliseconds)
    }
}

extension Timestamp {
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2026-11-23T00:31:36.120Z`.
    package var description: String { rfc3339(withMilliseconds: true) }

    /// RFC 3339 in UTC; without milliseconds for dates that came from a feed and had none.
    package func rfc3339(withMilliseconds: Bool) -> String {
        let date = civil
        var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        text += "T\(padded(date.hour, 2)):\(padded(date.minute, 2)):\(padded(date.second, 2))"
        if withMilliseconds { text += ".\(padded(Int(positiveRemainder(milliseconds, 1000)), 3))" }
        return text + "Z"
    }

    /// The parts of the date in UTC, proleptic Gregorian.
    package var civil: CivilDate {
        let day = seconds.flooredDivision(by: 86_400)
        let second = Int(seconds - day * 86_400)
        return CivilDate(
            dayNumber: day, hour: second / 3600, minute: second / 60 % 60, second: second % 60)
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero; saturating.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        if overflow { return seconds < 0 ? .min : .max }
        let (sum, sumOverflow) = product.addingReportingOverflow(
            attoseconds / 1_000_000_000_000_000)
        return sumOverflow ? (seconds < 0 ? .min : .max) : sum
    }

    /// Seconds, with their fraction.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    package static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    package static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        (self - positiveRemainder(self, divisor)) / divisor
    }
}

private func positiveRemainder(_ value: Int64, _ modulus: Int64) -> Int64 {
    let remainder = value % modulus
    return remainder < 0 ? remainder + modulus : remainder
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
