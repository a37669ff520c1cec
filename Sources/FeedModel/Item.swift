/// One RSS item, Atom entry or JSON Feed item, as values: URLs absolute, dates instants, HTML as served.
package struct Item: Sendable, Equatable {
    /// The guid, `id` or `rdf:about`, as served.
    package var guid: String?
    /// The permalink.
    package var url: String?
    /// The page that the item is about, where that is not its own.
    package var externalURL: String?
    /// Plain text: tags and entities resolved, white space folded.
    package var title: String?
    /// As served; see `summaryFormat`.
    package var summary: String?
    package var summaryFormat: TextFormat
    /// The full text as served; see `contentFormat`.
    package var content: String?
    package var contentFormat: TextFormat
    /// The full text without HTML, where a JSON Feed gives both.
    package var plainContent: String?
    package var imageURL: String?
    package var published: Timestamp?
    package var updated: Timestamp?
    package var authors: [Author]
    package var categories: [String]
    package var enclosures: [Enclosure]
    /// BCP 47, as served: the item's own, else the feed's.
    package var language: String?

    /// When it was published or, where nothing says so, edited.
    package var time: Timestamp? { published ?? updated }

    package init(
        guid: String? = nil, url: String? = nil, externalURL: String? = nil, title: String? = nil,
        summary: String? = nil, summaryFormat: TextFormat = .html, content: String? = nil,
        contentFormat: TextFormat = .html, imageURL: String? = nil, published: Timestamp? = nil,
        updated: Timestamp? = nil, authors: [Author] = [], categories: [String] = [],
        enclosures: [Enclosure] = [], language: String? = nil
    ) {
        (self.guid, self.url, self.externalURL, self.title) = (guid, url, externalURL, title)
        (self.summary, self.summaryFormat) = (summary, summaryFormat)
        (self.content, self.contentFormat) = (content, contentFormat)
        (self.imageURL, self.published, self.updated) = (imageURL, published, updated)
        (self.authors, self.categories) = (authors, categories)
        (self.enclosures, self.language) = (enclosures, language)
    }
}

/// How a text construct is to be read.
package enum TextFormat: String, Sendable, Codable {
    case plain, html
}

package struct Author: Sendable, Hashable, Codable {
    package var name: String?
    package var url: String?
    package var email: String?

    package init(name: String? = nil, url: String? = nil, email: String? = nil) {
        (self.name, self.url, self.email) = (name, url, email)
    }
}

package struct Enclosure: Sendable, Hashable {
    package var url: String
    package var mimeType: String?
    package var byteCount: Int64?
    package var title: String?

    package init(
        url: String, mimeType: String? = nil, byteCount: Int64? = nil, title: String? = nil
    ) {
        (self.url, self.mimeType, self.byteCount, self.title) = (url, mimeType, byteCount, title)
    }
}
