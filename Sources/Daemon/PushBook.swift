import FeedModel
import Fetching
import Logging
import Storage

/// Which feeds hubs tell us of, or are to: the one place that knows, and writes down what it learns.
///
/// A push is never believed: all that it can do is bring the next poll forward. A subscription that could not be written
/// down is kept in memory and asked for anew after a restart.
actor PushBook {
    private let store: Store
    private let surroundings: Surroundings
    private let logger: Logger
    private var subscriptions: [PushToken: PushSubscription] = [:]
    /// Of each feed the one that is not about to end.
    private var current: [FeedID: PushToken] = [:]
    private var random = SystemRandomNumberGenerator()

    init(store: Store, surroundings: Surroundings, logger: Logger) async throws(StoreError) {
        (self.store, self.surroundings, self.logger) = (store, surroundings, logger)
        for subscription in try await store.pushSubscriptions() { hold(subscription) }
    }

    /// What hubs are to be asked now, at most `limit`; `isListed` tells the feeds of the config from those that left it.
    func requests(limit: Int, isListed: (FeedID) -> Bool) async -> [HubRequest] {
        let now = surroundings.now()
        var requests: [HubRequest] = []
        for token in subscriptions.keys {
            // Looked up anew: a hub may have called back meanwhile.
            guard var subscription = subscriptions[token] else { continue }
            let before = subscription
            if !isListed(subscription.feed) { subscription.leave(at: now) }
            if subscription.isOver(at: now) {
                await forget(subscription)
                continue
            }
            if requests.count < limit,
                let request = subscription.request(at: now, using: &random)
            {
                requests.append(request)
            }
            if subscription != before { await keep(subscription) }
        }
        return requests
    }

    /// A hub did not take a request.
    func fail(_ token: PushToken, _ error: FetchError) async {
        guard var subscription = subscriptions[token] else { return }
        let isNewsworthy = subscription.problem != error.description
        subscription.fail(error.description)
        await keep(subscription)
        logger.log(
            level: isNewsworthy ? .warning : .debug, "hub not reached, the feed is polled",
            metadata: [
                "feed.id": "\(subscription.feed)", "error.kind": "\(error.kind.rawValue)",
                "error": "\(error)",
            ])
    }

    /// What a hub that calls back is answered.
    func answer(_ call: HubCall, at token: PushToken) async -> HubAnswer {
        guard var subscription = subscriptions[token] else { return .refused }
        let answer = subscription.answer(call, at: surroundings.now())
        guard answer != .refused else { return answer }
        await keep(subscription)
        logger.info(
            "hub called back",
            metadata: [
                "feed.id": "\(subscription.feed)", "hub.mode": "\(call.mode.rawValue)",
                "detail": "\(call.reason)",
            ])
        return answer
    }

    /// What a push to this callback must be signed with; `nil`: no push is awaited there.
    func secret(at token: PushToken) -> Secret? {
        guard let subscription = subscriptions[token],
            subscription.isInForce(at: surroundings.now())
        else { return nil }
        return subscription.secret
    }

    /// Takes a push that was signed rightly. Returns its feed, and when that may be polled because of it.
    func push(to token: PushToken, floor: Duration) async -> (feed: FeedID, nextPoll: Timestamp)? {
        guard var subscription = subscriptions[token] else { return nil }
        let now = surroundings.now()
        subscription.lastPush = now
        await keep(subscription)
        // A feed that cannot be read now is polled when it is due.
        guard let feed = try? await store.feed(subscription.feed) else { return nil }
        let nextPoll = subscription.hastenedPoll(
            after: feed.lastPoll, floor: floor, notBefore: feed.notBefore, at: now)
        return (subscription.feed, nextPoll)
    }

    /// Takes in what a poll found: the hub that the document names, and whether pushes were true.
    func note(_ refreshed: Refreshed) async {
        if case .document(let hub) = refreshed.hubFinding { await note(hub, of: refreshed.feed) }
        guard refreshed.failure == nil,
            var subscription = current[refreshed.feed].flatMap({ subscriptions[$0] })
        else { return }
        let hadNews = refreshed.summary.newItemCount + refreshed.summary.changedItemCount > 0
        if subscription.judgePushes(since: refreshed.lastPoll, hadNews: hadNews) {
            await keep(subscription)
        }
    }
}

extension PushBook {
    /// A feed that names one hub after another has one of them asked an hour.
    private func note(_ hub: FeedHub?, of feed: FeedID) async {
        let now = surroundings.now()
        var first = now
        if var old = current[feed].flatMap({ subscriptions[$0] }) {
            guard old.hub != hub else { return }
            first = max(now, old.askedUntil ?? now)
            old.leave(at: now)
            await keep(old)
        }
        guard let hub else { return }
        await keep(PushSubscription(feed: feed, hub: hub, at: first, using: &random))
    }

    private func hold(_ subscription: PushSubscription) {
        subscriptions[subscription.token] = subscription
        if !subscription.isLeaving {
            current[subscription.feed] = subscription.token
        } else if current[subscription.feed] == subscription.token {
            current[subscription.feed] = nil
        }
    }

    private func keep(_ subscription: PushSubscription) async {
        hold(subscription)
        do throws(StoreError) {
            try await store.save(subscription)
        } catch {
            logger.debug("subscription not stored", metadata: ["error": "\(error)"])
        }
    }

    private func forget(_ subscription: PushSubscription) async {
        subscriptions[subscription.token] = nil
        do throws(StoreError) {
            try await store.forget(subscription.token)
        } catch {
            logger.debug("subscription not forgotten", metadata: ["error": "\(error)"])
        }
    }
}
