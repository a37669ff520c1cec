import FeedModel

/// CloudEvents 1.0, structured mode: the event as `data`, its source the feed.
enum CloudEventMessage {
    static func body(_ sequenced: SequencedEvent) -> MessageBody {
        let event = sequenced.event
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("specversion", "1.0")
            writer.field("id", event.id.rawValue)
            writer.field("source", event.feed.url)
            writer.field("type", "feedwatch.\(event.type.rawValue)")
            writer.field("subject", event.item?.id)
            writer.field("time", event.time.rfc3339(withMilliseconds: true))
            // The extension "Sequence": a string that grows.
            writer.field("sequence", String(sequenced.sequence))
            writer.field("datacontenttype", "application/json")
            writer.key("data")
            EventRenderer.write(sequenced, to: &writer)
        }
        return MessageBody(contentType: "application/cloudevents+json", bytes: writer.bytes)
    }
}
