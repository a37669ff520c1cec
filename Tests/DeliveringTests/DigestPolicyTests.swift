import Delivering
import FeedModel
import Testing

@Suite("When many events become one")
struct DigestPolicyTests {
    private static let start = Timestamp(seconds: 1000)
    private let policy = DigestPolicy(over: 20, window: .minutes(5))

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let recent: Int
        let waiting: Int
        let age: Duration
        let expected: DigestPolicy.Decision

        init(
            _ claim: String, recent: Int, waiting: Int, age: Duration,
            _ expected: DigestPolicy.Decision
        ) {
            (testDescription, self.recent, self.waiting) = (claim, recent, waiting)
            (self.age, self.expected) = (age, expected)
        }
    }

    @Test(arguments: [
        Row("few are told at once", recent: 0, waiting: 20, age: .zero, .sendEach),
        Row(
            "more are held until the window is over", recent: 0, waiting: 21, age: .minutes(1),
            .hold(until: start + .minutes(5))),
        Row("and then gathered", recent: 0, waiting: 21, age: .minutes(5), .gather),
        Row(
            "a trickle counts what was sent before", recent: 20, waiting: 1, age: .zero,
            .hold(until: start + .minutes(5))),
        Row("a digest of one is an event", recent: 20, waiting: 1, age: .minutes(5), .sendEach),
        Row(
            "a night's events are gathered at once", recent: 0, waiting: 21, age: .hours(9), .gather
        ),
        Row(
            "a clock that was set back holds nothing", recent: 0, waiting: 21, age: .hours(-9),
            .gather),
    ])
    func decision(_ row: Row) {
        let burst = DigestPolicy.Burst(
            recentCount: row.recent, waitingCount: row.waiting, oldest: Self.start)
        #expect(policy.decision(on: burst, at: Self.start + row.age) == row.expected)
    }
}
