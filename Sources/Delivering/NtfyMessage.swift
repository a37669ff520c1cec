import FeedModel
import Transport

/// A post to an ntfy topic: the message as the body, the rest in headers. Plain text, so that nothing is markup.
///
/// A message of more than 4096 bytes would become an attachment (ntfy's documentation, "Limitations").
enum NtfyMessage {
    static func body(_ sequenced: SequencedEvent) -> MessageBody {
        let text = MessageText(sequenced.event, snippetLimit: 800, digestLimit: 800)
        let message = [text.snippet, text.origin].compactMap(\.self).joined(separator: "\n")
        var headers = [HeaderList.Field(name: "Title", value: encodedWords(text.title))]
        if let url = text.url { headers.append(.init(name: "Click", value: url)) }
        let isHealth = sequenced.event.type.topic == .health
        headers.append(.init(name: "Tags", value: isHealth ? "warning" : "newspaper"))
        return MessageBody(
            contentType: "text/plain; charset=utf-8", bytes: Array(message.utf8), headers: headers)
    }

    /// RFC 2047: a header is ASCII, and ntfy reads these words as what they stand for.
    private static func encodedWords(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), !text.contains("=?") { return text }
        var words: [String] = []
        var word: [UInt8] = []
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            // A word is at most 75 characters, 12 of which are its frame.
            if word.count + bytes.count > 45 {
                words.append("=?UTF-8?B?\(Base64.encode(word))?=")
                word = []
            }
            word += bytes
        }
        words.append("=?UTF-8?B?\(Base64.encode(word))?=")
        return words.joined(separator: " ")
    }
}
