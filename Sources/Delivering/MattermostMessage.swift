import FeedModel

/// A Mattermost incoming webhook: markdown, escaped. `@channel` and its like call people even from a webhook, so
/// that no name may follow an `@`; `~name` and `#name` would link. At most 16,383 characters.
enum MattermostMessage {
    static func body(_ sequenced: SequencedEvent) -> MessageBody {
        let text = MessageText(sequenced.event, snippetLimit: 1000, digestLimit: 3000)
        let title = escaped(text.title)
        var lines = [
            text.url.map { "**[\(title)](\($0))**" } ?? "**\(title)**", escaped(text.origin),
        ]
        let quoted = text.snippet?.split(separator: "\n") ?? []
        lines += quoted.map { "> " + escaped(String($0)) }
        var writer = JSONWriter()
        writer.object { $0.field("text", lines.joined(separator: "\n")) }
        return MessageBody(contentType: "application/json", bytes: writer.bytes)
    }

    private static func escaped(_ text: String) -> String {
        text.backslashing("\\`*_{}[]()#+-.!~|<>:").withoutCalls
    }
}
