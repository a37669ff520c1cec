/// Damaged documents, read for what they must have meant, in one pass from the first byte to the last.
///
/// Knows no fatal error. Tags that cross are closed where they must end, what cannot be a tag is text, prefixes that
/// nobody declared mean what they always mean, and an item begins wherever an item's start tag stands. What it had
/// to do is told by `run`.
struct SalvageScanner {
    let text: Bytes
    var builder: FeedBuilder
    let limits: ParseLimits
    /// Every item has its end tag: one that starts inside another is nested, and the other goes on behind it.
    let nestsItems: Bool
    var position = 0
    var open: [OpenElement] = []
    var bindings: [(prefix: String, namespace: Namespace)] = []
    var entities = DeclaredEntities()
    var repairs: [Repair: Int] = [:]
    private var hasEndedRoot = false
    private var sectionEnd = ForwardFinder("]]>")
    private var commentEnd = ForwardFinder("-->")
    private var instructionEnd = ForwardFinder("?>")
    var tagEnd = ForwardFinder(">")
    var doubleQuote = ForwardFinder("\"")
    var singleQuote = ForwardFinder("'")

    struct OpenElement {
        /// As written, without its prefix.
        var localName: Bytes
        /// As written, with it.
        var name: Bytes
        var tag: Tag
        var isMarkup: Bool
        var bindingCount: Int
    }

    init(_ text: Bytes, _ builder: FeedBuilder, _ limits: ParseLimits) {
        self.text = text
        nestsItems = DocumentScan.closesItems(text, isAtom: builder.isAtom)
        self.builder = builder
        self.limits = limits
    }

    /// Reads all of it; one sentence for each kind of repair. The feed is then the builder's.
    mutating func run() -> [String] {
        while position < text.count, builder.failure == nil {
            let tag = text.firstIndex(of: UInt8(ascii: "<"), from: position) ?? text.count
            if tag > position { addText(text.part(position..<tag)) }
            position = tag
            if position < text.count { readMarkup() }
        }
        if !open.isEmpty { note(.brokenOff) }
        while !open.isEmpty { closeTop() }
        return Repair.allCases.compactMap { kind in repairs[kind].map(kind.sentence) }
    }

    mutating func note(_ repair: Repair) { repairs[repair, default: 0] += 1 }
}

extension SalvageScanner {
    private mutating func readMarkup() {
        guard position + 1 < text.count else { return addLiteral() }
        switch text[position + 1] {
        case UInt8(ascii: "!"): readDeclaration()
        case UInt8(ascii: "?"):
            skip(past: instructionEnd.index(in: text, from: position).map { $0 + 2 })
        case UInt8(ascii: "/"): readEndTag()
        case let byte where byte.isNameStart: readStartTag()
        default: addLiteral()
        }
    }

    /// A `<` that begins nothing.
    mutating func addLiteral() {
        note(.bareBracket)
        addCharacters(text.part(position..<position + 1))
        position += 1
    }

    private mutating func readDeclaration() {
        if text.has("<![cdata[", at: position) {
            readCDATA()
        } else if text.has("<!--", at: position) {
            let end = commentEnd.index(in: text, from: position + 4)
            // One that never ends hides nothing.
            if end == nil { note(.brokenOff) }
            position = end.map { $0 + 3 } ?? position + 4
        } else if text.has("<!doctype", at: position) {
            position = entities.readDoctype(text, from: position, limits)
            if entities.isTooLarge {
                builder.failure = .expandsTooMuch(limit: limits.expansionByteLimit)
            }
        } else {
            skip(past: nil)
        }
    }

    /// To `end`; where that is missing, past the next `>`.
    private mutating func skip(past end: Int?) {
        if let end = end ?? tagEnd.index(in: text, from: position).map({ $0 + 1 }) {
            position = end
        } else {
            note(.brokenOff)
            position = text.count
        }
    }

    /// A section that never ends goes to the end tag of the element it stands in.
    private mutating func readCDATA() {
        let start = position + 9
        if let end = sectionEnd.index(in: text, from: start) {
            addCharacters(text.part(start..<end), keepsReturns: true)
            position = end + 3
            return
        }
        note(.brokenOff)
        let end = open.last.flatMap { endTag(of: $0.name, from: start) } ?? text.count
        addCharacters(text.part(min(start, end)..<end), keepsReturns: true)
        position = end
    }

