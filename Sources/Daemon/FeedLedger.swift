import ConfigFile
import Deduping
import FeedModel
import Fetching
import Parsing
import Scheduling
import Storage

/// What a poll's answer does to what is remembered of its feed: pure, but for the jitter.
struct FeedLedger: Sendable {
    let polling: PollingSettings
    let settings: FeedSettings
    let price: PollPrice

    /// The feed as it is after the poll, and what people must hear of its health.
    struct Entry: Sendable {
        var after: FeedState
        var events: [Event] = []
    }

    /// So many of a document's warnings are kept.
    private static let warningLimit = 3

    func entry(
        for answer: RefreshAnswer, items: DraftedItems, before: FeedState,
        outageSince: Timestamp?, at now: Timestamp
    ) -> Entry {
        var entry = Entry(after: before)
        entry.after.lastPoll = now
        switch answer {
        case .document(let document, let mark, let metadata):
            read(document, mark, items, metadata, into: &entry, at: now)
        case .unchanged(let metadata):
            note(
                metadata.status == 304 ? .notModified : .sameDocument, metadata, into: &entry,
                at: now)
            entry.after.cacheLifetime = metadata.freshFor ?? entry.after.cacheLifetime
            succeed(metadata, into: &entry, at: now)
        case .gone(let metadata):
            leave(metadata, into: &entry, at: now)
        case .failed(let failure):
            fail(failure, outageSince: outageSince, into: &entry, at: now)
        case .unlisted:
            break
        }
        return entry
    }
}

extension FeedLedger {
    private func read(
        _ document: ParsedFeed, _ mark: DocumentMark, _ items: DraftedItems,
        _ metadata: FetchMetadata, into entry: inout Entry, at now: Timestamp
    ) {
        let previousCount = entry.after.itemCount
        let isGap =
            !mark.isDelta
            && Continuity.mayHaveMissed(
                previousCount: previousCount, count: items.itemCount,
                knownCount: items.knownCount)
        let isOld =
            metadata.validators == entry.after.validators
            || items.newItemTimes.contains { $0.map(entry.after.wasDenied) ?? false }
        note(.newDocument(isOld: isOld), metadata, into: &entry, at: now)
        var pace = entry.after.pace.flatMap(FeedPace.init(encoded:)) ?? FeedPace()
        pace.observe(
            newItemTimes: items.newItemTimes, at: now,
            mayHaveMissed: isGap && mark.filling?.isClosed != true)
        entry.after.pace = pace.encoded
        entry.after.title = document.title ?? entry.after.title
        entry.after.bodyDigest = mark.digest
        entry.after.parserVersion = FeedParser.version
        entry.after.freshness = document.freshness
        entry.after.cacheLifetime = metadata.freshFor
        if !mark.isDelta {
            entry.after.itemCount = items.itemCount - (mark.filling?.itemCount ?? 0)
        }
        entry.after.warning = Self.summary(of: document.warnings)
        entry.after.guidState = items.guids.word.rawValue
        entry.after.guidReason = items.identityReason
        if !items.newItemTimes.isEmpty { entry.after.lastNewItem = now }
        // Of a feed of one item nothing is ever left: that it is polled more often is all that can be done.
        if isGap, previousCount > 1 {
            let filling = mark.filling ?? GapFilling.Result()
            entry.events.append(
                health(
                    .feedGap, entry.after, reason: filling.isClosed ? "filled" : "gap", since: now,
                    at: now, detail: filling.detail))
        }
        succeed(metadata, into: &entry, at: now)
        // Half a document must not be vouched for: the rest would never come. The same half again is all that there is.
        if document.isBrokenOff { entry.after.validators = Validators() }
        entry.after.lastDocument = now
    }

