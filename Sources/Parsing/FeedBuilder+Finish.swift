import FeedModel

/// The end of elements and of the document.
extension FeedBuilder {
    mutating func finish(_ frame: Frame) {
        switch frame.scope {
        case .feed: finishFeedElement(frame)
        case .item: finishItemElement(frame)
        case .person: finishPerson(frame)
        case .image where frame.tag == .url: finishImage(frame)
        default: break
        }
    }

    /// Hands on the text of an element, as it was meant.
    mutating func readText(of frame: Frame, _ body: (inout FeedBuilder, Bytes) -> Void) {
        let sink = text
        sink.pointee.withBytes(from: frame.textStart) { bytes in
            guard let mended = TextRepair.mended(bytes) else { return body(&self, bytes) }
            mendedTextCount += 1
            mended.withUnsafeBufferPointer { body(&self, $0) }
        }
    }

    private mutating func finishPerson(_ frame: Frame) {
        readText(of: frame) { builder, bytes in builder.setPerson(bytes, frame) }
    }

    private mutating func setPerson(_ bytes: Bytes, _ frame: Frame) {
        switch frame.tag {
        case .name: person.name = TextValues.title(bytes, .guess)
        case .email: person.email = bytes.string.trimmedOrNil
        case .uri, .url: person.url = bytes.string.trimmedOrNil.map { resolved($0, frame) }
        default:
            let isNamed = person != Author()
            let author = isNamed ? person : People.author(TextValues.title(bytes, .guess) ?? "")
            if item != nil { addAuthor(author, frame) } else { addFeedAuthor(author, frame) }
        }
    }

    private mutating func finishImage(_ frame: Frame) {
        let target = text.pointee.withBytes(from: frame.textStart, URLReference.cleaned)
        guard !target.isEmpty else { return }
        if item != nil {
            offerImage(target, rank: Precedence.Image.own, frame)
        } else if draft.accepts(.image, Precedence.Image.own) {
            draft.settle(.image, Precedence.Image.own)
            draft.feed.iconURL = resolved(target, frame)
        }
    }

    /// Closes what is open and hands over the feed. `false` in `hasRoot` means that there was none.
    mutating func finishDocument() -> ParsedFeed {
        while markup.depth > 0 || !frames.isEmpty { end(name: Bytes(start: nil, count: 0)) }
        resolveLateLinks()
        var feed = draft.feed
        feed.items = items
        if isAtom { feed.inheritAuthors() }
        feed.freshness.updatePeriod = updatePeriod
        if let badDate {
            let count = impossibleDates == 1 ? "One date" : "\(impossibleDates) dates"
            feed.warnings.append(
                "\(count) could not be read, as \"\(VisibleText(badDate, limit: 80))\"; "
                    + "such an item has no date.")
        }
        return feed
    }

    /// Links that came before the channel's link did.
    private mutating func resolveLateLinks() {
        for (index, itemBase) in awaitingBase {
            guard let base = itemBase ?? documentBase else { continue }
            items[index].resolveLinks(against: base)
        }
        if let home = draft.feed.homePageURL {
            draft.feed.homePageURL = URLReference.resolve(home, against: location.base)
        }
    }
}

extension ParsedFeed {
    /// Longer lists of a feed's authors are no byline: written once for each item, they could be made to fill the memory.
    private static let bylineLimit = (count: 32, bytes: 4096)

    /// An item without authors is by those of its feed (RFC 4287, section 4.2.1; JSON Feed 1.1).
    mutating func inheritAuthors() {
        guard !authors.isEmpty, authors.count <= Self.bylineLimit.count else { return }
        let size = authors.reduce(0) { size, author in
            let parts = [author.name, author.email, author.url]
            return parts.reduce(size) { $0 + ($1?.utf8.count ?? 0) }
        }
        guard size <= Self.bylineLimit.bytes else { return }
        for index in items.indices where items[index].authors.isEmpty {
            items[index].authors = authors
        }
    }
}

extension Item {
    /// Makes every relative link absolute; absolute ones stay.
    mutating func resolveLinks(against base: String) {
        url = url.map { URLReference.resolve($0, against: base) }
        externalURL = externalURL.map { URLReference.resolve($0, against: base) }
        imageURL = imageURL.map { URLReference.resolve($0, against: base) }
        for index in enclosures.indices {
            enclosures[index].url = URLReference.resolve(enclosures[index].url, against: base)
        }
        if contentFormat == .html { content = content.map { Self.resolving($0, base) } }
        if summaryFormat == .html { summary = summary.map { Self.resolving($0, base) } }
    }

    private static func resolving(_ html: String, _ base: String) -> String {
        html.withBytes { HTMLLinks.resolve($0, against: base) }
            .map { String(decoding: $0, as: UTF8.self) } ?? html
    }
}
