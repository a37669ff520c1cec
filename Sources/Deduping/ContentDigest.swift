import Crypto
package import FeedModel

/// What an item says, as 16 bytes: equal as long as it says the same, whatever becomes of markup, white space,
/// case, accents and punctuation, of dates and of numbers that only count (comments, views).
///
/// In the title each number counts, for there it tells one thing from another; in the text those do that say something.
package struct ContentDigest: Sendable, Hashable {
    package let bytes: [UInt8]

    /// Of a stored digest.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Of title, summary and body.
    package init(_ text: ItemText) {
        var digest = WordDigest()
        digest.add(FoldedWords(text.title))
        digest.add(lasting: FoldedWords(text.summary))
        digest.add(lasting: FoldedWords(text.body))
        bytes = digest.bytes
    }

    /// Which of title, summary and body say something else.
    package static func changes(from before: ItemText, to after: ItemText) -> [TextField] {
        let pairs: [(TextField, ItemText, ItemText)] = [
            (.title, ItemText(title: before.title), ItemText(title: after.title)),
            (.summary, ItemText(summary: before.summary), ItemText(summary: after.summary)),
            (.body, ItemText(body: before.body), ItemText(body: after.body)),
        ]
        return pairs.filter { ContentDigest($0.1) != ContentDigest($0.2) }.map(\.0)
    }
}

/// A SHA-256 over parts that cannot run into each other.
struct WordDigest {
    private var hash = SHA256()

    mutating func add(_ words: FoldedWords) {
        hash.update(data: words.bytes)
        endPart()
    }

    /// Without the words that pass.
    mutating func add(lasting words: FoldedWords) {
        let passing = PassingWords(words)
        words.stretches {
            passing[$0]
        } _: {
            hash.update(bufferPointer: $0)
        }
        endPart()
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        endPart()
    }

    mutating func add(_ bytes: [UInt8]) {
        hash.update(data: bytes)
        endPart()
    }

    private mutating func endPart() { hash.update(data: Self.partEnd) }

    /// Never occurs in UTF-8.
    private static let partEnd: [UInt8] = [0xFF]

    /// The first 16 bytes.
    var bytes: [UInt8] { hash.finalize().withUnsafeBytes { Array($0.prefix(Self.size)) } }

    var hexadecimal: String {
        hash.finalize().withUnsafeBytes { bytes in
            String(unsafeUninitializedCapacity: Self.size * 2) { out in
                for index in 0..<Self.size {
                    out[2 * index] = Self.hexDigit(bytes[index] >> 4)
                    out[2 * index + 1] = Self.hexDigit(bytes[index] & 15)
                }
                return Self.size * 2
            }
        }
    }

    private static let size = 16

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
