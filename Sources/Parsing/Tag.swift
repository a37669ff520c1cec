/// What an element means to us. One meaning for all the spellings that mean the same.
enum Tag: UInt8 {
    case unknown
    // The frame.
    case rss, rdf, feed, channel, item, items
    case image, textInput, source, mediaGroup
    // Text and links.
    case title, link, description, summary, content, subtitle, body, contentEncoded
    case guid, id, url, icon, logo, language, generator
    case published, created, updated
    case author, name, email, uri, contributor, managingEditor
    case category, enclosure
    // How often to ask.
    case ttl, skipHours, hour, skipDays, day, updatePeriod, updateFrequency
    // The same things in other vocabularies.
    case dcTitle, dcCreator, dcDate, dcDescription, dcSubject, dcLanguage, dcIdentifier, dcModified
    case mediaContent, mediaThumbnail, mediaTitle, mediaDescription, mediaKeywords, mediaCategory
    case itunesTitle, itunesAuthor, itunesSummary, itunesSubtitle, itunesImage, itunesKeywords
    case itunesOwner, itunesCategory
    case originalLink
    /// XHTML, which only means something inside a text.
    case markup

    /// The meaning of a name; `local` in any letter case.
    init(_ namespace: Namespace, local: String) {
        let name = local.lowercased()
        switch namespace {
        case .core, .atom: self = Self.core[name] ?? .unknown
        case .rdf: self = name == "rdf" ? .rdf : .unknown
        case .content: self = name == "encoded" ? .contentEncoded : .unknown
        case .dublinCore: self = Self.dublinCore[name] ?? .unknown
        case .dublinCoreTerms: self = Self.dublinCoreTerms[name] ?? .unknown
        case .syndication: self = Self.syndication[name] ?? .unknown
        case .media: self = Self.media[name] ?? .unknown
        case .itunes: self = Self.itunes[name] ?? .unknown
        case .feedBurner: self = name == "origlink" ? .originalLink : .unknown
        case .xhtml: self = name == "body" ? .body : .markup
        case .xml, .unknown: self = .unknown
        }
    }

    private static let core: [String: Tag] = [
        "rss": .rss, "feed": .feed, "channel": .channel, "item": .item, "entry": .item,
        "items": .items, "rdf": .rdf,
        "image": .image, "textinput": .textInput, "source": .source,
        "title": .title, "link": .link, "description": .description, "summary": .summary,
        "abstract": .description, "content": .content, "subtitle": .subtitle, "tagline": .subtitle,
        "body": .body, "fullitem": .body, "guid": .guid, "id": .id, "url": .url, "icon": .icon,
        "logo": .logo, "language": .language, "generator": .generator,
        "pubdate": .published, "published": .published,
        "issued": .published, "created": .created, "updated": .updated, "modified": .updated,
        "author": .author, "name": .name, "email": .email, "uri": .uri, "homepage": .uri,
        "contributor": .contributor, "managingeditor": .managingEditor, "category": .category,
        "tags": .mediaKeywords, "enclosure": .enclosure, "ttl": .ttl, "skiphours": .skipHours,
        "hour": .hour,
        "skipdays": .skipDays, "day": .day,
    ]

    private static let dublinCore: [String: Tag] = [
        "title": .dcTitle, "creator": .dcCreator, "author": .dcCreator, "date": .dcDate,
        "description": .dcDescription, "subject": .dcSubject, "language": .dcLanguage,
        "identifier": .dcIdentifier,
    ]

    private static let dublinCoreTerms: [String: Tag] = [
        "title": .dcTitle, "creator": .dcCreator, "issued": .dcDate, "created": .dcDate,
        "date": .dcDate, "available": .dcDate, "modified": .dcModified, "subject": .dcSubject,
        "language": .dcLanguage, "abstract": .dcDescription, "description": .dcDescription,
        "identifier": .dcIdentifier,
    ]

    private static let syndication: [String: Tag] = [
        "updateperiod": .updatePeriod, "updatefrequency": .updateFrequency,
    ]

    private static let media: [String: Tag] = [
        "group": .mediaGroup, "content": .mediaContent, "thumbnail": .mediaThumbnail,
        "title": .mediaTitle, "description": .mediaDescription, "text": .mediaDescription,
        "keywords": .mediaKeywords, "category": .mediaCategory,
    ]

    private static let itunes: [String: Tag] = [
        "title": .itunesTitle, "author": .itunesAuthor, "summary": .itunesSummary,
        "description": .itunesSummary, "subtitle": .itunesSubtitle, "image": .itunesImage,
        "keywords": .itunesKeywords, "owner": .itunesOwner, "name": .name, "email": .email,
        "category": .itunesCategory, "link": .itunesImage,
    ]
}
