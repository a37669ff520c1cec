import Delivering
import FeedModel
import Testing

@Suite("Hours in which a sink is told nothing")
struct QuietHoursTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let hours: (from: Int, to: Int, place: String)
        let now: Timestamp
        let expected: Timestamp?

        init(
            _ claim: String, _ from: Int, _ to: Int, _ place: String, now: Timestamp,
            end: Timestamp?
        ) {
            (testDescription, hours) = (claim, (from, to, place))
            (self.now, expected) = (now, end)
        }
    }

    private static func utc(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Timestamp {
        var date = CivilDate(year: 2026, month: month, day: day)
        (date.hour, date.minute) = (hour, minute)
        return date.timestamp
    }

    @Test(arguments: [
        Row(
            "the evening lasts until the morning", 22 * 60, 7 * 60, "Europe/Berlin",
            now: utc(11, 23, 21, 30), end: utc(11, 24, 6)),
        Row(
            "so does the night", 22 * 60, 7 * 60, "Europe/Berlin", now: utc(11, 24, 5, 59),
            end: utc(11, 24, 6)),
        Row(
            "the end itself is loud", 22 * 60, 7 * 60, "Europe/Berlin", now: utc(11, 24, 6),
            end: nil),
        Row("so is noon", 22 * 60, 7 * 60, "Europe/Berlin", now: utc(11, 24, 11), end: nil),
        Row(
            "a night that loses an hour ends by the new time", 22 * 60, 7 * 60, "Europe/Berlin",
            now: utc(3, 28, 22, 30), end: utc(3, 29, 5)),
        Row(
            "so does one that gains an hour", 22 * 60, 7 * 60, "Europe/Berlin",
            now: utc(10, 24, 21), end: utc(10, 25, 6)),
        Row("a lunch", 12 * 60, 13 * 60, "UTC", now: utc(6, 1, 12), end: utc(6, 1, 13)),
        Row("before lunch", 12 * 60, 13 * 60, "UTC", now: utc(6, 1, 11, 59), end: nil),
    ])
    func `they end when they should`(_ row: Row) throws {
        let quiet = QuietHours(
            start: row.hours.from, end: row.hours.to, place: row.hours.place)
        #expect(try #require(quiet).end(at: row.now) == row.expected)
    }

    @Test func `no place and no hours are none`() {
        #expect(QuietHours(start: 0, end: 60, place: "Europe/Atlantis") == nil)
        #expect(QuietHours(start: 60, end: 60, place: "UTC") == nil)
    }
}
