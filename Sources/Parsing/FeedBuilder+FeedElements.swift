import FeedModel

/// The elements of a feed itself: what is kept of each, and where it goes.
extension FeedBuilder {
    mutating func enterFeedElement(_ tag: Tag, _ attributes: [Attribute], _ frame: inout Frame) {
        frame.scope = .feed
        switch tag {
        case .channel, .feed, .rss, .rdf: readChannel(attributes, frame)
        case .items, .skipHours, .skipDays: break
        case .item: startItem(attributes, &frame)
        case .title, .description, .subtitle, .summary: frame.kind = textKind(attributes)
        case .dcTitle, .dcDescription, .itunesSummary, .itunesSubtitle: frame.kind = .guess
        case .link: enterFeedLink(attributes, &frame)
        case .image, .source: frame.scope = tag == .image ? .image : .ignoredInFeed
        case .itunesImage:
            offerIcon(attributes[.href] ?? attributes[.url], rank: Precedence.Image.itunes, frame)
            frame.kind = .value
        case .author, .managingEditor, .itunesOwner: enterPerson(&frame)
        case .dcCreator, .itunesAuthor, .language, .dcLanguage, .icon, .logo, .ttl, .hour, .day,
            .updatePeriod, .updateFrequency, .generator:
            frame.kind = .value
        default: frame.scope = .ignoredInFeed
        }
    }

    mutating func readChannel(_ attributes: [Attribute], _ frame: Frame) {
        if let language = attributes[.xmlLang].flatMap(TextValues.language) {
            draft.feed.language = language
        }
        // CDF says it in attributes.
        if let page = attributes[.href]?.trimmedOrNil { offerHome(page, rank: 40, frame) }
    }

    mutating func enterPerson(_ frame: inout Frame) {
        person = Author()
        frame.scope = .person
        frame.kind = .value
    }

    /// How a text is to be read: Atom says, RSS does not.
    func textKind(_ attributes: [Attribute]) -> TextKind {
        let type = attributes[.type]
        guard isAtom || type != nil else { return .guess }
        return .atom(type: type, mode: attributes[.mode], isAtom03: isAtom03)
    }

    private mutating func enterFeedLink(_ attributes: [Attribute], _ frame: inout Frame) {
        guard let target = attributes[.href]?.trimmedOrNil else {
            frame.kind = .value
            return
        }
        let rel = attributes[.rel]?.lowercased().trimmedOrNil
        switch rel ?? "alternate" {
        case "alternate" where rel == nil && !isAtom && !frame.isForeign:
            offerHome(target, rank: Precedence.Link.alternate, frame, replacesEqual: true)
        case "alternate", "http://www.iana.org/assignments/relation/alternate":
            let rank = Self.alternateRank(attributes[.type])
            offerHome(target, rank: isAtom ? rank : rank - 20, frame)
        case "self": draft.feed.selfURL = draft.feed.selfURL ?? resolved(target, frame)
        case "hub": draft.feed.hubURLs.append(resolved(target, frame))
        case "prev-archive": draft.feed.olderURL = resolved(target, frame)
        case "next": draft.feed.olderURL = draft.feed.olderURL ?? resolved(target, frame)
        default: break
        }
    }

    mutating func offerHome(
        _ target: String, rank: UInt8, _ frame: Frame, replacesEqual: Bool = false
    ) {
        guard draft.accepts(.url, replacesEqual ? rank + 1 : rank) else { return }
        draft.settle(.url, rank)
        let base = frame.base >= 0 ? bases[frame.base] : location.base
        let page = URLReference.resolve(target, against: base)
        draft.feed.homePageURL = page
        if URLReference.isAbsolute(page) { channelLink = page }
    }

    private mutating func offerIcon(_ target: String?, rank: UInt8, _ frame: Frame) {
        guard let target = target?.trimmedOrNil, draft.accepts(.image, rank) else { return }
        draft.settle(.image, rank)
        draft.feed.iconURL = resolved(target, frame)
    }

    func resolved(_ target: String, _ frame: Frame) -> String {
        URLReference.resolve(target, against: base(of: frame))
    }

    mutating func finishFeedElement(_ frame: Frame) {
        guard frame.kind != .none else { return }
        readText(of: frame) { builder, bytes in builder.setFeedElement(bytes, frame) }
    }

    private mutating func setFeedElement(_ bytes: Bytes, _ frame: Frame) {
        switch frame.tag {
        case .title, .dcTitle, .description, .subtitle, .summary, .dcDescription,
            .itunesSummary, .itunesSubtitle:
            setFeedText(bytes, frame)
        case .link:
            let target = URLReference.cleaned(bytes)
            guard !target.isEmpty else { return }
            let rank = Precedence.Link.alternate - (frame.isForeign ? 20 : 0)
            offerHome(target, rank: rank, frame, replacesEqual: !isAtom)
        case .icon:
            offerIcon(URLReference.cleaned(bytes), rank: Precedence.Image.thumbnail, frame)
        case .logo, .itunesImage:
            offerIcon(URLReference.cleaned(bytes), rank: Precedence.Image.media, frame)
        case .language, .dcLanguage: setLanguage(bytes, frame)
        case .generator: draft.feed.generator = bytes.string.trimmedOrNil
        case .dcCreator, .itunesAuthor: addFeedAuthor(People.author(bytes.string), frame)
        default: setFreshness(bytes, frame.tag)
        }
    }

    private mutating func setFeedText(_ bytes: Bytes, _ frame: Frame) {
        guard let (slot, rank) = Precedence.rank(of: frame.tag, isForeign: frame.isForeign),
            draft.accepts(slot, rank)
        else { return }
        guard let value = TextValues.title(bytes, frame.kind, hasMarkup: frame.hasMarkup) else {
            return
        }
        draft.settle(slot, rank)
        if slot == .title { draft.feed.title = value } else { draft.feed.feedDescription = value }
    }

    private mutating func setLanguage(_ bytes: Bytes, _ frame: Frame) {
        guard let (slot, rank) = Precedence.rank(of: frame.tag, isForeign: frame.isForeign),
            draft.accepts(slot, rank), let value = TextValues.language(bytes.string)
        else { return }
        draft.settle(slot, rank)
        draft.feed.language = value
    }

    mutating func addFeedAuthor(_ author: Author?, _ frame: Frame) {
        guard let author,
            let (slot, rank) = Precedence.rank(of: frame.tag, isForeign: frame.isForeign)
        else { return }
        if draft.accepts(slot, rank) {
            draft.settle(slot, rank)
            draft.replaceAuthors(with: author)
        } else if !draft.accepts(slot, rank - 1), draft.accepts(slot, rank + 1) {
            draft.add(author)
        }
    }
}
