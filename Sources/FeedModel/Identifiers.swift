/// A feed's row in the store. Stable for as long as the store lives, whatever the feed's URL becomes.
package struct FeedID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package var description: String { String(rawValue) }
}

/// The name of a watch, as the operator wrote it: `[a-z0-9-]+`.
package struct WatchName: RawRepresentable, Hashable, Sendable, Codable, Comparable,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
    package static func < (a: WatchName, b: WatchName) -> Bool { a.rawValue < b.rawValue }
}

/// The name of a sink: as written, else its type, else its type with a number.
package struct SinkName: RawRepresentable, Hashable, Sendable, Codable, Comparable,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
    package static func < (a: SinkName, b: SinkName) -> Bool { a.rawValue < b.rawValue }
}

/// An event's identity, `msg_…`: made from what the event is about, so that a retry and a restored store say the same.
package struct EventID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
}

/// A story's identity. Two items are one story if and only if their ids are equal; it never changes.
package struct StoryID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
}
