import FeedModel

/// A Discord webhook, as one embed. `allowed_mentions` names nobody, so that no `@everyone` calls anyone;
/// markdown is escaped.
///
/// Limits (Discord's documentation, "Embed limits"): title 256, description 4096, footer 2048, all together 6000.
enum DiscordMessage {
    static func body(_ sequenced: SequencedEvent) -> MessageBody {
        // An escape doubles a character at most.
        let text = MessageText(
            sequenced.event, titleLimit: 120, snippetLimit: 600, digestLimit: 1900)
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("embeds")
            writer.array { writer in
                writer.object { writer in
                    writer.field("title", escaped(text.title))
                    writer.field("url", text.url)
                    writer.field("description", text.snippet.map(escaped))
                    writer.field("timestamp", text.time.rfc3339(withMilliseconds: true))
                    writer.key("footer")
                    // A footer knows no markdown.
                    writer.object { $0.field("text", text.origin.withoutCalls) }
                }
            }
            writer.key("allowed_mentions")
            writer.object { writer in
                writer.key("parse")
                writer.array { _ in }
            }
        }
        return MessageBody(contentType: "application/json", bytes: writer.bytes)
    }

    private static func escaped(_ text: String) -> String {
        // A colon makes links and emoji; a minus, a plus or a number with a point begins a list.
        text.backslashing("\\*_~`|>#[]()<:-+.").withoutCalls
    }
}
