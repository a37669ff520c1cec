package import FeedModel

extension EventID {
    /// Of a new mention: the same for the same item of the same feed, for ever.
    package static func mention(_ item: ItemKey, feedURL: String) -> EventID {
        make(.mentionNew, [feedURL, item.description])
    }

    /// Of an item that was stored before these watches were there.
    package static func mention(
        _ item: ItemKey, feedURL: String, newFor watches: [WatchName]
    ) -> EventID {
        make(.mentionNew, [feedURL, item.description] + watches.map(\.rawValue).sorted())
    }

    /// Of an edit: `digest` is of the text that the item was changed to.
    package static func update(
        _ item: ItemKey, feedURL: String, to digest: ContentDigest
    ) -> EventID {
        make(.mentionUpdated, [feedURL, item.description], digest.bytes)
    }

    /// Of a story that has reached so many sources.
    package static func growth(_ story: StoryID, to sourceCount: Int) -> EventID {
        make(.storyGrew, [story.rawValue, String(sourceCount)])
    }

    /// Of a health event; `since` is when the episode began, as stored, so that telling it again is the same event.
    package static func health(
        _ type: EventType, feedURL: String, since: Timestamp
    ) -> EventID {
        make(type, [feedURL, String(since.milliseconds)])
    }

    /// Of a digest, made now: what is gathered a second time is told a second time.
    package static func gathered(
        _ events: [EventID], for sink: SinkName, at now: Timestamp
    ) -> EventID {
        make(.digest, [sink.rawValue, String(now.milliseconds)] + events.map(\.rawValue))
    }

    private static func make(
        _ type: EventType, _ parts: [String], _ bytes: [UInt8] = []
    ) -> EventID {
        EventID("msg_" + digest(type.rawValue, parts, bytes).hexadecimal)
    }
}

extension StoryID {
    /// Of the story that begins with this item: `s-` and 13 characters, short enough to be held without an allocation.
    package init(beginningWith item: ItemKey, feedURL: String) {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var bits = digest("story", [feedURL, item.description]).bytes.prefix(8)
            .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var text = Array("s-".utf8)
        for _ in 0..<13 {
            text.append(alphabet[Int(bits & 31)])
            bits >>= 5
        }
        self.init(String(decoding: text, as: UTF8.self))
    }
}

private func digest(_ kind: String, _ parts: [String], _ bytes: [UInt8] = []) -> WordDigest {
    var digest = WordDigest()
    digest.add(kind)
    for part in parts { digest.add(part) }
    digest.add(bytes)
    return digest
}
