import FeedModel
import Scheduling
import Testing

@Suite struct BackoffTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let attempt: Int
        let ceiling: Duration
        init(_ claim: String, _ attempt: Int, _ ceiling: Duration) {
            (testDescription, self.attempt, self.ceiling) = (claim, attempt, ceiling)
        }
    }

    @Test(arguments: [
        Row("the first retry is within the base", 1, .minutes(30)),
        Row("the second within twice the base", 2, .hours(1)),
        Row("the sixth within thirty-two times the base", 6, .hours(16)),
        Row("the seventh within the cap", 7, .hours(24)),
        Row("a huge attempt cannot overflow", .max, .hours(24)),
        Row("an attempt before the first counts as the first", 0, .minutes(30)),
    ])
    func ceiling(_ row: Row) {
        #expect(Backoff(base: .minutes(30)).ceiling(attempt: row.attempt) == row.ceiling)
    }

    @Test func `jitter is over the whole ceiling and never beyond`() {
        let backoff = Backoff(base: .minutes(10))
        var random = SeededRandom(seed: 3)
        let delays = (0..<1000).map { _ in backoff.delay(attempt: 3, using: &random) }
        #expect(delays.allSatisfy { $0 >= .zero && $0 <= .minutes(40) })
        #expect(delays.contains { $0 < .minutes(4) })
        #expect(delays.contains { $0 > .minutes(36) })
    }

    @Test func `a base above the cap waits the cap, a base of nothing too`() {
        #expect(Backoff(base: .days(3)).ceiling(attempt: 1) == .hours(24))
        #expect(Backoff(base: .zero).ceiling(attempt: 5) == .hours(24))
    }
}

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(waits: [.seconds(5), .minutes(5), .hours(1)])

    @Test func `each failure waits as listed, a fifth more or less`() {
        var random = SeededRandom(seed: 5)
        for (attempt, seconds) in [(1, 5.0), (2, 300.0), (3, 3600.0)] {
            for _ in 0..<200 {
                guard
                    case .retry(let after) = policy.decision(
                        afterAttempt: attempt, using: &random)
                else {
                    Issue.record("attempt \(attempt) was given up")
                    return
                }
                #expect(abs(after.inSeconds / seconds - 1) <= 0.2001)
            }
        }
    }

    @Test func `after the last wait comes the dead letter`() {
        var random = SeededRandom(seed: 5)
        #expect(policy.decision(afterAttempt: 4, using: &random) == .deadLetter)
        #expect(RetryPolicy(waits: []).decision(afterAttempt: 1, using: &random) == .deadLetter)
    }

    @Test func `the other side's wish makes a wait longer, up to seven days`() {
        var random = SeededRandom(seed: 5)
        let rows: [(Duration, Duration)] = [
            (.seconds(120), .seconds(120)), (.days(400), .days(7)),
        ]
        for (asked, expected) in rows {
            #expect(
                policy.decision(afterAttempt: 1, asked: asked, using: &random)
                    == .retry(after: expected))
        }
        for asked in [Duration.zero, .seconds(2)] {
            let decision = policy.decision(afterAttempt: 3, asked: asked, using: &random)
            guard case .retry(let wait) = decision else {
                Issue.record("\(decision)")
                continue
            }
            #expect(wait >= .minutes(48), "the list says an hour")
        }
        #expect(
            policy.decision(afterAttempt: 4, asked: .seconds(9), using: &random) == .deadLetter)
    }
}
