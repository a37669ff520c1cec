package import FeedModel

/// Decides when a permanent redirect is believed: at the third sighting of the same target on a different day.
///
/// One misconfigured afternoon must not rewrite the operator's list.
package struct MovedFeedPolicy: Sendable, Hashable, Codable {
    /// Sightings on as many different days (UTC) until a move is adopted.
    package static let sightingsNeeded = 3

    /// Where the feed has been said to have moved to.
    package private(set) var target: String?
    package private(set) var sightingCount = 0
    /// Days since 1970, UTC.
    package private(set) var lastSightingDay: Int64 = .min

    package init() {}

    /// Takes in a poll's `FetchMetadata.permanentRedirect`; the URL to adopt, once it is believed. Failed polls are not told.
    package mutating func observe(_ redirect: String?, at now: Timestamp) -> String? {
        guard let redirect else {
            self = MovedFeedPolicy()
            return nil
        }
        if redirect != target {
            self = MovedFeedPolicy()
            target = redirect
        }
        let today = now.seconds / 86_400
        guard today > lastSightingDay else { return nil }
        lastSightingDay = today
        sightingCount += 1
        guard sightingCount >= Self.sightingsNeeded else { return nil }
        self = MovedFeedPolicy()
        return redirect
    }
}
