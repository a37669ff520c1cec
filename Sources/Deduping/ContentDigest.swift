import Crypto
package import FeedModel

/// What an item says, as 16 bytes: equal as long as it says the same, whatever becomes of markup, white space,
/// case, accents and punctuation, of dates and of numbers that only count (comments, views).
///
/// In the title numbers count, for there they tell one thing from another; in the text they do not.
package struct ContentDigest: Sendable, Hashable {
    package let bytes: [UInt8]

    /// Of a stored digest.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Of title, summary and body.
    package init(_ text: ItemText) {
        var digest = WordDigest()
        digest.add(FoldedWords(text.title), withNumbers: true)
        digest.add(FoldedWords(text.summary), withNumbers: false)
        digest.add(FoldedWords(text.body), withNumbers: false)
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

    /// Without numbers, words that stand beside them and belong to a date or a time are left out too.
    mutating func add(_ words: FoldedWords, withNumbers: Bool) {
        if withNumbers || !words.hasNumbers {
            hash.update(data: words.bytes)
        } else {
            words.stretches {
                words.words[$0].isNumber || DateWords.isDate($0, in: words)
            } _: {
                hash.update(bufferPointer: $0)
            }
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

/// Words that belong to the number beside them: months, days of the week, halves of the day, zones.
private enum DateWords {
    static func isDate(_ index: Int, in words: FoldedWords) -> Bool {
        let all = words.words
        let isBeside =
            (index > 0 && all[index - 1].isNumber)
            || (index + 1 < all.count && all[index + 1].isNumber)
        guard isBeside, all[index].range.count <= 12 else { return false }
        return names.contains(Array(words[all[index]]))
    }

    private static let names = Set(
        ("""
        january february march april may june july august september october november december \
        jan feb mar apr jun jul aug sep sept oct nov dec \
        januar februar marz april mai juni juli august oktober dezember \
        janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre \
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
        gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre \
        monday tuesday wednesday thursday friday saturday sunday \
        mon tue wed thu fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag \
        am pm uhr gmt utc cet cest est edt pst pdt bst \
        comment comments view views share shares like likes reply replies read \
        minute minutes min mins hour hours day days week weeks month months year years ago
        """).split(separator: " ").map { Array($0.utf8) })
}
