import Daemon
import Deduping
import FeedModel
import Storage

/// A feed as `feedwatch feeds` shows it.
struct FeedReport {
    private let feed: FeedState
    private let push: PushSubscription?
    private let now: Timestamp

    /// `push`: what there is with the feed's hub, where hubs are asked.
    init(
        _ feed: FeedState, push: PushSubscription? = nil,
        now: Timestamp = Surroundings.live(environment: [:]).now()
    ) {
        (self.feed, self.push, self.now) = (feed, push, now)
    }

    private var state: String {
        if feed.health != .ok { return feed.health.rawValue }
        if feed.lastPoll == nil { return "new" }
        if feed.failureCount > 0 { return "retrying" }
        return feed.isSilent ? "silent" : "ok"
    }

    /// What it said last, in a sentence: the error, else what had to be mended and how its guids behave.
    private var says: String {
        if feed.failureCount > 0 {
            return [feed.errorKind, feed.errorDetail].compactMap(\.self).joined(separator: ": ")
        }
        return [feed.warning, guids, falseNotModified, pushing].compactMap(\.self)
            .joined(separator: " ")
    }

    private var guids: String? {
        guard feed.guidState != GuidTrust.Word.stable.rawValue else { return feed.guidReason }
        return "Guids \(feed.guidState): \(feed.guidReason ?? "")"
    }

    private var pushing: String? {
        guard let push, push.isInForce(at: now) else { return push?.problem }
        return "Pushed by \(VisibleText(push.hub.url, limit: 80))."
    }

    private var falseNotModified: String? {
        feed.isNotModifiedFalse ? "Says 304 though it has changed; asked in full once a day." : nil
    }

    /// The wait that was last decided, between the last poll and the next.
    private var pace: Duration? {
        feed.lastPoll.map { feed.nextPoll - $0 }
    }

    var cells: [String] {
        [
            state, Span.ago(feed.lastPoll, now), Span.ahead(feed.nextPoll, now),
            Span.ago(feed.lastNewItem, now), pace.map(Span.text) ?? "-",
            feed.failureCount == 0 ? "-" : "\(feed.failureCount)×", feed.displayName, says,
        ]
    }

    var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("name", feed.displayName)
            writer.field("url", feed.url)
            writer.field("moved_to", feed.movedTo)
            writer.field("state", state)
            writer.field("last_poll", feed.lastPoll?.description)
            writer.field("last_success", feed.lastSuccess?.description)
            writer.field("next_poll", feed.nextPoll.description)
            writer.field("not_before", feed.notBefore?.description)
            writer.field("last_new_item", feed.lastNewItem?.description)
            writer.field("status", feed.lastStatus)
            writer.field("items", feed.itemCount)
            writer.field("guids", feed.guidState)
            writer.field("guids_detail", feed.guidReason)
            writer.field("pace_seconds", pace.map { Int64($0.inSeconds) })
            if feed.isNotModifiedFalse { writer.field("false_304", true) }
            writeHub(to: &writer)
            writer.field("failures", feed.failureCount)
            writer.field("failing_since", feed.firstFailure?.description)
            writer.field("error", feed.errorKind)
            writer.field("detail", feed.errorDetail)
            writer.field("warning", feed.warning)
        }
        return writer.text
    }

    private func writeHub(to writer: inout JSONWriter) {
        guard let push else { return }
        writer.field("hub", push.hub.url)
        writer.field("pushed", push.isInForce(at: now))
        writer.field("pushed_until", push.leaseEnd?.description)
        writer.field("last_push", push.lastPush?.description)
        writer.field("hub_problem", push.problem)
    }
}

/// Lengths of time for people: `45s`, `12m`, `3h 20m`, `5d`.
enum Span {
    static func text(_ duration: Duration) -> String {
        let seconds = max(0, Int64(duration.inSeconds))
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3600: return "\(seconds / 60)m"
        case ..<36_000: return "\(seconds / 3600)h \(seconds / 60 % 60)m"
        case ..<172_800: return "\(seconds / 3600)h"
        default: return "\(seconds / 86_400)d"
        }
    }

    static func ago(_ instant: Timestamp?, _ now: Timestamp) -> String {
        instant.map { "\(text(now - $0)) ago" } ?? "never"
    }

    static func ahead(_ instant: Timestamp, _ now: Timestamp) -> String {
        instant <= now ? "now" : "in \(text(instant - now))"
    }
}
