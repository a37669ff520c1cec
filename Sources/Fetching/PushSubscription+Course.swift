package import FeedModel

/// How a subscription goes: asked for, confirmed, renewed before it ends, put off where the hub fails or denies, ended.
/// Pure: each step is a value; who carries it out is elsewhere (W3C WebSub, section 5).
extension PushSubscription {
    /// For so long we ask, and so much of it we let go by before we ask again.
    static let lease: Duration = .days(10)
    private static let renewedPart = 3
    private static let leaseParts = 4
    private static let leaseLimit: Duration = .days(30)
    /// A hub has so long to put its question, and is asked no more often than that.
    private static let askedPeriod: Duration = .hours(1)
    private static let retryLimit: Duration = .hours(24)
    /// A hub that said no may have changed its mind by then.
    private static let denialPeriod: Duration = .days(7)
    /// So often a hub is asked to end a subscription; then it learns from our callback that it has ended.
    private static let farewellLimit = 3
    /// The wait after pushes that were followed by nothing new doubles no more often.
    private static let doublingLimit = 8

    /// A new one, due to be asked for, with a callback and a secret of its own.
    ///
    /// `random` must be one that nobody can foretell.
    package init(
        feed: FeedID, hub: FeedHub, at now: Timestamp,
        using random: inout some RandomNumberGenerator
    ) {
        let token = PushToken(Self.hexadecimal(bytes: 16, using: &random))
        let secret = Secret(Self.hexadecimal(bytes: 32, using: &random))
        self.init(token: token, feed: feed, hub: hub, secret: secret, nextRequest: now)
    }

    /// What the hub is to be asked now, if anything. It is noted as asked at once, for a hub may put its question before
    /// it answers ours, and as unconfirmed until it does.
    package mutating func request(
        at now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> HubRequest? {
        guard nextRequest <= now, !isOver(at: now) else { return nil }
        requestCount += 1
        askedUntil = now + Self.askedPeriod
        let doublings = Swift.min(requestCount - 1, Self.doublingLimit)
        let wait = Swift.min(Self.askedPeriod * (1 << doublings), Self.retryLimit)
        nextRequest = now + wait * Double.random(in: 1...1.25, using: &random)
        return HubRequest(
            mode: isLeaving ? .unsubscribe : .subscribe, hub: hub, token: token, secret: secret)
    }

    /// The hub could not be reached, or refused the request.
    package mutating func fail(_ problem: String) {
        (self.problem, askedUntil) = (problem, nil)
    }

    /// The answer to what a hub says or asks by calling back.
    package mutating func answer(_ call: HubCall, at now: Timestamp) -> HubAnswer {
        guard call.topic == hub.topic else { return .refused }
        switch call.mode {
        case .subscribe:
            guard !isLeaving, isAsked(at: now) else { return .refused }
            begin(lease: call.lease ?? Self.lease, at: now)
            return .confirmed(challenge: call.challenge)
        case .unsubscribe:
            guard isLeaving, isAsked(at: now) else { return .refused }
            (leaseEnd, nextRequest) = (nil, now + Self.leaseLimit)
            return .confirmed(challenge: call.challenge)
        case .denied:
            guard !isLeaving else { return .refused }
            (leaseEnd, askedUntil) = (nil, nil)
            problem = "The hub denies it" + (call.reason.isEmpty ? "." : ": \(call.reason)")
            nextRequest = now + Self.denialPeriod
            return .noted
        }
    }

    /// Ends it: the hub is asked to, where it may have promised something.
    package mutating func leave(at now: Timestamp) {
        guard !isLeaving else { return }
        (isLeaving, requestCount, nextRequest) = (true, 0, now)
    }

    /// Nothing is left to do, and it can be forgotten.
    package func isOver(at now: Timestamp) -> Bool {
        guard isLeaving else { return false }
        let isPromised = (leaseEnd ?? now) > now
        return requestCount >= Self.farewellLimit && !isAsked(at: now)
            || !isPromised && !isAsked(at: now)
    }

    /// When the feed may be polled because of a push that came now.
    ///
    /// Never closer to the last poll than `floor`, and later the more often pushes were followed by nothing new: a hub
    /// cannot make us hammer a server.
    package func hastenedPoll(
        after lastPoll: Timestamp?, floor: Duration, notBefore: Timestamp?, at now: Timestamp
    ) -> Timestamp {
        let wait = Swift.min(floor * (1 << falsePushCount), Self.retryLimit)
        let earliest = lastPoll.map { $0 + wait } ?? now
        return Swift.max(now, earliest, notBefore ?? now)
    }

    /// The feed was polled, for the first time after `lastPoll`: pushes since then were true if it had news.
    /// Whether that changed anything.
    package mutating func judgePushes(since lastPoll: Timestamp?, hadNews: Bool) -> Bool {
        guard let lastPush, lastPush > (lastPoll ?? lastPush) else { return false }
        let before = falsePushCount
        falsePushCount = hadNews ? 0 : Swift.min(before + 1, Self.doublingLimit)
        return falsePushCount != before
    }
}

extension PushSubscription {
    private func isAsked(at now: Timestamp) -> Bool { askedUntil.map { now < $0 } ?? false }

    private mutating func begin(lease: Duration, at now: Timestamp) {
        let lease = Swift.min(Swift.max(lease, .zero), Self.leaseLimit)
        (requestCount, problem, leaseEnd) = (0, nil, now + lease)
        nextRequest =
            now + Swift.max(lease * Self.renewedPart / Self.leaseParts, Self.askedPeriod)
    }

    private static func hexadecimal(
        bytes: Int, using random: inout some RandomNumberGenerator
    ) -> String {
        (0..<bytes).map { _ in
            let byte = UInt8.random(in: .min ... .max, using: &random)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
