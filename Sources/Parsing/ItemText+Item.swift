package import FeedModel

extension ItemText {
    /// An item's fields as the matcher reads them.
    ///
    /// A feed's own word for a text decides its field: RSS `description` and Atom `summary` are the summary,
    /// `content:encoded` and Atom `content` the body. A body that only repeats the summary is told once, as the body.
    package init(_ item: Item) {
        let body = item.content.map { Self.plain($0, item.contentFormat) } ?? ""
        let summary = item.summary.map { Self.plain($0, item.summaryFormat) } ?? ""
        self.init(
            title: HTMLText.plainField(item.title ?? ""),
            summary: summary == body ? "" : summary,
            body: body,
            authors: item.authors.compactMap { $0.name ?? $0.email }.map(HTMLText.plainField),
            categories: item.categories.map(HTMLText.plainField),
            link: item.url ?? item.externalURL,
            language: item.language)
    }

    private static func plain(_ text: String, _ format: TextFormat) -> String {
        format == .html ? HTMLText.plainText(text) : HTMLText.plainField(text)
    }
}
