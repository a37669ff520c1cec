/// The scanner behind `HTMLText`: one pass, bytes in, bytes out.
struct HTMLTextScanner {
    private let html: Bytes
    private let policy: HTMLText.TagPolicy
    private var position = 0
    private var out: [UInt8] = []
    private var gap = Gap.none
    private var isPreformatted = false
    /// From here on there is no `>`: what looks like a tag is text. Keeps hostile input linear.
    private var tagsEnd = Int.max
    private var commentEnd = ForwardFinder("-->")

    /// Elements that hide what they hold, and whose end tag is not to come.
    private var endlessNames: Set<String> = []

    /// What is to stand before the next letter. A newline is one in preformatted text, where two of them end a line.
    private enum Gap: Int { case none, space, newline, line }

    init(_ html: Bytes, policy: HTMLText.TagPolicy) {
        self.html = html
        self.policy = policy
        out.reserveCapacity(html.count)
    }

    mutating func run() -> String {
        while position < html.count {
            let byte = html[position]
            switch byte {
            case UInt8(ascii: "<"): readTag()
            case UInt8(ascii: "&"): readReference()
            case 0x0A:
                widenByNewline()
                position += 1
            case 0...0x20, 0x7F:
                widen(.space)
                position += 1
            case 0xC2, 0xE1, 0xE2, 0xE3: readPossibleSpace()
            default: readRun()
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension HTMLTextScanner {
    private mutating func widen(_ other: Gap) {
        if other.rawValue > gap.rawValue { gap = other }
    }

    private mutating func widenByNewline() {
        widen(isPreformatted ? gap == .newline ? .line : .newline : .space)
    }

    private mutating func closeGap() {
        if gap != .none, !out.isEmpty { out.append(gap == .line ? 0x0A : 0x20) }
        gap = .none
    }

    /// Bytes that need no thought, and single spaces between them.
    private mutating func readRun() {
        let start = position
        position += 1
        skipPlainASCII()
        while position < html.count {
            if Self.isPlain(html[position]) {
                position += 1
                // Back to ASCII after a letter beyond it.
                if html[position - 1] < 0x80 { skipPlainASCII() }
            } else if html[position] == 0x20, position + 1 < html.count,
                Self.isPlain(html[position + 1])
            {
                position += 2
            } else {
                break
            }
        }
        closeGap()
        out.append(contentsOf: html[start..<position])
    }

    /// As far as whole eights of bytes reach.
    private mutating func skipPlainASCII() {
        guard let base = html.baseAddress else { return }
        while position + 8 <= html.count {
            let count = PlainASCII.count(at: base + position)
            position += count
            // Seven may be all that an eight holds before its last byte, a space.
            if count < 7 { return }
        }
    }

    /// Neither white space, nor the beginning of some, of a tag or of a reference.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: "&"), 0xC2, 0xE1...0xE3: false
        default: true
        }
    }

    /// White space beyond ASCII: U+0085, U+00A0, U+1680, U+2000…200A, U+2028/9, U+202F, U+205F, U+3000.
    private mutating func readPossibleSpace() {
        let length = html[position] == 0xC2 ? 2 : 3
        guard position + length <= html.count else { return readRun() }
        let second = html[position + 1]
        let third = length == 3 ? html[position + 2] : 0
        let isSpace =
            switch html[position] {
            case 0xC2: second == 0xA0 || second == 0x85
            case 0xE1: second == 0x9A && third == 0x80
            case 0xE2:
                second == 0x80 && (third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF)
                    || second == 0x81 && third == 0x9F
            default: second == 0x80 && third == 0x80
            }
        guard isSpace else { return readRun() }
        widen(.space)
        position += length
    }

    private mutating func readReference() {
        guard var reference = Entities.reference(in: html, at: position) else {
            closeGap()
            out.append(html[position])
            position += 1
            return
        }
        // `&amp;eacute;`: escaped twice.
        if reference.scalars == [0x26],
            let inner = Entities.reference(in: html, at: position + reference.length - 1, amp: true)
        {
            reference.scalars = inner.scalars
            reference.length += inner.length - 1
        }
        position += reference.length
        for scalar in reference.scalars { append(scalar) }
    }

    private mutating func append(_ scalar: UInt32) {
        switch scalar {
        case 0x0A: widenByNewline()
        case 0...0x20, 0x7F...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            widen(.space)
        default:
            closeGap()
            out.append(scalar: scalar)
        }
    }

    private mutating func readTag() {
        guard position + 1 < html.count, position < tagsEnd, policy != .none else {
            return readLiteral()
        }
        let next = html[position + 1]
        let nameStart = next == UInt8(ascii: "/") ? position + 2 : position + 1
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return skipDeclaration() }
        guard nameStart < html.count, html[nameStart].isLetter else { return readLiteral() }
        let name = HTMLTagScanner.name(in: html, at: nameStart)
        let kind = HTMLElement(name)
        if policy == .knownOnly, kind == .unknown { return readLiteral() }
        guard let end = HTMLTagScanner.end(of: html, from: nameStart + name.count) else {
            tagsEnd = position
            return readLiteral()
        }
        let isEndTag = next == UInt8(ascii: "/")
        // Closed in itself, as in SVG and XHTML, it hides nothing.
        let isEmpty = html[end - 2] == UInt8(ascii: "/")
        if kind == .hidden, !isEndTag, !isEmpty { return skipHidden(name, from: end) }
        position = end
        switch kind {
        case .preformatted:
            widen(.line)
            isPreformatted = !isEndTag
        case .block: widen(.line)
        case .replaced: widen(.space)
        default: break
        }
    }

    private mutating func readLiteral() {
        closeGap()
        out.append(html[position])
        position += 1
    }

    private mutating func skipDeclaration() {
        if html.has("<!--", at: position) {
            // One that never ends hides nothing.
            position = commentEnd.index(in: html, from: position + 4).map { $0 + 3 } ?? position + 4
            return
        } else if html.has("<![cdata[", at: position) {
            // What it holds is text; the closing `]]>` is left for the reader, as browsers do.
            position += 9
            return
        }
        guard let end = html.firstIndex(of: UInt8(ascii: ">"), from: position) else {
            tagsEnd = position
            return readLiteral()
        }
        position = end + 1
    }

    /// Past a script, a style sheet or a template. Without its end tag it hides the rest, as in browsers; in a title it is
    /// but named.
    private mutating func skipHidden(_ name: Bytes, from start: Int) {
        if let end = endOfHidden(name, from: start) {
            position = end
        } else if policy == .knownOnly {
            readLiteral()
        } else {
            position = html.count
        }
    }

    private mutating func endOfHidden(_ name: Bytes, from start: Int) -> Int? {
        let key = name.string.lowercased()
        guard !endlessNames.contains(key) else { return nil }
        var position = start
        while let tag = html.firstIndex(of: "</", from: position) {
            position = tag + 2
            guard HTMLTagScanner.name(in: html, at: position).string.lowercased() == key else {
                continue
            }
            return html.firstIndex(of: UInt8(ascii: ">"), from: position).map { $0 + 1 }
                ?? html.count
        }
        endlessNames.insert(key)
        return nil
    }
}

extension Entities {
    /// As if an ampersand stood at `index`, where `amp` says that what stands there is the end of `&amp;`.
    static func reference(in text: Bytes, at index: Int, amp: Bool) -> Reference? {
        guard index + 2 < text.count else { return nil }
        let length = min(text.count - index, 40)
        var copy = [UInt8](text[index..<index + length])
        copy[0] = UInt8(ascii: "&")
        return copy.withUnsafeBufferPointer { bytes in
            guard let found = reference(in: bytes, at: 0),
                bytes[found.length - 1] == UInt8(ascii: ";")
            else { return nil }
            return found
        }
    }
}
