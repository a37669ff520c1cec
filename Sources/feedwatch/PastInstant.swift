import Daemon
import FeedModel

/// Reads what `--since` takes: `7d` back from now, `2026-11-23`, or `2026-11-23T00:31:36Z`.
enum PastInstant {
    static func parse(_ text: String, option: String) throws -> Timestamp {
        if let back = durationBack(text) { return Surroundings.live(environment: [:]).now() - back }
        if let instant = date(text) { return instant }
        throw ExitStatus.usage.saying(
            "\(option) takes a duration back from now (90m, 7d), a date (2026-11-23) or a time (2026-11-23T00:31:36Z)."
        )
    }

    private static func durationBack(_ text: String) -> Duration? {
        guard let unit = text.last, let count = Int(text.dropLast()), count >= 0, count < 1_000_000
        else { return nil }
        switch unit {
        case "s": return .seconds(count)
        case "m": return .minutes(count)
        case "h": return .hours(count)
        case "d": return .days(count)
        default: return nil
        }
    }

    private static func date(_ text: String) -> Timestamp? {
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        let day = halves[0].split(separator: "-").compactMap { Int($0) }
        guard day.count == 3, (1...12).contains(day[1]), halves.count <= 2,
            (1...CivilDate.daysInMonth(day[1], year: day[0])).contains(day[2])
        else { return nil }
        var date = CivilDate(year: day[0], month: day[1], day: day[2])
        guard halves.count == 2 else { return date.timestamp }
        guard halves[1].hasSuffix("Z") else { return nil }
        let time = halves[1].dropLast().split(separator: ":").map { $0.prefix(2) }
            .compactMap { Int($0) }
        guard time.count == 2 || time.count == 3, time[0] < 24, time[1] < 60 else { return nil }
        (date.hour, date.minute, date.second) = (time[0], time[1], time.count == 3 ? time[2] : 0)
        return date.timestamp
    }
}
