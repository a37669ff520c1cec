package import FeedModel

/// What `/metrics` counts: totals since the daemon started, and what is so now. Labels are closed enums, never a
/// feed's name or URL, so that the number of series does not grow with the number of feeds.
package struct ConsoleCounters: Sendable, Equatable {
    /// How a poll ended.
    package enum PollOutcome: String, Sendable, CaseIterable {
        case fetched, notModified = "not_modified", moved, gone, failed
    }

    /// How a delivery attempt ended.
    package enum DeliveryOutcome: String, Sendable, CaseIterable {
        case delivered, retried, rejected, dead
    }

    package var version: String
    package var started: Timestamp
    package var polls: [PollOutcome: Int]
    package var bodyBytes: Int
    package var newItems: Int
    package var mentions: Int
    package var deliveries: [DeliveryOutcome: Int]
    package var feeds: [ConsoleFeedState: Int]
    package var outboxCount: Int

    package init(
        version: String, started: Timestamp, polls: [PollOutcome: Int] = [:], bodyBytes: Int = 0,
        newItems: Int = 0, mentions: Int = 0, deliveries: [DeliveryOutcome: Int] = [:],
        feeds: [ConsoleFeedState: Int] = [:], outboxCount: Int = 0
    ) {
        (self.version, self.started, self.polls) = (version, started, polls)
        (self.bodyBytes, self.newItems, self.mentions) = (bodyBytes, newItems, mentions)
        (self.deliveries, self.feeds, self.outboxCount) = (deliveries, feeds, outboxCount)
    }
}
