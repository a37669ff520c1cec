import FeedModel

/// A Microsoft Teams workflow, as an Adaptive Card of text runs, which know no markdown and no mention.
///
/// At most 28 KB, which Teams counts in UTF-16 where the charset is not said.
enum TeamsMessage {
    static func body(_ sequenced: SequencedEvent) -> MessageBody {
        let text = MessageText(sequenced.event, snippetLimit: 1000, digestLimit: 5500)
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("type", "message")
            writer.key("attachments")
            writer.array { writer in
                writer.object { writer in
                    writer.field("contentType", "application/vnd.microsoft.card.adaptive")
                    writer.key("content")
                    card(&writer, text)
                }
            }
        }
        return MessageBody(contentType: "application/json; charset=utf-8", bytes: writer.bytes)
    }

    private static func card(_ writer: inout JSONWriter, _ text: MessageText) {
        writer.object { writer in
            writer.field("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            writer.field("type", "AdaptiveCard")
            writer.field("version", "1.4")
            writer.key("body")
            writer.array { writer in
                line(&writer, text.title, isTitle: true)
                line(&writer, text.origin)
                if let snippet = text.snippet { line(&writer, snippet) }
            }
            guard let url = text.url else { return }
            writer.key("actions")
            writer.array { writer in
                writer.object { writer in
                    writer.field("type", "Action.OpenUrl")
                    writer.field("title", "Open")
                    writer.field("url", url)
                }
            }
        }
    }

    private static func line(_ writer: inout JSONWriter, _ text: String, isTitle: Bool = false) {
        writer.object { writer in
            writer.field("type", "RichTextBlock")
            writer.key("inlines")
            writer.array { writer in
                writer.object { writer in
                    writer.field("type", "TextRun")
                    writer.field("text", text)
                    if isTitle { writer.field("weight", "Bolder") }
                }
            }
        }
    }
}
