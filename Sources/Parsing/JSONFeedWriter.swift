package import FeedModel

/// A feed as a JSON Feed 1.1 document on one line, with what JSON Feed has no word for under `_feedwatch`.
package enum JSONFeedWriter {
    package static func document(_ feed: ParsedFeed) -> String {
        var text = ""
        write(feed) { text += String(decoding: $0, as: UTF8.self) }
        return text
    }

    /// The same, handed over in pieces, so that a large feed is never in memory twice.
    package static func write(_ feed: ParsedFeed, to output: ([UInt8]) -> Void) {
        var head = JSONWriter()
        head.object { writer in
            writeHead(feed, into: &writer)
            writer.key("items")
            writer.array { _ in }
        }
        // The document is `{…"items":[]}`: the items go between the brackets.
        output(Array(head.bytes.dropLast(2)))
        for (index, item) in feed.items.enumerated() {
            var writer = JSONWriter()
            write(item, into: &writer)
            output(index == 0 ? writer.bytes : [UInt8(ascii: ",")] + writer.bytes)
        }
        output(Array("]}".utf8))
    }

    private static func writeHead(_ feed: ParsedFeed, into writer: inout JSONWriter) {
        writer.field("version", "https://jsonfeed.org/version/1.1")
        writer.field("title", feed.title ?? "")
        writer.field("home_page_url", feed.homePageURL)
        writer.field("feed_url", feed.selfURL)
        writer.field("description", feed.feedDescription)
        writer.field("language", feed.language)
        write(feed.authors, into: &writer)
        writer.field("icon", feed.iconURL)
        writer.key("_feedwatch")
        writer.object { writeExtension(feed, into: &$0) }
    }

    private static func writeExtension(_ feed: ParsedFeed, into writer: inout JSONWriter) {
        writer.field("format", feed.format.rawValue)
        writer.field("encoding", feed.encoding)
        writer.key("warnings")
        writer.array { for warning in feed.warnings { $0.value(warning) } }
        writer.field("items_in_source", feed.itemsInSource)
        writer.field("ttl_minutes", feed.freshness.ttl.map { $0.components.seconds / 60 })
        writer.key("skip_hours")
        writer.array { for hour in feed.freshness.skipHours { $0.value(hour) } }
        writer.key("skip_days")
        writer.array { for day in feed.freshness.skipDays { $0.value(dayNames[day % 7]) } }
        writer.field("update_period_seconds", feed.freshness.updatePeriod?.components.seconds)
        writer.field("hub", feed.hubURLs)
        writer.field("self", feed.selfURL)
    }

    private static let dayNames = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]

    private static func write(_ authors: [Author], into writer: inout JSONWriter) {
        guard !authors.isEmpty else { return }
        writer.key("authors")
        writer.array { writer in
            for author in authors {
                writer.object {
                    $0.field("name", author.name ?? author.email)
                    $0.field("url", author.url)
                }
            }
        }
    }
}

extension JSONFeedWriter {
    private static func write(_ item: Item, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", identity(of: item))
            writer.field("url", item.url)
            writer.field("external_url", item.externalURL)
            writer.field("title", item.title)
            writeTexts(item, into: &writer)
            writer.field("image", item.imageURL)
            writer.field("date_published", item.published?.rfc3339(withMilliseconds: false))
            writer.field("date_modified", item.updated?.rfc3339(withMilliseconds: false))
            write(item.authors, into: &writer)
            writer.field("tags", item.categories)
            writer.field("language", item.language)
            write(item.enclosures, into: &writer)
        }
    }

    /// JSON Feed wants a content in every item: a lone summary stands there, and `_feedwatch` says so.
    private static func writeTexts(_ item: Item, into writer: inout JSONWriter) {
        let isLoneSummary = item.content == nil && item.summary != nil
        let content = item.content ?? item.summary
        let format = isLoneSummary ? item.summaryFormat : item.contentFormat
        writer.field(format == .plain ? "content_text" : "content_html", content ?? "")
        writer.field("content_text", item.plainContent)
        if !isLoneSummary { writer.field("summary", item.summary) }
        let isHTMLSummary = !isLoneSummary && item.summary != nil && item.summaryFormat == .html
        guard isLoneSummary || isHTMLSummary else { return }
        writer.key("_feedwatch")
        writer.object {
            if isLoneSummary { $0.field("content", "summary") } else { $0.field("summary", "html") }
        }
    }

    private static func write(_ enclosures: [Enclosure], into writer: inout JSONWriter) {
        guard !enclosures.isEmpty else { return }
        writer.key("attachments")
        writer.array { writer in
            for enclosure in enclosures {
                writer.object {
                    $0.field("url", enclosure.url)
                    $0.field("mime_type", enclosure.mimeType)
                    $0.field("size_in_bytes", enclosure.byteCount)
                    $0.field("title", enclosure.title)
                }
            }
        }
    }

    /// JSON Feed wants an id in every item: the guid, else a link, else a number made of the texts (FNV-1a).
    private static func identity(of item: Item) -> String {
        if let known = item.guid ?? item.url ?? item.externalURL ?? item.enclosures.first?.url {
            return known
        }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for text in [item.title, item.summary, item.content, item.published?.description] {
            for byte in (text ?? "").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return "digest:" + String(hash, radix: 16)
    }
}
