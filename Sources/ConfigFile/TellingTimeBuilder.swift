import Delivering
import FeedModel

/// When a sink is told: `quiet:` and `digest:`.
struct TellingTimeBuilder {
    /// More is a slip of the hand.
    private static let overLimit = 1000
    private static let windowLimit: Duration = .days(7)

    let values: ValueReader
    var log: ProblemLog { values.log }

    func digest(_ raw: RawSink.Digest) -> DigestPolicy? {
        guard let over = raw.over, let window = raw.window else {
            if !log.hasProblem(below: raw.path) {
                log.error(
                    at: raw.position, raw.path,
                    "A digest needs both over: and window:, as in {over: 20, window: 5m}.")
            }
            return nil
        }
        guard let over = values.integer(over, in: 1...Self.overLimit),
            let length = values.duration(window)
        else { return nil }
        guard length <= Self.windowLimit else {
            log.error(window, "\(values.shown(window)) is too long: the most is 7d.")
            return nil
        }
        return DigestPolicy(over: over, window: length)
    }

    /// `22:00-07:00 Europe/Berlin`
    func quiet(_ scalar: RawScalar) -> QuietHours? {
        guard let text = values.word(scalar) else { return nil }
        let words = text.split(separator: " ")
        let hours = words.first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        guard words.count == 2, hours.count == 2, let start = Self.minute(hours[0]),
            let end = Self.minute(hours[1])
        else {
            log.error(
                scalar,
                "\(values.shown(scalar)) is not hours and a place, as in \"22:00-07:00 Europe/Berlin\"."
            )
            return nil
        }
        guard start != end else {
            log.error(scalar, "These hours are the whole day: nothing would ever be told.")
            return nil
        }
        guard let quiet = QuietHours(start: start, end: end, place: String(words[1])) else {
            log.error(
                scalar,
                "There is no time zone \(quoted(String(words[1]))): take a name such as Europe/Berlin or UTC."
            )
            return nil
        }
        return quiet
    }

    /// Minutes of the day of `07:00`.
    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}
