import FeedModel

/// The two long texts of an item.
extension FeedBuilder {
    mutating func setText(_ bytes: Bytes, _ frame: Frame) {
        guard let (slot, rank) = accepted(frame) ?? spare(frame),
            let (value, format) = body(bytes, frame)
        else { return }
        item?.settle(slot, rank)
        if slot == .content {
            item?.item.content = value
            item?.item.contentFormat = format
        } else {
            item?.item.summary = value
            item?.item.summaryFormat = format
        }
    }

    /// RSS with a `summary` and a `description`: the second of the two is the content, where there is no other.
    private func spare(_ frame: Frame) -> (Precedence.Slot, UInt8)? {
        guard frame.tag == .summary || frame.tag == .description else { return nil }
        return item?.accepts(.content, Precedence.spareContent) == true
            ? (.content, Precedence.spareContent) : nil
    }

    private mutating func body(_ bytes: Bytes, _ frame: Frame) -> (String, TextFormat)? {
        var kind = frame.kind
        if kind == .base64 {
            guard let decoded = TextValues.decodedBase64(bytes) else { return html(bytes, frame) }
            return decoded.withUnsafeBufferPointer { html($0, frame) }
        }
        if kind == .plain, frame.hasMarkup { kind = .xhtml }
        switch kind {
        case .plain:
            let isHTML = LooksLikeHTML.hasKnownTag(bytes)
            return isHTML
                ? html(bytes, frame) : bytes.trimmed.string.trimmedOrNil.map { ($0, .plain) }
        case .xhtml where !frame.hasMarkup:
            // XHTML by its type, but escaped: HTML.
            return HTMLText.resolvingReferences(bytes).withUnsafeBufferPointer { html($0, frame) }
        case .xhtml: return html(Self.withoutWrapper(bytes.trimmed), frame)
        case .opaque: return nil
        default: return html(bytes, frame)
        }
    }

    private mutating func html(_ bytes: Bytes, _ frame: Frame) -> (String, TextFormat)? {
        let trimmed = bytes.trimmed
        guard !trimmed.isEmpty else { return nil }
        guard HTMLLinks.hasRelative(trimmed) else { return (trimmed.string, .html) }
        guard let base = base(of: frame) else {
            item?.awaitsBase = true
            return (trimmed.string, .html)
        }
        let resolved = HTMLLinks.resolve(trimmed, against: base)
        return (resolved.map { String(decoding: $0, as: UTF8.self) } ?? trimmed.string, .html)
    }

    /// Without the `div` that Atom puts round XHTML: it is no part of the content.
    private static func withoutWrapper(_ text: Bytes) -> Bytes {
        guard text.has("<div", at: 0), text.count >= 11, text.has("</div>", at: text.count - 6),
            let end = text.firstIndex(of: UInt8(ascii: ">"), from: 0)
        else { return text }
        var depth = 1
        var position = end + 1
        let last = text.count - 6
        while position < last, let tag = text.firstIndex(of: UInt8(ascii: "<"), from: position) {
            position = tag + 1
            if text.has("<div", at: tag) { depth += 1 }
            if text.has("</div>", at: tag) { depth -= 1 }
            if depth == 0, tag < last { return text }
        }
        return depth == 0 ? text.part(end + 1..<last).trimmed : text
    }
}