    private func endTag(of name: Bytes, from start: Int) -> Int? {
        var position = start
        while let found = text.firstIndex(of: "</", from: position) {
            position = found + 2
            let end = position + name.count
            if end <= text.count, text.part(position..<end).elementsEqual(name) { return found }
        }
        return nil
    }

    private mutating func readEndTag() {
        let start = position + 2
        var end = start
        while end < text.count, text[end].isNameByte { end += 1 }
        guard end > start else { return addLiteral() }
        let name = text.part(start..<end)
        let close = tagEnd.index(in: text, from: end)
        let next = text.firstIndex(of: UInt8(ascii: "<"), from: end) ?? text.count
        if let close, close < next {
            position = close + 1
        } else {
            note(.crossedTags)
            position = next
        }
        guard
            let index = open.lastIndex(where: { Self.isSame($0.name, name) })
                ?? open.lastIndex(where: { Self.isSame($0.localName, Self.localName(name)) })
        else { return note(.strayEndTag) }
        if index < open.count - 1 { note(.crossedTags) }
        while open.count > index { closeTop() }
    }

    static func isSame(_ a: Bytes, _ b: Bytes) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0.lowercased == $1.lowercased }
    }

    static func localName(_ name: Bytes) -> Bytes {
        guard let colon = name.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return name.part(colon + 1..<name.count)
    }

    mutating func closeTop() {
        guard let element = open.popLast() else { return }
        bindings.removeLast(bindings.count - element.bindingCount)
        builder.end(name: element.localName)
        if open.isEmpty { hasEndedRoot = true }
    }

    mutating func noteBehindRoot(_ tag: Tag) {
        guard open.isEmpty, hasEndedRoot else { return }
        let isRoot = tag == .rss || tag == .feed || tag == .rdf || tag == .channel || tag == .item
        note(isRoot ? .secondRoot : .junkBehind)
    }

    private mutating func addText(_ part: Bytes) {
        if open.isEmpty, hasEndedRoot, !part.trimmed.isEmpty { note(.junkBehind) }
        guard builder.text.pointee.isCollecting else { return }
        var start = 0
        while let ampersand = part.firstIndex(of: UInt8(ascii: "&"), from: start) {
            addCharacters(part.part(start..<ampersand))
            start = ampersand + addReference(part, at: ampersand)
        }
        addCharacters(part.part(start..<part.count))
    }

    /// Adds what a reference stands for, or the ampersand that begins none; how many bytes that took.
    private mutating func addReference(_ part: Bytes, at ampersand: Int) -> Int {
        let (bytes, length) = resolve(part, at: ampersand)
        bytes.withUnsafeBufferPointer { addCharacters($0) }
        return length
    }

    /// What stands for the reference at an ampersand, and its length.
    mutating func resolve(_ part: Bytes, at ampersand: Int) -> ([UInt8], Int) {
        if let (value, length) = entities.value(in: part, at: ampersand) {
            guard entities.spend(value.count, limits) else {
                builder.failure = .expandsTooMuch(limit: limits.expansionByteLimit)
                return ([], length)
            }
            return (value, length)
        }
        guard let reference = Entities.reference(in: part, at: ampersand) else {
            note(.bareAmpersand)
            return ([UInt8(ascii: "&")], 1)
        }
        if !reference.isKnownToXML { note(.namedEntity) }
        var bytes: [UInt8] = []
        for scalar in reference.scalars { bytes.append(scalar: scalar) }
        return (bytes, reference.length)
    }

    /// Characters as they are, without the controls that XML forbids, and with XML's line ends; in a CDATA section
    /// those stay, because libxml2's push parser leaves them there, and damage elsewhere must not make texts new.
    private mutating func addCharacters(_ part: Bytes, keepsReturns: Bool = false) {
        var start = 0
        for (index, byte) in part.enumerated() where byte < 0x20 && byte != 0x0A && byte != 0x09 {
            if byte == 0x0D, keepsReturns { continue }
            add(part.part(start..<index))
            start = index + 1
            if byte != 0x0D {
                note(.control)
            } else if start == part.count || part[start] != 0x0A {
                withUnsafePointer(to: UInt8(ascii: "\n")) { builder.text.pointee.add($0, count: 1) }
            }
        }
        add(part.part(start..<part.count))
    }

    private func add(_ part: Bytes) {
        guard let base = part.baseAddress, !part.isEmpty else { return }
        builder.text.pointee.add(base, count: part.count)
    }
}
