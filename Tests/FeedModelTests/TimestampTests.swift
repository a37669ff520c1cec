import FeedModel
import Testing

@Suite("Instants")
struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_700_000_000_123, "2023-11-14T22:13:20.123Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func prints(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test func `civil dates and day numbers are each other's inverse`() {
        for day in stride(from: Int64(-800_000), through: 800_000, by: 137) {
            #expect(CivilDate(dayNumber: day).dayNumber == day)
        }
    }

    @Test func `weekdays are right before and after 1970`() {
        #expect(CivilDate(year: 2022, month: 5, day: 25).weekday == 3)
        #expect(CivilDate(year: 1969, month: 12, day: 31).weekday == 3)
        #expect(CivilDate(year: 1970, month: 1, day: 1).weekday == 4)
    }

    @Test func `arithmetic saturates instead of trapping`() {
        let last = Timestamp(milliseconds: .max)
        #expect(last + .seconds(1) == last)
        #expect(Timestamp(milliseconds: .min) - .days(1) == Timestamp(milliseconds: .min))
        #expect(Timestamp(seconds: 90) - Timestamp(seconds: 30) == .seconds(60))
    }
}
