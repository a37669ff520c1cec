import FeedModel

/// What HTTP calls a document.
enum MediaType {
    /// The type, where neither XML nor JSON is meant by it.
    static func otherThanAFeeds(_ contentType: String) -> String? {
        guard let type = contentType.prefix(while: { $0 != ";" }).lowercased().trimmedOrNil,
            !["xml", "json", "rss", "rdf", "atom"].contains(where: { type.contains($0) })
        else { return nil }
        return VisibleText(type, limit: 80).description
    }
}