    private func succeed(_ metadata: FetchMetadata, into entry: inout Entry, at now: Timestamp) {
        var feedHealth = entry.after.feedHealth
        let episode = feedHealth.failingSince ?? now
        let report = FailureTracker().recordSuccess(of: &feedHealth)
        entry.after.feedHealth = feedHealth
        if report == .recovered {
            entry.events.append(
                health(
                    .feedRecovered, entry.after, reason: "recovered", since: episode, at: now,
                    detail: "The feed answers again."))
        }
        (entry.after.errorKind, entry.after.errorDetail) = (nil, nil)
        entry.after.lastStatus = metadata.status
        entry.after.validators = metadata.validators
        entry.after.validatorsURL = metadata.validatorsURL ?? entry.after.fetchURL
        move(metadata, into: &entry, at: now)
        notice(silenceOf: &entry, at: now)
        schedule(metadata, into: &entry, at: now)
        entry.after.lastSuccess = now
    }

    private func schedule(_ metadata: FetchMetadata, into entry: inout Entry, at now: Timestamp) {
        var random = SystemRandomNumberGenerator()
        let subject = PacePolicy.Subject(
            pace: entry.after.pace.flatMap(FeedPace.init(encoded:)) ?? FeedPace(),
            freshness: Freshness(
                hints: entry.after.freshness, cacheLifetime: entry.after.cacheLifetime,
                retryAfter: metadata.retryAfter),
            pinned: settings.every,
            windowSize: entry.after.itemCount > 0 ? entry.after.itemCount : nil,
            isFirstPoll: entry.after.lastSuccess == nil)
        entry.after.nextPoll = PacePolicy(settings: polling).nextPoll(
            of: subject, after: now, price: price, using: &random)
        entry.after.notBefore = metadata.retryAfter.map { now + $0 }
    }

    /// Takes in what the answer says of the 304s before it; a server that is caught is told of once.
    private func note(
        _ answer: NotModifiedDoubt.Answer, _ metadata: FetchMetadata, into entry: inout Entry,
        at now: Timestamp
    ) {
        let isCaught = entry.after.doubt.observe(
            answer, wasUnconditional: metadata.wasUnconditional, at: now)
        guard isCaught else { return }
        entry.events.append(
            health(
                .feedGap, entry.after, reason: "false-304", since: entry.after.lastSuccess ?? now,
                at: now,
                detail:
                    "The server went on saying that nothing was new (304) although it was. It is asked for the whole document once a day from now on, which finds items late."
            ))
    }

    /// A permanent redirect is believed at its third sighting on another day.
    private func move(_ metadata: FetchMetadata, into entry: inout Entry, at now: Timestamp) {
        var moves =
            entry.after.moveSightings.flatMap { StoredValue.decode(MovedFeedPolicy.self, $0) }
            ?? MovedFeedPolicy()
        let adopted = moves.observe(metadata.permanentRedirect, at: now)
        entry.after.moveSightings = moves == MovedFeedPolicy() ? nil : StoredValue.encode(moves)
        guard let adopted else { return }
        entry.after.movedTo = adopted
        entry.events.append(
            health(
                .feedMoved, entry.after, reason: "moved", since: now, at: now,
                detail:
                    "The feed has moved for good to \(VisibleText(adopted)); it is polled there. Change its URL in the config."
            ))
    }

    private func notice(silenceOf entry: inout Entry, at now: Timestamp) {
        let pace = entry.after.pace.flatMap(FeedPace.init(encoded:)) ?? FeedPace()
        let isSilent = SilencePolicy().isSilent(pace, at: now)
        defer { entry.after.isSilent = isSilent }
        // That an old feed was silent before we came is no news of it.
        guard isSilent, !entry.after.isSilent, entry.after.lastDocument != nil else { return }
        entry.events.append(
            health(
                .feedSilent, entry.after, reason: "silent",
                since: entry.after.lastNewItem ?? now, at: now,
                detail: "The feed answers, but has been far quieter than its own history."))
    }

