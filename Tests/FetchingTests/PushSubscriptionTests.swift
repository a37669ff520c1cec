import FeedModel
import Testing

@testable import Fetching

@Suite("A subscription with a hub")
struct PushSubscriptionTests {
    private static let start = Timestamp(seconds: 1_795_392_000)
    private let course = Course(at: start)

    /// Asked for and confirmed.
    private func begin(lease: String? = nil) {
        #expect(course.request(at: Self.start)?.mode == .subscribe)
        #expect(course.answer("subscribe", lease: lease, at: Self.start) == confirmed)
    }

    @Test func `its callback and its secret are its own, and are not printed`() {
        let (one, other) = (course.subscription, Course(at: Self.start).subscription)
        #expect(one.token != other.token)
        #expect(one.secret != other.secret)
        #expect(one.token.rawValue.utf8.count == 32)
        #expect(one.secret.reveal().utf8.count == 64)
        #expect(!"\(one)".contains(one.secret.reveal()))
        #expect(!"\(one)".contains(one.token.rawValue))
    }

    @Test func `nothing is confirmed that was not asked for`() {
        #expect(course.answer("subscribe", at: Self.start) == .refused)
        _ = course.request(at: Self.start)
        #expect(course.answer("subscribe", topic: "https://b/", at: Self.start) == .refused)
        #expect(course.answer("unsubscribe", at: Self.start) == .refused)
        #expect(course.answer("subscribe", at: Self.start + .hours(2)) == .refused)
        #expect(!course.subscription.isInForce(at: Self.start))
        #expect(course.answer("subscribe", at: Self.start) == confirmed)
        #expect(course.subscription.isInForce(at: Self.start))
    }

    @Test func `it is renewed before the lease ends`() {
        begin(lease: "86400")
        #expect(course.request(at: Self.start + .hours(17)) == nil)
        #expect(course.subscription.isInForce(at: Self.start + .hours(23)))
        #expect(course.request(at: Self.start + .hours(18))?.mode == .subscribe)
        #expect(course.subscription.isInForce(at: Self.start + .hours(18)))
        #expect(!course.subscription.isInForce(at: Self.start + .hours(24)))
    }

    @Test(arguments: ["0", "1", "4294967295", "-5", "soon"])
    func `a silly lease neither hammers the hub nor lasts for ever`(_ lease: String) {
        begin(lease: lease)
        #expect(course.subscription.nextRequest >= Self.start + .hours(1))
        #expect(course.subscription.leaseEnd ?? Self.start <= Self.start + .days(30))
    }

    @Test func `a hub that fails is asked less and less often, once a day at last`() {
        var waits: [Duration] = []
        for _ in 0..<12 {
            let now = course.subscription.nextRequest
            #expect(course.request(at: now) != nil)
            course.subscription.fail("The hub is away.")
            waits.append(course.subscription.nextRequest - now)
        }
        #expect(waits[0] >= .hours(1))
        #expect(waits[3] >= .hours(8))
        #expect(waits[11] >= .hours(24))
        #expect(waits.allSatisfy { $0 <= .hours(30) })
        #expect(course.subscription.problem == "The hub is away.")
    }

    @Test func `a denial ends it for a week`() {
        begin()
        #expect(course.answer("denied", reason: "no\u{1B}[31m room", at: Self.start) == .noted)
        #expect(!course.subscription.isInForce(at: Self.start))
        #expect(course.subscription.problem == "The hub denies it: no [31m room")
        #expect(course.request(at: Self.start + .days(6)) == nil)
        #expect(course.request(at: Self.start + .days(7)) != nil)
    }

    @Test func `the hub is asked to end it, three times at most`() {
        begin()
        var now = Self.start + .days(1)
        course.subscription.leave(at: now)
        #expect(!course.subscription.isInForce(at: now))
        for _ in 0..<3 {
            #expect(!course.subscription.isOver(at: now))
            #expect(course.request(at: now)?.mode == .unsubscribe)
            now = course.subscription.nextRequest
        }
        #expect(course.subscription.isOver(at: now))
        #expect(course.request(at: now) == nil)
    }

    @Test func `an end that was confirmed is over`() {
        begin()
        let now = Self.start + .days(1)
        course.subscription.leave(at: now)
        _ = course.request(at: now)
        #expect(course.answer("unsubscribe", at: now) == confirmed)
        #expect(course.subscription.isOver(at: now + .hours(1)))
    }

    @Test func `what was never asked for can be forgotten at once`() {
        course.subscription.leave(at: Self.start)
        #expect(course.subscription.isOver(at: Self.start))
    }

    @Test func `pushes without news bring polls forward less and less`() {
        func wait() -> Duration {
            let next = course.subscription.hastenedPoll(
                after: Self.start, floor: .minutes(5), notBefore: nil, at: Self.start)
            return next - Self.start
        }
        #expect(wait() == .minutes(5))
        course.subscription.lastPush = Self.start + .seconds(1)
        for _ in 0..<3 { #expect(course.judge(hadNews: false)) }
        #expect(wait() == .minutes(40))
        for _ in 0..<100 { _ = course.judge(hadNews: false) }
        #expect((Duration.hours(20)...Duration.hours(24)).contains(wait()))
        #expect(course.judge(hadNews: true))
        #expect(wait() == .minutes(5))
    }

    @Test func `a poll without a push before it says nothing of pushes`() {
        #expect(!course.judge(hadNews: false))
        course.subscription.lastPush = Self.start - .seconds(1)
        #expect(!course.judge(hadNews: false))
    }

    @Test func `a push does not undo what the server asked for`() {
        let asked = Self.start + .hours(3)
        let next = course.subscription.hastenedPoll(
            after: Self.start - .days(1), floor: .minutes(5), notBefore: asked, at: Self.start)
        #expect(next == asked)
    }

    @Test(arguments: [
        [:], ["hub.mode": "subscribe"], ["hub.mode": "publish", "hub.topic": "t"],
        ["hub.mode": "subscribe", "hub.topic": "t"],
        ["hub.mode": "subscribe", "hub.topic": "t", "hub.challenge": ""],
        [
            "hub.mode": "subscribe", "hub.topic": "t",
            "hub.challenge": String(repeating: "c", count: 2000),
        ],
    ])
    func `what is no question is none`(_ parameters: [String: String]) {
        #expect(HubCall(parameters) == nil)
    }
}

private let confirmed = HubAnswer.confirmed(challenge: "c")

/// A subscription that takes its steps within an expectation.
private final class Course {
    private static let topic = "https://a.example/feed"

    var subscription: PushSubscription
    private var random = SystemRandomNumberGenerator()

    init(at start: Timestamp) {
        let hub = FeedHub(url: "https://h.example/", topic: Self.topic, isPublicOnly: true)
        subscription = PushSubscription(feed: FeedID(1), hub: hub, at: start, using: &random)
    }

    func request(at now: Timestamp) -> HubRequest? {
        subscription.request(at: now, using: &random)
    }

    func answer(
        _ mode: String, topic: String = topic, lease: String? = nil, reason: String? = nil,
        at now: Timestamp
    ) -> HubAnswer? {
        var parameters = ["hub.mode": mode, "hub.topic": topic, "hub.challenge": "c"]
        parameters["hub.lease_seconds"] = lease
        parameters["hub.reason"] = reason
        return HubCall(parameters).map { subscription.answer($0, at: now) }
    }

    func judge(hadNews: Bool) -> Bool {
        let start = Timestamp(seconds: 1_795_392_000)
        return subscription.judgePushes(since: start, hadNews: hadNews)
    }
}
