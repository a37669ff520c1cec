/// The vocabularies that we read, known by their URI, whatever the prefix.
enum Namespace: UInt8 {
    /// No namespace, RSS's and Atom's own: one vocabulary, for feeds mix them.
    case core
    case atom
    case rdf, content, dublinCore, dublinCoreTerms, syndication, media, itunes, feedBurner, xhtml
    case xml
    case unknown

    /// The namespace of a URI, with letter case, scheme, `www.` and trailing `/` or `#` forgiven.
    init(uri: String) {
        self = Self.exact[uri] ?? Self.byURI[Self.normalized(uri)] ?? .unknown
    }

    /// The namespace of a declaration. A URI that nobody knows is taken for a misspelt one where the prefix is that of a
    /// module: nobody binds `content` or `itunes` to anything else.
    init(uri: String, prefix: String) {
        let named = Namespace(uri: uri)
        self = named == .unknown ? Self.modules[prefix] ?? .unknown : named
    }

    /// What a prefix that was never declared must have meant.
    init(undeclaredPrefix prefix: String) {
        self = Self.byPrefix[prefix.lowercased()] ?? .unknown
    }

    /// The URIs as they should be written, so that most feeds need no forgiving.
    private static let exact: [String: Namespace] = [
        "http://www.w3.org/2005/Atom": .atom,
        "http://purl.org/rss/1.0/": .core,
        "http://purl.org/rss/1.0/modules/content/": .content,
        "http://purl.org/dc/elements/1.1/": .dublinCore,
        "http://purl.org/rss/1.0/modules/syndication/": .syndication,
        "http://search.yahoo.com/mrss/": .media,
        "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "http://www.w3.org/1999/xhtml": .xhtml,
        "http://www.w3.org/XML/1998/namespace": .xml,
    ]

    private static func normalized(_ uri: String) -> String {
        var text = Substring(uri.lowercased())
        while let last = text.unicodeScalars.last, last == "/" || last == "#" || last == " " {
            text.unicodeScalars.removeLast()
        }
        while text.first == " " { text.removeFirst() }
        for prefix in ["https://", "http://"] where text.hasPrefix(prefix) {
            text.removeFirst(prefix.count)
        }
        if text.hasPrefix("www.") { text.removeFirst(4) }
        return String(text)
    }

    private static let byURI: [String: Namespace] = [
        "": .core,
        "backend.userland.com/rss": .core,
        "backend.userland.com/rss2": .core,
        "backend.userland.com/rss091": .core,
        "backend.userland.com/rss092": .core,
        "blogs.law.harvard.edu/tech/rss": .core,
        "cyber.law.harvard.edu/rss": .core,
        "cyber.law.harvard.edu/rss/rss.html": .core,
        "channel.netscape.com/rdf/simple/0.9": .core,
        "my.netscape.com/rdf/simple/0.9": .core,
        "my.netscape.com/publish/formats/rss-0.91.dtd": .core,
        "purl.org/rss/1.0": .core,
        "purl.org/net/rss1.1": .core,
        "purl.org/rss/2.0": .core,
        "rssboard.org/rss-specification": .core,
        "w3.org/2005/atom": .atom,
        "w3c.org/2005/atom": .atom,
        "purl.org/atom/ns": .atom,
        "purl.org/atom": .atom,
        "w3.org/1999/02/22-rdf-syntax-ns": .rdf,
        "purl.org/rss/1.0/modules/content": .content,
        "purl.org/dc/elements/1.1": .dublinCore,
        "purl.org/dc/elements/1.0": .dublinCore,
        "purl.org/metadata/dublin_core": .dublinCore,
        "purl.org/dc": .dublinCore,
        "purl.org/dc/terms": .dublinCoreTerms,
        "purl.org/rss/1.0/modules/dcterms": .dublinCoreTerms,
        "purl.org/rss/1.0/modules/syndication": .syndication,
        "search.yahoo.com/mrss": .media,
        "rssboard.org/media-rss": .media,
        "video.search.yahoo.com/mrss": .media,
        "tools.search.yahoo.com/mrss": .media,
        "api.maps.yahoo.com/mrss": .media,
        "itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "itunes.com/dtds/podcast.dtd": .itunes,
        "itunes.apple.com/dtds/podcast-1.0.dtd": .itunes,
        "example.com/dtds/podcast-1.0.dtd": .itunes,
        "google.com/schemas/play-podcasts/1.0": .itunes,
        "rssnamespace.org/feedburner/ext/1.0": .feedBurner,
        "w3.org/1999/xhtml": .xhtml,
        "w3.org/tr/xhtml1": .xhtml,
        "w3.org/xml/1998/namespace": .xml,
    ]

    private static let modules: [String: Namespace] = [
        "content": .content, "dc": .dublinCore, "dcterms": .dublinCoreTerms, "sy": .syndication,
        "media": .media, "itunes": .itunes, "googleplay": .itunes, "feedburner": .feedBurner,
    ]

    private static let byPrefix: [String: Namespace] = modules.merging(
        [
            "atom": .atom, "atom10": .atom, "atom03": .atom, "a10": .atom, "rss": .core,
            "rdf": .rdf, "xhtml": .xhtml, "html": .xhtml, "xml": .xml,
        ], uniquingKeysWith: { module, _ in module })
}
