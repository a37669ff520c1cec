package import FeedModel

/// An event as people and programs read it: a line of JSON in the schema `feedwatch/1`, or a line of text.
///
/// What came from a feed reaches neither raw: JSON escapes what is invisible or reorders, text goes through
/// `VisibleText`.
package enum EventRenderer {
    /// One line of JSON, keys in the order of the schema, absent keys left out, without a newline.
    package static func json(_ event: SequencedEvent) -> [UInt8] {
        var writer = JSONWriter()
        write(event, to: &writer)
        return writer.bytes
    }

    /// The object that `json` gives, as a value inside another document.
    package static func write(_ sequenced: SequencedEvent, to writer: inout JSONWriter) {
        let event = sequenced.event
        writer.object { writer in
            writer.field("schema", "feedwatch/1")
            writer.field("seq", sequenced.sequence)
            writer.field("id", event.id.rawValue)
            writer.field("type", event.type.rawValue)
            writer.field("time", event.time.rfc3339(withMilliseconds: true))
            writer.field("watches", event.watches.map(\.rawValue))
            if let item = event.item { write(item, to: &writer) }
            writer.key("feed")
            writer.object { writer in
                writer.field("name", event.feed.name)
                writer.field("url", event.feed.url)
            }
            writer.field("snippet", event.snippet)
            if !event.matches.isEmpty { write(event.matches, to: &writer) }
            if let story = event.story { write(story, to: &writer) }
            if let changed = event.changed { writer.field("changed", changed.map(\.rawValue)) }
            if let isCurrent = event.isCurrent { writer.field("current", isCurrent) }
            writer.field("reason", event.reason)
            writer.field("detail", event.detail)
            if let digest = event.digest { write(digest, to: &writer) }
        }
    }
}

extension EventRenderer {
    private static func write(_ item: EventItem, to writer: inout JSONWriter) {
        writer.key("item")
        writer.object { writer in
            writer.field("id", item.id)
            writer.field("url", item.url)
            writer.field("title", item.title)
            writer.field("published", item.published?.feedDate)
            writer.field("updated", item.updated?.feedDate)
            writer.field("authors", item.authors)
            writer.field("tags", item.tags)
            writer.field("language", item.language)
        }
    }

    private static func write(_ matches: [TermMatch], to writer: inout JSONWriter) {
        writer.key("matches")
        writer.array { writer in
            for match in matches {
                writer.object { writer in
                    writer.field("watch", match.watch.rawValue)
                    writer.field("term", match.term)
                    writer.field("field", match.field.rawValue)
                    writer.field("text", match.text)
                    writer.field("start", match.start)
                    writer.field("end", match.end)
                }
            }
        }
    }

    private static func write(_ story: EventStory, to writer: inout JSONWriter) {
        writer.key("story")
        writer.object { writer in
            writer.field("id", story.id.rawValue)
            writer.field("sources", story.sourceCount)
            guard !story.also.isEmpty else { return }
            writer.key("also")
            writer.array { writer in
                for source in story.also {
                    writer.object { writer in
                        writer.field("feed", source.feed)
                        writer.field("url", source.url)
                    }
                }
            }
        }
    }
}

extension EventRenderer {
    private static func write(_ digest: EventDigest, to writer: inout JSONWriter) {
        writer.key("digest")
        writer.object { writer in
            writer.field("count", digest.count)
            writer.field("since", digest.since.rfc3339(withMilliseconds: true))
            writer.field("until", digest.until.rfc3339(withMilliseconds: true))
            writer.key("items")
            writer.array { writer in
                for item in digest.items {
                    writer.object { writer in
                        writer.field("id", item.id.rawValue)
                        writer.field("title", item.title)
                        writer.field("url", item.url)
                        writer.field("feed", item.feed)
                        writer.field("watches", item.watches.map(\.rawValue))
                    }
                }
            }
        }
    }
}

extension Timestamp {
    /// A feed's date as it was precise: without milliseconds where it had none.
    fileprivate var feedDate: String { rfc3339(withMilliseconds: milliseconds % 1000 != 0) }
}