    private func leave(_ metadata: FetchMetadata, into entry: inout Entry, at now: Timestamp) {
        entry.after.lastStatus = metadata.status
        (entry.after.errorKind, entry.after.errorDetail) = (
            "gone", "The server says that the feed is gone for good (410)."
        )
        var random = SystemRandomNumberGenerator()
        let nextPoll = PacePolicy(settings: polling).nextPollOfGone(at: now, using: &random)
        (entry.after.nextPoll, entry.after.notBefore) = (nextPoll, nextPoll)
        guard entry.after.health != .gone else { return }
        entry.after.health = .gone
        entry.after.firstFailure = now
        entry.events.append(
            health(
                .feedGone, entry.after, reason: "gone", since: now, at: now,
                detail:
                    "The server says that the feed is gone for good (410). It is asked again in 30 days; take it out of the config."
            ))
    }

    private func fail(
        _ failure: RefreshFailure, outageSince: Timestamp?, into entry: inout Entry,
        at now: Timestamp
    ) {
        var random = SystemRandomNumberGenerator()
        if let outageSince {
            acquit(&entry.after, of: outageSince)
            entry.after.nextPoll = now + OutageDetector.retryDelay(using: &random)
            return
        }
        var feedHealth = entry.after.feedHealth
        let report = FailureTracker().recordFailure(of: &feedHealth, at: now)
        entry.after.feedHealth = feedHealth
        entry.after.lastStatus = failure.status
        (entry.after.errorKind, entry.after.errorDetail) = (failure.kind, failure.detail)
        // The hours in which the feed asked to be left alone hold for another attempt too.
        let hints = FreshnessHints(
            skipHours: entry.after.freshness.skipHours, skipDays: entry.after.freshness.skipDays)
        entry.after.nextPoll = PacePolicy(settings: polling).nextPoll(
            afterFailures: feedHealth.failureCount, pinned: settings.every,
            freshness: Freshness(hints: hints, retryAfter: failure.retryAfter), at: now,
            using: &random)
        entry.after.notBefore = failure.retryAfter.map { now + $0 }
        guard report == .failing else { return }
        entry.events.append(
            health(
                .feedFailing, entry.after, reason: failure.kind,
                since: feedHealth.failingSince ?? now, at: now, detail: failure.detail))
    }

    /// Takes back what was counted against a feed before it was clear that it is us.
    private func acquit(_ feed: inout FeedState, of outageSince: Timestamp) {
        // Where it was told that the feed fails, it will be told that it has recovered.
        guard feed.health == .ok, let first = feed.firstFailure, first >= outageSince else {
            return
        }
        feed.feedHealth = FeedHealth()
        (feed.errorKind, feed.errorDetail) = (nil, nil)
    }

    private func health(
        _ type: EventType, _ feed: FeedState, reason: String, since: Timestamp, at now: Timestamp,
        detail: String
    ) -> Event {
        Event(
            id: .health(type, feedURL: feed.url, since: since), type: type, time: now,
            feed: EventFeed(name: feed.displayName, url: feed.url), reason: reason, detail: detail)
    }

    private static func summary(of warnings: [String]) -> String? {
        guard !warnings.isEmpty else { return nil }
        let rest = warnings.count - warningLimit
        return warnings.prefix(warningLimit).joined(separator: " ")
            + (rest > 0 ? " And \(rest) more." : "")
    }
}

extension FeedState {
    /// Whether an item of that time was there when the last poll was told that nothing was new.
    fileprivate func wasDenied(_ published: Timestamp) -> Bool {
        lastSuccess.map { published < $0 - NotModifiedDoubt.cacheDelay } ?? false
    }

    /// The 304s as the fetching room doubts them.
    var doubt: NotModifiedDoubt {
        get {
            NotModifiedDoubt(
                runStart: notModifiedSince, lastUnconditional: lastUnconditional,
                isProven: isNotModifiedFalse)
        }
        set {
            notModifiedSince = newValue.runStart
            lastUnconditional = newValue.lastUnconditional
            isNotModifiedFalse = newValue.isProven
        }
    }

    /// The failures as the scheduling room counts them.
    var feedHealth: FeedHealth {
        get {
            FeedHealth(
                failureCount: failureCount, failingSince: firstFailure,
                isReported: health != .ok)
        }
        set {
            failureCount = newValue.failureCount
            firstFailure = newValue.failingSince
            health = newValue.isReported ? .failing : .ok
        }
    }
}
