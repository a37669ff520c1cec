import FeedModel
import Foundation
import Mustache

/// An operator's own body, as a Mustache template. The file's ending says what it makes and so how values
/// are escaped: `.json` (and any other) as the inside of a JSON string, `.html` and `.xml` as text of a
/// document, `.txt` and `.md` not at all.
struct TemplateMessage: Sendable {
    private let template: MustacheTemplate
    private let kind: Kind
    private let path: String

    /// A body beyond this is a mistake of the template.
    private static let sizeLimit = 256 << 10

    enum Kind: Sendable {
        case json, document, text

        init(path: String) {
            let name = path.hasSuffix(".mustache") ? String(path.dropLast(9)) : path
            switch name.split(separator: ".").last {
            case "html", "xml": self = .document
            case "txt", "md": self = .text
            default: self = .json
            }
        }

        var contentType: String {
            switch self {
            case .json: "application/json"
            case .document: "text/html; charset=utf-8"
            case .text: "text/plain; charset=utf-8"
            }
        }
    }

    /// The template is tried on an event at once, so that a mistake in it is found before one is lost to it.
    init(path: String, text: String) throws(MessageError) {
        (self.path, kind) = (path, Kind(path: path))
        do {
            // Values that stand in JSON or in plain text must not be escaped as HTML.
            let isDocument = kind == .document
            template = try MustacheTemplate(
                string: isDocument ? text : "{{% CONTENT_TYPE:TEXT}}" + text)
        } catch {
            throw MessageError(description: "it is no Mustache template: \(error)")
        }
        _ = try body(Self.sample)
    }

    func body(_ event: SequencedEvent) throws(MessageError) -> MessageBody {
        let bytes = Array(template.render(values(event)).utf8)
        guard bytes.count <= Self.sizeLimit else {
            throw MessageError(description: "it makes a body of more than 256 KiB")
        }
        if kind == .json, !isJSON(bytes) {
            throw MessageError(description: "what it makes of \(event.event.id) is not JSON")
        }
        return MessageBody(contentType: kind.contentType, bytes: bytes)
    }

    private func isJSON(_ bytes: [UInt8]) -> Bool {
        // What is wrong with it is the template's affair: only whether it can be sent matters here.
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed))
            != nil
    }
}

extension TemplateMessage {
    /// The names of the schema `feedwatch/1`; `title`, `url` and `feed_name` for short; `is_mention` and
    /// `is_health` to choose by.
    private func values(_ sequenced: SequencedEvent) -> [String: Any] {
        let event = sequenced.event
        var values: [String: Any] = [
            "schema": "feedwatch/1", "seq": String(sequenced.sequence),
            "id": safe(event.id.rawValue),
            "type": event.type.rawValue, "time": event.time.rfc3339(withMilliseconds: true),
            "watches": event.watches.map { safe($0.rawValue) },
            "watch_names": safe(event.watches.map(\.rawValue).joined(separator: ", ")),
            "feed": feedValues(event.feed),
            "feed_name": safe(event.feed.name),
            "is_mention": event.type.topic == .mention,
            "is_health": event.type.topic == .health,
        ]
        values["snippet"] = event.snippet.map(safe)
        values["reason"] = event.reason.map(safe)
        values["detail"] = event.detail.map(safe)
        values["title"] = safe(event.item?.title ?? event.detail ?? event.type.rawValue)
        values["url"] = link(event.item?.url ?? event.feed.url)
        values["item"] = event.item.map(itemValues)
        values["matches"] = event.matches.map { match in
            [
                "watch": safe(match.watch.rawValue), "term": safe(match.term),
                "field": match.field.rawValue, "text": safe(match.text),
            ]
        }
        values["story"] = event.story.map { story in
            ["id": safe(story.id.rawValue), "sources": String(story.sourceCount)]
        }
        return values
    }

    private func feedValues(_ feed: EventFeed) -> [String: Any] {
        var values: [String: Any] = ["name": safe(feed.name)]
        values["url"] = link(feed.url)
        return values
    }

    private func itemValues(_ item: EventItem) -> [String: Any] {
        var values: [String: Any] = [
            "id": safe(item.id), "authors": item.authors.map(safe), "tags": item.tags.map(safe),
        ]
        values["url"] = item.url.flatMap(link)
        values["title"] = item.title.map(safe)
        values["published"] = item.published?.rfc3339(withMilliseconds: false)
        values["updated"] = item.updated?.rfc3339(withMilliseconds: false)
        values["language"] = item.language.map(safe)
        return values
    }

    /// `nil` where nobody should follow it: an operator's page may make a link of it.
    private func link(_ url: String) -> String? { WebLink.followable(url).map(safe) }

    /// Nothing that is invisible or reorders; within JSON, as the inside of a string.
    private func safe(_ text: String) -> String {
        let visible = VisibleText(text).description
        guard kind == .json else { return visible }
        var writer = JSONWriter()
        writer.value(visible)
        return String(writer.text.dropFirst().dropLast())
    }

    private static let sample = SequencedEvent(
        sequence: 1,
        event: Event(
            id: EventID("msg_sample"), type: .mentionNew, time: Timestamp(seconds: 0),
            feed: EventFeed(name: "A \"feed\"", url: "https://example.com/feed"),
            watches: [WatchName("sample")],
            item: EventItem(id: "1", url: "https://example.com/1", title: "A \"title\" \\ <b>"),
            snippet: "A \"snippet\""))
}
