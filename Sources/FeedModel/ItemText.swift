/// An item as the matcher reads it: each field plain text, in which a newline ends a block and any other
/// white space is a space. Offsets in matches count Unicode scalars of these texts.
package struct ItemText: Sendable, Equatable {
    package var title: String
    package var summary: String
    package var body: String
    package var authors: [String]
    package var categories: [String]
    /// The item's URL.
    package var link: String?
    package var language: String?

    package init(
        title: String = "", summary: String = "", body: String = "", authors: [String] = [],
        categories: [String] = [], link: String? = nil, language: String? = nil
    ) {
        (self.title, self.summary, self.body) = (title, summary, body)
        (self.authors, self.categories) = (authors, categories)
        (self.link, self.language) = (link, language)
    }
}

/// What a watch may ask of the feed that an item came from.
package struct FeedScope: Sendable, Hashable {
    package var name: String
    package var url: String
    package var tags: [String]

    package init(name: String = "", url: String = "", tags: [String] = []) {
        (self.name, self.url, self.tags) = (name, url, tags)
    }
}

/// The fields that evidence can stand in.
package enum TextField: String, Sendable, Codable, CaseIterable {
    case title, summary, body, author, category, link
}
