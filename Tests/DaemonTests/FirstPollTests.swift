import ConfigFile
import FeedModel
import Testing

@testable import Daemon

@Suite("A feed's first document is history")
struct FirstPollTests {
    private static let now = Timestamp(seconds: 1_700_000_000)

    @Test(
        arguments: [
            ("all tells everything", FirstPoll.all, nil, true),
            ("none tells nothing, however young", .none, .zero, false),
            ("a day tells what is an hour old", .within(.days(1)), .hours(1), true),
            ("a day does not tell what is two days old", .within(.days(1)), .days(2), false),
            ("a day does not tell what has no date", .within(.days(1)), nil, false),
            ("a date to come is young", .within(.days(1)), .hours(-3), true),
        ] as [(String, FirstPoll, Duration?, Bool)])
    func tells(_ name: String, _ policy: FirstPoll, _ age: Duration?, _ isTold: Bool) {
        let item = EventItem(id: "1", published: age.map { Self.now - $0 })
        #expect(policy.tells(item, at: Self.now) == isTold, "\(name)")
    }
}
