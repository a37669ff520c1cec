package import FeedModel
import Foundation

/// Hours of each day in which a sink is told nothing, by the clocks of a place: `22:00-07:00 Europe/Berlin`.
package struct QuietHours: Sendable, Hashable {
    private static let dayLength: Int64 = 86_400

    /// Seconds of the day.
    private let start: Int64
    private let end: Int64
    private let timeZone: TimeZone

    /// `start` and `end` are minutes of the day. `nil`: there is no such place, or the hours are all of the day.
    package init?(start: Int, end: Int, place: String) {
        guard start != end, let timeZone = TimeZone(identifier: place) else { return nil }
        (self.start, self.end) = (Int64(start) * 60, Int64(end) * 60)
        self.timeZone = timeZone
    }

    /// When the quiet ends that `now` is in; `nil`: it is not quiet.
    package func end(at now: Timestamp) -> Timestamp? {
        let local = now.seconds + offset(at: now.seconds)
        let second = local - local / Self.dayLength * Self.dayLength
        let isQuiet =
            start < end ? start <= second && second < end : second >= start || second < end
        guard isQuiet else { return nil }
        let localEnd = local + (end - second + Self.dayLength) % Self.dayLength
        // In the night in which clocks change, the end has another offset than now.
        let guess = localEnd - offset(at: now.seconds)
        return max(
            Timestamp(seconds: localEnd - offset(at: guess)), Timestamp(seconds: now.seconds + 1))
    }

    private static func text(_ second: Int64) -> String {
        let (hour, minute) = (second / 3600, second / 60 % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private func offset(at seconds: Int64) -> Int64 {
        Int64(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
}

extension QuietHours: CustomStringConvertible {
    /// As it is written in the config.
    package var description: String {
        "\(Self.text(start))-\(Self.text(end)) \(timeZone.identifier)"
    }
}
