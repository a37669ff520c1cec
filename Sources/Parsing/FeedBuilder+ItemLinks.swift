import FeedModel

/// The links of an item: its page, its identity, its files and pictures.
extension FeedBuilder {
    mutating func enterItemLink(_ attributes: [Attribute], _ frame: inout Frame) {
        guard let target = attributes[.href]?.trimmedOrNil else {
            frame.kind = .value
            return
        }
        let rel = attributes[.rel]?.lowercased().trimmedOrNil
        switch rel ?? "alternate" {
        case "alternate" where rel == nil && !isAtom && !frame.isForeign:
            offerURL(target, rank: Precedence.Link.alternate, frame, replacesEqual: true)
        case "alternate", "http://www.iana.org/assignments/relation/alternate":
            let rank = Self.alternateRank(attributes[.type])
            offerURL(target, rank: isAtom ? rank : rank - 2, frame)
        case "enclosure": addEnclosure(attributes, frame)
        case "related", "via":
            let target = resolved(target, frame)
            if item?.item.externalURL == nil { item?.item.externalURL = target }
        default: break
        }
    }

    mutating func setLink(_ bytes: Bytes, _ frame: Frame) {
        let target = URLReference.cleaned(bytes)
        guard !target.isEmpty else { return }
        // RSS with several links: the last is the page, as the older readers have it.
        offerURL(
            target, rank: Precedence.Link.alternate - (frame.isForeign ? 2 : 0), frame,
            replacesEqual: !isAtom)
    }

    static func alternateRank(_ type: String?) -> UInt8 {
        guard let type = type?.lowercased().trimmedOrNil else { return Precedence.Link.alternate }
        return type.contains("html")
            ? Precedence.Link.alternatePage : Precedence.Link.alternateOther
    }

    mutating func setGUID(_ bytes: Bytes, _ frame: Frame) {
        guard let text = bytes.string.trimmedOrNil,
            let rank = Precedence.rank(of: frame.tag, isForeign: frame.isForeign)?.rank
        else { return }
        offerGUID(text, rank: rank)
        guard frame.isPermaLink != false, Self.isWebAddress(text) || isPermalinkPath(text, frame)
        else { return }
        let isPermalink = frame.tag == .guid
        offerURL(
            text, rank: isPermalink ? Precedence.Link.permalink : Precedence.Link.identifier, frame)
    }

    /// A guid of RSS that is relative to the site, as a permalink may not be and is.
    private func isPermalinkPath(_ text: String, _ frame: Frame) -> Bool {
        frame.tag == .guid && (frame.isPermaLink == true || text.utf8.first == UInt8(ascii: "/"))
            && !URLReference.isAbsolute(text) && !text.utf8.contains(where: \.isSpace)
    }

    mutating func offerGUID(_ text: String, rank: UInt8) {
        guard item?.accepts(.guid, rank) == true else { return }
        item?.settle(.guid, rank)
        item?.item.guid = text
    }

    mutating func offerURL(
        _ target: String, rank: UInt8, _ frame: Frame, replacesEqual: Bool = false
    ) {
        guard !target.isEmpty, let current = item?.rank(.url) else { return }
        let link = absolute(target, frame)
        if rank > current || replacesEqual && rank == current {
            // The link that FeedBurner put in the original's place is kept beside it.
            if rank == Precedence.Link.original, current >= Precedence.Link.alternateOther {
                let served = item?.item.url
                item?.item.externalURL = served
            }
            item?.settle(.url, rank)
            item?.item.url = link
        } else if current == Precedence.Link.original, rank >= Precedence.Link.alternateOther,
            item?.item.externalURL == nil
        {
            item?.item.externalURL = link
        }
    }

    mutating func offerImage(_ target: String?, rank: UInt8, _ frame: Frame) {
        guard let target = target?.trimmedOrNil, item?.accepts(.image, rank) == true else { return }
        item?.settle(.image, rank)
        let picture = absolute(target, frame)
        item?.item.imageURL = picture
    }

    /// Resolved, or noted as waiting for a base that comes later in the document.
    private mutating func absolute(_ target: String, _ frame: Frame) -> String {
        let resolved = resolved(target, frame)
        if !URLReference.isAbsolute(resolved) { item?.awaitsBase = true }
        return resolved
    }

    private static func isWebAddress(_ text: String) -> Bool {
        let start = text.prefix(8).lowercased()
        return (start.hasPrefix("http://") || start.hasPrefix("https://"))
            && !text.utf8.contains(where: \.isSpace)
    }

    mutating func addEnclosure(_ attributes: [Attribute], _ frame: Frame) {
        guard let target = (attributes[.url] ?? attributes[.href])?.trimmedOrNil else { return }
        let url = absolute(target, frame)
        item?.add(
            Enclosure(
                url: url, mimeType: attributes[.type]?.trimmedOrNil,
                byteCount: Self.byteCount(attributes[.length]),
                title: attributes[.title]?.trimmedOrNil))
        if attributes[.type]?.hasPrefix("image/") == true {
            offerImage(target, rank: Precedence.Image.enclosure, frame)
        }
    }

    mutating func addMedia(_ attributes: [Attribute], _ frame: Frame) {
        guard let target = attributes[.url]?.trimmedOrNil else { return }
        let type = attributes[.type]?.trimmedOrNil
        if attributes[.medium]?.lowercased() == "image" || type?.hasPrefix("image/") == true {
            return offerImage(target, rank: Precedence.Image.media, frame)
        }
        let url = absolute(target, frame)
        item?.add(
            Enclosure(
                url: url, mimeType: type, byteCount: Self.byteCount(attributes[.fileSize])))
    }

    private static func byteCount(_ text: String?) -> Int64? {
        guard let count = text?.withBytes(TextValues.number), count > 0 else { return nil }
        return count
    }
}
