import FeedModel

/// A Slack incoming webhook, as rich text: its elements are text and links, and nothing in them is read as
/// markup. The plain text for notifications is read, so there `&`, `<` and `>` are escaped, which leaves no
/// `<!channel>` and no `<https://…|label>`.
enum SlackMessage {
    static func body(_ sequenced: SequencedEvent) -> MessageBody {
        let text = MessageText(sequenced.event, digestLimit: 2500)
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("text", escaped("\(text.title) — \(text.origin)").withoutCalls)
            writer.field("mrkdwn", false)
            writer.field("unfurl_links", false)
            writer.field("unfurl_media", false)
            writer.key("blocks")
            writer.array { writer in
                writer.object { writer in
                    writer.field("type", "rich_text")
                    writer.key("elements")
                    writer.array { writer in
                        section(&writer) { writer in
                            element(&writer, text.title, link: text.url, style: "bold")
                            element(&writer, "\n\(text.origin)")
                            if let snippet = text.snippet { element(&writer, "\n\(snippet)") }
                        }
                    }
                }
            }
        }
        return MessageBody(contentType: "application/json", bytes: writer.bytes)
    }

    private static func section(
        _ writer: inout JSONWriter, _ elements: (inout JSONWriter) -> Void
    ) {
        writer.object { writer in
            writer.field("type", "rich_text_section")
            writer.key("elements")
            writer.array(elements)
        }
    }

    private static func element(
        _ writer: inout JSONWriter, _ text: String, link: String? = nil, style: String? = nil
    ) {
        writer.object { writer in
            writer.field("type", link == nil ? "text" : "link")
            writer.field("url", link)
            writer.field("text", text)
            guard let style else { return }
            writer.key("style")
            writer.object { $0.field(style, true) }
        }
    }

    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
