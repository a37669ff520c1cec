import FeedModel
import Fetching
import TestSupport
import Testing

/// When a permanent redirect is believed.
@Suite struct MovedFeedPolicyTests {
    /// `polls`: a target or `-` for none, each with the hours since the first poll.
    @Test(
        arguments: [
            ("the third day adopts it", [("a", 0), ("a", 24), ("a", 48)], "a"),
            ("two days do not", [("a", 0), ("a", 24)], nil),
            (
                "many times a day count once", [("a", 0), ("a", 1), ("a", 2), ("a", 3), ("a", 24)],
                nil
            ),
            ("another target begins anew", [("a", 0), ("a", 24), ("b", 48)], nil),
            ("then that one needs three days", [("a", 0), ("b", 24), ("b", 48), ("b", 72)], "b"),
            ("a day without it begins anew", [("a", 0), ("a", 24), ("-", 48), ("a", 72)], nil),
            ("midnight in between is another day", [("a", 23), ("a", 25), ("a", 49)], "a"),
        ] as [(String, [(String, Int)], String?)])
    func adopts(_ claim: String, _ polls: [(String, Int)], _ expected: String?) {
        let clock = ManualClock()
        var policy = MovedFeedPolicy()
        var adopted: String?
        for (target, hours) in polls {
            adopted = policy.observe(target == "-" ? nil : target, at: clock.now + .hours(hours))
        }
        #expect(adopted == expected, "\(claim)")
    }

    @Test func isDoneOnceAdopted() {
        let clock = ManualClock()
        var policy = MovedFeedPolicy()
        for day in 0..<3 { _ = policy.observe("a", at: clock.now + .days(day)) }
        #expect(policy == MovedFeedPolicy())
    }
}
