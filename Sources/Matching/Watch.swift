package import FeedModel

/// A named thing to look for: a query, and the feeds in which to look.
package struct Watch: Sendable {
    package var name: WatchName
    package var query: Query
    /// Empty: all feeds.
    package var feeds: [FeedSelector]
    /// What must stand around a match; `nil`: anything.
    package var context: WatchContext?

    package init(
        name: WatchName, query: Query, feeds: [FeedSelector] = [], context: WatchContext? = nil
    ) {
        (self.name, self.query, self.feeds, self.context) = (name, query, feeds, context)
    }
}
