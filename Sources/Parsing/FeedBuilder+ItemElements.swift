import FeedModel

/// The elements of an item: what is kept of each, and where it goes.
extension FeedBuilder {
    mutating func enterItemElement(_ tag: Tag, _ attributes: [Attribute], _ frame: inout Frame) {
        frame.scope = .item
        switch tag {
        case .item: startItem(attributes, &frame)
        case .title, .summary, .description, .subtitle: frame.kind = textKind(attributes)
        case .content: enterContent(attributes, &frame)
        case .contentEncoded: frame.kind = .html
        case .body: frame.kind = .xhtml
        case .dcTitle, .dcDescription, .mediaTitle, .mediaDescription, .itunesTitle,
            .itunesSummary, .itunesSubtitle:
            frame.kind = .guess
        case .link: enterItemLink(attributes, &frame)
        case .guid, .id:
            frame.kind = .value
            frame.isPermaLink = attributes[.isPermaLink].map {
                $0.lowercased().trimmedOrNil != "false"
            }
        case .author: enterPerson(&frame)
        case .category, .mediaCategory: enterCategory(attributes, &frame)
        case .itunesCategory: addCategory(attributes[.text] ?? "")
        case .enclosure: addEnclosure(attributes, frame)
        case .mediaContent: addMedia(attributes, frame)
        case .mediaThumbnail:
            offerImage(attributes[.url], rank: Precedence.Image.thumbnail, frame)
        case .itunesImage:
            offerImage(attributes[.href] ?? attributes[.url], rank: Precedence.Image.itunes, frame)
        case .image: frame.scope = .image
        case .mediaGroup: break
        case .published, .created, .updated, .dcDate, .dcModified, .dcCreator, .itunesAuthor,
            .dcSubject,
            .dcLanguage, .language, .dcIdentifier, .mediaKeywords, .itunesKeywords,
            .originalLink:
            frame.kind = .value
        default: frame.scope = .ignored
        }
    }

    private mutating func enterContent(_ attributes: [Attribute], _ frame: inout Frame) {
        // MRSS without its prefix: `content` with a URL is a file, not a text.
        if !isAtom, attributes[.url] != nil { return addMedia(attributes, frame) }
        frame.kind = textKind(attributes)
        if frame.kind == .guess { frame.kind = .html }
        if let source = attributes[.src]?.trimmedOrNil {
            frame.kind = .none
            offerURL(source, rank: Precedence.Link.identifier, frame)
        }
    }

    private mutating func enterCategory(_ attributes: [Attribute], _ frame: inout Frame) {
        if let term = attributes[.term]?.trimmedOrNil {
            addCategory(attributes[.label]?.trimmedOrNil ?? term)
        } else if let label = attributes[.label]?.trimmedOrNil {
            addCategory(label)
        } else {
            frame.kind = .value
        }
    }

    mutating func finishItemElement(_ frame: Frame) {
        if frame.tag == .item { return finishItem(frame) }
        guard frame.kind != .none else { return }
        readText(of: frame) { builder, bytes in builder.setItemElement(bytes, frame) }
    }

    private mutating func setItemElement(_ bytes: Bytes, _ frame: Frame) {
        switch frame.tag {
        case .title, .dcTitle, .mediaTitle, .itunesTitle: setTitle(bytes, frame)
        case .summary, .description, .subtitle, .dcDescription, .mediaDescription,
            .itunesSummary, .itunesSubtitle, .content, .contentEncoded, .body:
            setText(bytes, frame)
        case .published, .created, .updated, .dcDate, .dcModified: setDate(bytes, frame)
        case .guid, .id, .dcIdentifier: setGUID(bytes, frame)
        case .link: setLink(bytes, frame)
        case .originalLink:
            offerURL(URLReference.cleaned(bytes), rank: Precedence.Link.original, frame)
        case .dcCreator, .itunesAuthor: addAuthor(People.author(bytes.string), frame)
        case .category, .dcSubject, .mediaCategory: addCategory(bytes.string)
        case .mediaKeywords, .itunesKeywords:
            for word in bytes.string.split(separator: ",") { addCategory(String(word)) }
        case .language, .dcLanguage: setLanguage(bytes)
        default: break
        }
    }

    mutating func addCategory(_ text: String) {
        guard let text = text.trimmedOrNil else { return }
        let plain = text.withBytes { TextValues.title($0, .guess) } ?? text
        item?.add(category: plain)
    }

    private mutating func setTitle(_ bytes: Bytes, _ frame: Frame) {
        guard let (slot, rank) = accepted(frame) else { return }
        guard let value = TextValues.title(bytes, frame.kind, hasMarkup: frame.hasMarkup) else {
            return
        }
        item?.settle(slot, rank)
        item?.item.title = value
    }

    /// The field that the element may fill, where nothing better has filled it.
    func accepted(_ frame: Frame) -> (Precedence.Slot, UInt8)? {
        guard let (slot, rank) = Precedence.rank(of: frame.tag, isForeign: frame.isForeign),
            item?.accepts(slot, rank) == true
        else { return nil }
        return (slot, rank)
    }

    private mutating func setLanguage(_ bytes: Bytes) {
        guard let value = TextValues.language(bytes.string) else { return }
        item?.item.language = value
    }

    private mutating func setDate(_ bytes: Bytes, _ frame: Frame) {
        // The last of equals: what repeats a date corrects it.
        guard let (slot, rank) = Precedence.rank(of: frame.tag, isForeign: frame.isForeign),
            item?.accepts(slot, rank + 1) == true, !bytes.trimmed.isEmpty
        else { return }
        guard let date = DateParser.parse(bytes) else {
            impossibleDates += 1
            badDate = badDate ?? bytes.trimmed.prefix(80).withContiguousBytes(\.string)
            return
        }
        item?.settle(slot, rank)
        if slot == .published { item?.item.published = date } else { item?.item.updated = date }
    }

    mutating func addAuthor(_ author: Author?, _ frame: Frame) {
        guard let author,
            let (slot, rank) = Precedence.rank(of: frame.tag, isForeign: frame.isForeign),
            let current = item?.rank(slot)
        else { return }
        if current < rank {
            item?.settle(slot, rank)
            item?.replaceAuthors(with: author)
        } else if current == rank {
            item?.add(author)
        }
    }
}

extension Slice<Bytes> {
    func withContiguousBytes<Result>(_ body: (Bytes) -> Result) -> Result {
        body(Bytes(rebasing: self))
    }
}
