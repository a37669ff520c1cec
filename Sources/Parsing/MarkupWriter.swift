/// Writes the child elements of a text back as the HTML that they are.
struct MarkupWriter {
    private struct Open {
        /// Where the text stood when the start tag was written.
        var contentStart: Int
        var base: String?
    }

    private var open: [Open] = []
    private var fieldBase: String?

    /// Elements of markup that are open.
    var depth: Int { open.count }

    /// The first child of a text: what came before it stays the text that it was. Where that is HTML by its
    /// tags, the rest is taken as such too.
    mutating func begin(
        base: String?, _ kind: TextKind, from start: Int,
        in text: UnsafeMutablePointer<TextSink>
    ) {
        fieldBase = base
        guard kind != .xhtml else { return }
        let before = text.pointee.withBytes(from: start) { Array($0) }
        if kind != .plain, before.contains(UInt8(ascii: "<")) { return }
        text.pointee.escapes = true
        text.pointee.truncate(to: start)
        before.withUnsafeBufferPointer { text.pointee.append(escaping: $0, quotes: false) }
    }

    mutating func start(
        name: Bytes, attributes: [Attribute], into text: UnsafeMutablePointer<TextSink>
    ) {
        var base = open.last?.base
        if let written = attributes[.xmlBase]?.trimmedOrNil {
            base = URLReference.resolve(written, against: base ?? fieldBase)
        }
        text.pointee.append(UInt8(ascii: "<"))
        text.pointee.append(name)
        for attribute in attributes where attribute.name != .xmlBase {
            text.pointee.append(UInt8(ascii: " "))
            text.pointee.append(attribute.localName)
            text.pointee.append("=\"")
            append(value: attribute, base, into: text)
            text.pointee.append(UInt8(ascii: "\""))
        }
        text.pointee.append(UInt8(ascii: ">"))
        open.append(Open(contentStart: text.pointee.count, base: base))
    }

    mutating func end(name: Bytes, into text: UnsafeMutablePointer<TextSink>) {
        guard let element = open.popLast() else { return }
        if element.contentStart == text.pointee.count, HTMLElement.isVoid(name) {
            text.pointee.truncate(to: element.contentStart - 1)
            text.pointee.append("/>")
            return
        }
        text.pointee.append("</")
        text.pointee.append(name)
        text.pointee.append(UInt8(ascii: ">"))
    }

    /// Links under an `xml:base` inside the markup are resolved here, where that base is known.
    private func append(
        value attribute: Attribute, _ base: String?, into text: UnsafeMutablePointer<TextSink>
    ) {
        if let base, HTMLLinks.linkKind(attribute.localName) == false,
            let resolved = HTMLLinks.resolveOne(attribute.value, base)
        {
            resolved.withBytes { text.pointee.append(escaping: $0, quotes: true) }
        } else {
            text.pointee.append(escaping: attribute.value, quotes: true)
        }
    }
}
