/// What an event of type `digest` stands for. The events themselves are in the store under their own ids.
package struct EventDigest: Sendable, Hashable, Codable {
    /// So many are listed.
    package static let itemLimit = 50

    package struct Item: Sendable, Hashable, Codable {
        package var id: EventID
        package var title: String
        package var url: String?
        package var feed: String
        package var watches: [WatchName]

        package init(
            id: EventID, title: String, url: String?, feed: String, watches: [WatchName]
        ) {
            (self.id, self.title, self.url) = (id, title, url)
            (self.feed, self.watches) = (feed, watches)
        }
    }

    package var count: Int
    package var since: Timestamp
    package var until: Timestamp
    /// The oldest first.
    package var items: [Item]

    package init(count: Int, since: Timestamp, until: Timestamp, items: [Item]) {
        (self.count, self.since, self.until, self.items) = (count, since, until, items)
    }
}
