import FeedModel

/// One look over all markup before anything is parsed: how many items there are, and whether a tag is a trap.
///
/// The count knows nothing of how the parser comes to its own. It counts start tags of `item` (in Atom `entry`)
/// outside comments and CDATA, with no prefix or one that the root's start tag binds to RSS or Atom.
struct DocumentScan {
    private(set) var itemCount = 0
    /// A start tag beyond the limits: libxml2 would compare every attribute in it with every other.
    private(set) var hasOversizedTag = false
    /// The long texts, in order.
    private(set) var longTexts: [LongText] = []
    private var sectionEnd = ForwardFinder("]]>")
    private var commentEnd = ForwardFinder("-->")
    private var instructionEnd = ForwardFinder("?>")
    private var tagEnd = ForwardFinder(">")

    init(_ text: Bytes, _ head: DocumentHead, _ format: FeedFormat, _ limits: ParseLimits) {
        let isAtom = format == .atom03 || format == .atom10
        let prefixes = Self.prefixes(text, head.rootStart)
        var position = head.start
        var tag = text.firstIndex(of: UInt8(ascii: "<"), from: position)
        while let start = tag, start + 1 < text.count {
            position = start + 1
            switch text[position] {
            case UInt8(ascii: "!"), UInt8(ascii: "?"): position = skipped(text, at: start)
            case UInt8(ascii: "/"): break
            case UInt8(ascii: "i"), UInt8(ascii: "e"), UInt8(ascii: "I"), UInt8(ascii: "E"):
                if Self.isStart(text, at: position, isAtom) { itemCount += 1 } else { fallthrough }
            default:
                for prefix in prefixes where text.part(position..<text.count).starts(with: prefix) {
                    if Self.isStart(text, at: position + prefix.count, isAtom) { itemCount += 1 }
                }
            }
            tag = text.firstIndex(of: UInt8(ascii: "<"), from: position)
            guard position == start + 1 else { continue }
            let next = tag ?? text.count
            if next - start > limits.attributeCountLimit * 4 { checkTag(text, at: start, limits) }
            if next - start > LongText.leastCount { noteText(text, after: start, to: next) }
        }
    }

    private mutating func noteText(_ text: Bytes, after start: Int, to next: Int) {
        guard let end = HTMLTagScanner.end(of: text.part(0..<next), from: start),
            next - end >= LongText.leastCount
        else { return }
        longTexts.append(LongText(skipped: end..<next, content: end..<next, isCDATA: false))
    }

    private mutating func checkTag(_ text: Bytes, at start: Int, _ limits: ParseLimits) {
        guard text[start + 1].isNameStart else { return }
        let end = tagEnd.index(in: text, from: start) ?? text.count
        var equalsCount = 0
        for byte in text[start..<end] where byte == UInt8(ascii: "=") { equalsCount += 1 }
        if end - start > limits.attributeByteLimit || equalsCount > limits.attributeCountLimit {
            hasOversizedTag = true
        }
    }

    private static func isStart(_ text: Bytes, at index: Int, _ isAtom: Bool) -> Bool {
        let length = isAtom ? 5 : 4
        guard text.has(isAtom ? "entry" : "item", at: index), index + length < text.count else {
            return false
        }
        let next = text[index + length]
        return next.isSpace || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
    }

    /// Whether there are as many end tags of items as start tags that need one, as far as one look at them tells.
    static func closesItems(_ text: Bytes, isAtom: Bool) -> Bool {
        var balance = 0
        var tag = text.firstIndex(of: UInt8(ascii: "<"), from: 0)
        while let start = tag {
            tag = text.firstIndex(of: UInt8(ascii: "<"), from: start + 1)
            if isStart(text, at: start + 1, isAtom) {
                if !isSelfClosed(text.part(start..<(tag ?? text.count))) { balance += 1 }
            } else if isStart(text, at: start + 2, isAtom), text[start + 1] == UInt8(ascii: "/") {
                balance -= 1
            }
        }
        return balance == 0
    }

    /// Whether the tag that `text` begins with ends in `/>`.
    private static func isSelfClosed(_ text: Bytes) -> Bool {
        guard let end = text.firstIndex(of: UInt8(ascii: ">"), from: 0) else { return false }
        return text[end - 1] == UInt8(ascii: "/")
    }

    /// Past a comment, an instruction, a document type or a CDATA section; what never ends hides nothing.
    private mutating func skipped(_ text: Bytes, at start: Int) -> Int {
        let next = start + 2
        if text[start + 1] == UInt8(ascii: "?") {
            return instructionEnd.index(in: text, from: next).map { $0 + 2 } ?? next
        }
        if text.has("<![cdata[", at: start) {
            guard let end = sectionEnd.index(in: text, from: start + 9) else { return next }
            if end - start > LongText.leastCount {
                longTexts.append(
                    LongText(skipped: start..<end + 3, content: start + 9..<end, isCDATA: true))
            }
            return end + 3
        }
        if text.has("<!doctype", at: start) {
            return HTMLTagScanner.end(of: text, from: next) ?? next
        }
        guard text.has("<!--", at: start) else { return next }
        return commentEnd.index(in: text, from: start + 4).map { $0 + 3 } ?? next
    }

    /// The prefixes, each with its colon, that mean RSS or Atom.
    private static func prefixes(_ text: Bytes, _ root: Int) -> [[UInt8]] {
        var end = root + 1
        while end < text.count, text[end].isNameByte { end += 1 }
        var scanner = HTMLAttributeScanner(text, from: end)
        var found: [[UInt8]] = []
        while let attribute = scanner.next() {
            let name = text.part(attribute.name)
            guard name.has("xmlns:", at: 0) else { continue }
            let namespace = Namespace(uri: text.part(attribute.value).string)
            if namespace == .core || namespace == .atom { found.append(name.dropFirst(6) + [0x3A]) }
        }
        return found
    }
}
