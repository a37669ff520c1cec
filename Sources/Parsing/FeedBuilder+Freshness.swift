import FeedModel

/// What a feed says of how often it changes.
extension FeedBuilder {
    mutating func setFreshness(_ bytes: Bytes, _ tag: Tag) {
        let number = TextValues.number(bytes)
        switch tag {
        case .ttl:
            guard let number, number > 0, number < 10_000_000 else { return }
            draft.feed.freshness.ttl = .minutes(Int(number))
        case .hour:
            guard let number, (0...24).contains(number) else { return }
            Self.addOnce(Int(number % 24), to: &draft.feed.freshness.skipHours)
        case .day:
            guard let day = Self.weekday(bytes.trimmed) else { return }
            Self.addOnce(day, to: &draft.feed.freshness.skipDays)
        case .updatePeriod: updatePeriodUnit = Self.period(bytes.trimmed.string.lowercased())
        case .updateFrequency:
            if let number, number > 0 { updateFrequency = number }
        default: break
        }
    }

    /// The period divided by the frequency, whichever of the two came first.
    var updatePeriod: Duration? {
        updatePeriodUnit.map { .seconds($0.components.seconds / updateFrequency) }
    }

    private static func addOnce(_ value: Int, to list: inout [Int]) {
        if !list.contains(value) { list.append(value) }
    }

    private static func period(_ word: String) -> Duration? {
        switch word {
        case "hourly": .hours(1)
        case "daily": .days(1)
        case "weekly": .days(7)
        case "monthly": .days(30)
        case "yearly": .days(365)
        default: nil
        }
    }

    private static func weekday(_ name: Bytes) -> Int? {
        let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        return days.firstIndex(of: String(name.string.lowercased().prefix(3)))
    }
}
