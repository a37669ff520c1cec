import FeedModel

/// Makes a feed of start tags, text and end tags, wherever they come from: libxml2 or the salvage scanner.
///
/// Keeps one item and the texts of the open elements, and the values that are done. Nothing here trusts the order
/// or the nesting of a document.
struct FeedBuilder {
    /// What an open element is to the one it stands in.
    enum Scope: UInt8 { case outside, feed, item, person, image, ignored, ignoredInFeed }

    struct Frame {
        var tag: Tag
        var scope: Scope
        var kind: TextKind = .none
        var isForeign = false
        /// Child elements are in the text as markup.
        var hasMarkup = false
        /// What `isPermaLink` says, where it is there.
        var isPermaLink: Bool?
        /// Where the element's text begins.
        var textStart: Int
        /// An index into `bases`; -1: the document's.
        var base: Int
    }

    let limits: ParseLimits
    let location: DocumentLocation
    /// Where text goes; a pointer, because the C callback that fills it runs for every run of text.
    let text: UnsafeMutablePointer<TextSink>
    private let sinkOwner: TextSinkOwner

    var draft: FeedDraft
    var items: [Item] = []
    var awaitingBase: [(index: Int, base: String?)] = []
    /// The open item, and those around it where items are nested.
    var item: ItemDraft?
    var outerItems: [ItemDraft] = []
    var person = Author()
    var frames: [Frame] = []
    var bases: [String] = []
    var markup = MarkupWriter()
    var channelLink: String?
    let isAtom: Bool
    let isAtom03: Bool
    var hasRoot = false
    var impossibleDates = 0
    var badDate: String?
    var updatePeriodUnit: Duration?
    var updateFrequency: Int64 = 1
    var undeclaredPrefixCount = 0
    var mendedTextCount = 0
    var failure: ParseError?

    init(limits: ParseLimits, location: DocumentLocation, format: FeedFormat) {
        self.limits = limits
        self.location = location
        sinkOwner = TextSinkOwner()
        text = sinkOwner.sink
        draft = FeedDraft(ParsedFeed(format: format))
        isAtom = format == .atom03 || format == .atom10
        isAtom03 = format == .atom03
        frames.reserveCapacity(32)
    }

    var depth: Int { frames.count + markup.depth }
    var top: Frame? { frames.last }

    /// Opens an element. `name` is the local name as written.
    mutating func start(
        _ tag: Tag, _ namespace: Namespace, name: Bytes, attributes: [Attribute]
    ) {
        guard failure == nil else { return }
        if depth >= limits.depthLimit {
            failure = .tooDeep(limit: limits.depthLimit)
            return
        }
        if let parent = top, parent.kind.takesMarkup {
            startMarkup(name: name, attributes: attributes)
            return
        }
        let parent = top
        var frame = Frame(
            tag: tag, scope: .ignored, textStart: text.pointee.count, base: parent?.base ?? -1)
        frame.isForeign = isAtom ? namespace == .core : namespace == .atom
        enterBase(attributes, &frame)
        enter(tag, from: parent?.scope ?? .outside, attributes: attributes, frame: &frame)
        if frame.kind == .none, parent?.kind == .value || parent?.kind == .passing,
            tag == .unknown || tag == .markup
        {
            frame.kind = .passing
        }
        frames.append(frame)
        text.pointee.isCollecting = frame.kind != .none
        text.pointee.escapes = frame.kind == .xhtml
    }

    /// Closes the innermost element. `name` as in `start`.
    mutating func end(name: Bytes) {
        guard failure == nil else { return }
        if markup.depth > 0 {
            markup.end(name: name, into: text)
            return
        }
        guard let frame = frames.popLast() else { return }
        if frame.kind != .passing {
            finish(frame)
            text.pointee.truncate(to: frame.textStart)
        }
        let kind = top?.kind ?? .none
        text.pointee.isCollecting = kind != .none
        text.pointee.escapes = kind == .xhtml
    }
}

