import Console
import FeedModel
import Fetching
import Parsing
import Storage

/// What became of asking a feed, before anything is decided from it.
enum RefreshAnswer: Sendable {
    case document(ParsedFeed, DocumentMark, FetchMetadata)
    /// 304, or the same bytes again.
    case unchanged(FetchMetadata)
    case gone(FetchMetadata)
    case failed(RefreshFailure)
    /// The feed left the config while it waited.
    case unlisted
}

/// What is remembered of a document beside its items.
struct DocumentMark: Sendable, Equatable {
    var digest: [UInt8]
    var byteCount: Int
    /// Holds only what is new since the last document, so that nothing of that one need be in it.
    var isDelta = false
    /// What was added from the documents before it; `nil`: there was no gap to fill.
    var filling: GapFilling.Result?
}

/// Why there is no document: from the network, the server or the document itself.
struct RefreshFailure: Error, Sendable, Equatable {
    /// A fixed word, as in `feed.failing`.
    var kind: String
    /// A sentence for the operator.
    var detail: String
    var retryAfter: Duration?
    var status: Int?
    /// Nothing was reached at all: it may be our own network.
    var isNetwork: Bool
    /// The program is stopping; nothing is to be learned from it.
    var isCancelled: Bool

    /// For so long the feeds beside it on its host are left alone too; `nil`: they have done nothing.
    var hostPause: Duration? { Self.hostPause(status: status, retryAfter: retryAfter) }

    /// Capped, for one feed speaks for many.
    static let longestHostPause = Duration.hours(1)

    static func hostPause(status: Int?, retryAfter: Duration?) -> Duration? {
        guard status == 429 else { return nil }
        // Who counts our requests counts those for all its feeds.
        return min(retryAfter ?? .minutes(5), longestHostPause)
    }

    init(_ error: FetchError) {
        (kind, detail) = (error.kind.rawValue, error.description)
        (retryAfter, status) = (error.retryAfter, error.status)
        (isNetwork, isCancelled) = (error.isNetwork, error.kind == .cancelled)
    }

    init(_ error: ParseError, status: Int) {
        detail = error.description
        switch error {
        case .webPage, .notAFeed: kind = "not-a-feed"
        case .tooLarge: kind = "too-large"
        default: kind = "parse"
        }
        (retryAfter, self.status) = (nil, status)
        (isNetwork, isCancelled) = (false, false)
    }
}

/// What a refresh did, for the schedule and the log.
struct Refreshed: Sendable {
    var feed: FeedID
    /// `nil`: not to be polled again.
    var nextPoll: Timestamp?
    var name = ""
    var url = ""
    var failure: RefreshFailure?
    /// The failure was put down to our own network.
    var isOutage = false
    /// The failure is another one than last time.
    var isNewsworthy = false
    var status: Int?
    var summary = CommitSummary()
    /// How the poll ended, for the totals; `nil`: there was none.
    var outcome: ConsoleCounters.PollOutcome?
    var byteCount = 0
    var warning: String?
    /// As it was before this one.
    var lastPoll: Timestamp?
    /// What the server asked for; binds a push too.
    var notBefore: Timestamp?
    var hubFinding = HubFinding.unknown

    /// What a poll says of who tells of the feed.
    enum HubFinding: Sendable, Equatable {
        case unknown
        /// The hub that the document names, if any.
        case document(FeedHub?)
    }

    init(feed: FeedID, answer: RefreshAnswer, nextPoll: Timestamp?) {
        (self.feed, self.nextPoll) = (feed, nextPoll)
        if case .failed(let failure) = answer { self.failure = failure }
    }

    init(
        feed: FeedID, before: FeedState, entry: FeedLedger.Entry, answer: RefreshAnswer,
        summary: CommitSummary
    ) {
        self.init(feed: feed, answer: answer, nextPoll: entry.after.nextPoll)
        name = entry.after.displayName
        url = entry.after.url
        status = entry.after.lastStatus
        isOutage = failure != nil && entry.after.failureCount <= before.failureCount
        isNewsworthy = failure != nil && !isOutage && before.errorKind != failure?.kind
        warning = entry.after.warning == before.warning ? nil : entry.after.warning
        (lastPoll, notBefore) = (before.lastPoll, entry.after.notBefore)
        self.summary = summary
        switch answer {
        case .document(let document, let mark, let metadata):
            (outcome, byteCount) = (.fetched, mark.byteCount)
            let hub = FeedHub(of: document, metadata)
            // What only names what is new may leave out the rest.
            hubFinding = hub == nil && mark.isDelta ? .unknown : .document(hub)
        case .unchanged: outcome = .notModified
        case .gone: outcome = .gone
        case .failed: outcome = .failed
        case .unlisted: outcome = nil
        }
    }
}
