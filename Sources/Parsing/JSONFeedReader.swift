import FeedModel

/// JSON Feed 1.0 and 1.1 (jsonfeed.org) as values.
struct JSONFeedReader {
    private let limits: ParseLimits
    private let location: DocumentLocation

    init(limits: ParseLimits, location: DocumentLocation) {
        self.limits = limits
        self.location = location
    }

    func feed(in bytes: [UInt8]) throws(ParseError) -> ParsedFeed {
        let (document, problem) = try bytes.withUnsafeBufferPointer { (text) throws(ParseError) in
            try JSONReader.salvagedValue(in: text, depthLimit: limits.depthLimit)
        }
        if let problem, document["items"] == nil { throw problem }
        let version = document["version"]?.text ?? ""
        let isNamed = version.contains("jsonfeed.org")
        guard case .object(let fields) = document, isNamed || fields["items"] != nil else {
            throw .notAFeed(found: "JSON without the version and the items of a JSON Feed")
        }
        let entries = fields["items"]?.elements ?? []
        guard entries.count <= limits.itemLimit else {
            throw .tooManyItems(limit: limits.itemLimit)
        }
        var feed = head(fields, format: version.hasSuffix("1.1") ? .json11 : .json10)
        if !isNamed { feed.warnings.append("The version of JSON Feed is not named.") }
        let base = location.base ?? feed.selfURL ?? feed.homePageURL
        feed.items = entries.compactMap { Self.item($0, base: base, language: feed.language) }
        feed.inheritAuthors()
        feed.itemsInSource = entries.count
        if let problem {
            feed.warnings.append("\(problem) What stands before that was read.")
            (feed.isSalvaged, feed.isBrokenOff) = (true, true)
        }
        let dropped = entries.count - feed.items.count
        if dropped > 0 {
            feed.warnings.append("\(dropped) items are no objects and were not read.")
        }
        return feed
    }

    private func head(_ fields: [String: JSONValue], format: FeedFormat) -> ParsedFeed {
        var feed = ParsedFeed(format: format)
        feed.title = fields["title"]?.text.flatMap(Self.plain)
        feed.feedDescription = fields["description"]?.text
        feed.homePageURL = link(fields["home_page_url"])
        feed.selfURL = link(fields["feed_url"])
        feed.olderURL = link(fields["next_url"])
        feed.iconURL = link(fields["icon"]) ?? link(fields["favicon"])
        feed.language = fields["language"]?.text.flatMap(TextValues.language)
        feed.authors = Self.authors(fields["authors"], fields["author"])
        feed.hubURLs = fields["hubs"]?.elements.compactMap { $0["url"]?.text } ?? []
        return feed
    }

    private func link(_ value: JSONValue?) -> String? {
        value?.text?.trimmedOrNil.map { URLReference.resolve($0, against: location.base) }
    }

    private static func plain(_ title: String) -> String? {
        title.withBytes { TextValues.title($0, .plain) }
    }
}

extension JSONFeedReader {
    /// One item; `nil` where the value is no object.
    static func item(_ value: JSONValue, base: String?, language: String?) -> Item? {
        guard case .object(let fields) = value else { return nil }
        var item = Item()
        item.guid = fields["id"]?.text
        item.url = fields["url"]?.text?.trimmedOrNil
        item.externalURL = fields["external_url"]?.text?.trimmedOrNil
        item.title = fields["title"]?.text.flatMap(plain)
        item.imageURL = (fields["image"] ?? fields["banner_image"])?.text?.trimmedOrNil
        item.published = date(fields["date_published"])
        item.updated = date(fields["date_modified"])
        item.authors = authors(fields["authors"], fields["author"])
        item.categories = fields["tags"]?.elements.compactMap { $0.text?.trimmedOrNil } ?? []
        item.language = fields["language"]?.text.flatMap(TextValues.language) ?? language
        item.enclosures = fields["attachments"]?.elements.compactMap(enclosure) ?? []
        readTexts(fields, into: &item)
        if let base { item.resolveLinks(against: base) }
        return item
    }

    private static func readTexts(_ fields: [String: JSONValue], into item: inout Item) {
        if let html = fields["content_html"]?.text {
            item.content = html
            item.plainContent = fields["content_text"]?.text
        } else if let text = fields["content_text"]?.text {
            (item.content, item.contentFormat) = (text, .plain)
        }
        if let summary = fields["summary"]?.text {
            let isHTML =
                fields["_feedwatch"]?["summary"]?.text == "html"
                || summary.withBytes(LooksLikeHTML.hasKnownTag)
            (item.summary, item.summaryFormat) = (summary, isHTML ? .html : .plain)
        }
        // Our own documents say where a lone text stood.
        if fields["_feedwatch"]?["content"]?.text == "summary", item.summary == nil {
            (item.summary, item.summaryFormat) = (item.content, item.contentFormat)
            (item.content, item.contentFormat) = (nil, .html)
        }
    }

    private static func date(_ value: JSONValue?) -> Timestamp? {
        value?.text.flatMap(DateParser.parse)
    }

    static func authors(_ list: JSONValue?, _ single: JSONValue?) -> [Author] {
        var values = list?.elements ?? []
        if case .object? = list { values = [list].compactMap(\.self) }
        if values.isEmpty { values = [single].compactMap(\.self) }
        return values.compactMap { value in
            let author = Author(
                name: value["name"]?.text ?? value.text, url: value["url"]?.text?.trimmedOrNil)
            return author == Author() ? nil : author
        }
    }

    private static func enclosure(_ value: JSONValue) -> Enclosure? {
        guard let url = value["url"]?.text?.trimmedOrNil else { return nil }
        return Enclosure(
            url: url, mimeType: value["mime_type"]?.text,
            byteCount: value["size_in_bytes"]?.integer,
            title: value["title"]?.text)
    }
}
