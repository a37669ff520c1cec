import FeedModel

/// How often feeds are polled, and how many at once. Defaults live here, once.
package struct PollingSettings: Sendable, Hashable {
    package enum Pace: String, Sendable, CaseIterable { case adaptive, fixed }

    /// The average pace; the budget is feeds × (24 h / every).
    package var every: Duration = .minutes(30)
    package var pace: Pace = .adaptive
    /// Never closer, whatever was learned.
    package var min: Duration = .minutes(5)
    package var max: Duration = .hours(24)
    /// Polls at once, in all.
    package var concurrency = 64
    /// Polls at once to one host.
    package var concurrencyPerHost = 2
    /// Polls of one host in any hour; `nil`: as many as its feeds ask for.
    package var hourlyLimitPerHost: Int?

    package init() {}
}