extension FeedBuilder {
    private mutating func startMarkup(name: Bytes, attributes: [Attribute]) {
        let index = frames.count - 1
        if !frames[index].hasMarkup {
            frames[index].hasMarkup = true
            let frame = frames[index]
            markup.begin(base: base(of: frame), frame.kind, from: frame.textStart, in: text)
        }
        markup.start(name: name, attributes: attributes, into: text)
    }

    private mutating func enterBase(_ attributes: [Attribute], _ frame: inout Frame) {
        guard !attributes.isEmpty, let written = attributes[.xmlBase]?.trimmedOrNil else { return }
        let resolved = URLReference.resolve(written, against: base(of: frame))
        guard URLReference.isAbsolute(resolved) else { return }
        bases.append(resolved)
        frame.base = bases.count - 1
    }

    /// What relative links in an element mean: the nearest `xml:base`, else what the document says of itself.
    func base(of frame: Frame) -> String? {
        frame.base >= 0 ? bases[frame.base] : documentBase
    }

    /// RSS links are relative to the channel's link, Atom's to the document.
    var documentBase: String? {
        if !isAtom, let channelLink { return channelLink }
        return location.base ?? channelLink
    }

    private mutating func enter(
        _ tag: Tag, from scope: Scope, attributes: [Attribute], frame: inout Frame
    ) {
        switch scope {
        // A person or a picture that was never closed must not swallow what follows.
        case .person where tag == .item, .image where tag == .item: startItem(attributes, &frame)
        case .outside: enterRoot(tag, attributes, &frame)
        case .feed: enterFeedElement(tag, attributes, &frame)
        case .item: enterItemElement(tag, attributes, &frame)
        case .person:
            frame.scope = .ignored
            if tag == .name || tag == .email || tag == .uri || tag == .url {
                frame.scope = .person
                frame.kind = .value
            }
        case .image:
            frame.scope = .ignored
            if tag == .url {
                frame.scope = .image
                frame.kind = .value
            }
        case .ignored: frame.scope = .ignored
        case .ignoredInFeed:
            frame.scope = .ignoredInFeed
            if tag == .item { startItem(attributes, &frame) }
        }
    }

    private mutating func enterRoot(_ tag: Tag, _ attributes: [Attribute], _ frame: inout Frame) {
        frame.scope = .outside
        switch tag {
        case .rss, .rdf, .feed, .channel:
            frame.scope = .feed
            if !hasRoot { readChannel(attributes, frame) }
            hasRoot = true
        // A document that lost its head, or a second root: its items are items.
        case .item: startItem(attributes, &frame)
        default: break
        }
    }

    mutating func startItem(_ attributes: [Attribute], _ frame: inout Frame) {
        frame.scope = .item
        if items.count >= limits.itemLimit {
            failure = .tooManyItems(limit: limits.itemLimit)
            return
        }
        if let item { outerItems.append(item) }
        var new = ItemDraft(index: items.count)
        items.append(Item())
        new.item.language = attributes[.xmlLang].flatMap(TextValues.language)
        item = new
        if let about = attributes[.about]?.trimmedOrNil {
            offerGUID(about, rank: 20)
            offerURL(about, rank: Precedence.Link.about, frame)
        }
        if let page = attributes[.href]?.trimmedOrNil {
            offerURL(page, rank: Precedence.Link.alternatePage, frame)
        }
        if let date = attributes[.lastModified].flatMap(DateParser.parse) {
            item?.item.updated = date
        }
    }

    mutating func finishItem(_ frame: Frame) {
        guard var done = item else { return }
        if done.item.language == nil { done.item.language = draft.feed.language }
        if done.awaitsBase {
            awaitingBase.append((done.index, frame.base >= 0 ? bases[frame.base] : nil))
        }
        items[done.index] = done.item
        item = outerItems.popLast()
    }
}

extension TextKind {
    /// Child elements are markup of the text, not elements of the feed.
    var takesMarkup: Bool {
        switch self {
        case .plain, .html, .xhtml, .guess: true
        case .none, .value, .base64, .opaque, .passing: false
        }
    }
}
