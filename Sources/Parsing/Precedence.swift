/// Where several elements say the same thing: which field each fills, and which of them wins.
///
/// The one table of precedence. The higher rank wins whatever the order; of two with one rank the first that
/// says something wins, but the last of two dates. An element in the document's own vocabulary beats the same one borrowed from another
/// (`atom:title` in RSS), by the one that `isForeign` takes off.
enum Precedence {
    /// The single-valued fields of an item, and of a feed as far as it has them.
    enum Slot: Int {
        case title, url, guid, summary, content, published, updated, image, language, externalURL
        case author
    }

    static func rank(of tag: Tag, isForeign: Bool) -> (slot: Slot, rank: UInt8)? {
        guard let (slot, rank) = table(tag) else { return nil }
        return (slot, isForeign ? rank - 1 : rank)
    }

    private static func table(_ tag: Tag) -> (slot: Slot, rank: UInt8)? {
        switch tag {
        case .title: (.title, 40)
        case .dcTitle: (.title, 30)
        case .mediaTitle: (.title, 20)
        case .itunesTitle: (.title, 10)

        case .description, .summary: (.summary, 40)
        case .subtitle: (.summary, 36)
        case .dcDescription: (.summary, 30)
        case .itunesSummary: (.summary, 20)
        case .mediaDescription: (.summary, 15)
        case .itunesSubtitle: (.summary, 10)

        case .contentEncoded: (.content, 40)
        case .content: (.content, 39)
        case .body: (.content, 30)

        case .published: (.published, 40)
        case .created: (.published, 35)
        case .dcDate: (.published, 30)
        case .updated: (.updated, 40)
        case .dcModified: (.updated, 30)

        case .guid, .id: (.guid, 40)
        case .dcIdentifier: (.guid, 20)

        case .language: (.language, 40)
        case .dcLanguage: (.language, 30)

        case .author: (.author, 40)
        case .dcCreator: (.author, 30)
        case .itunesAuthor: (.author, 20)
        case .managingEditor: (.author, 35)
        case .itunesOwner: (.author, 10)
        default: nil
        }
    }

    /// A second summary that becomes the content.
    static let spareContent: UInt8 = 5

    /// Links that may become the item's URL.
    enum Link {
        static let original: UInt8 = 60
        static let alternatePage: UInt8 = 52
        static let alternate: UInt8 = 50
        static let alternateOther: UInt8 = 45
        static let permalink: UInt8 = 30
        static let about: UInt8 = 20
        static let identifier: UInt8 = 10
    }

    /// Pictures that may become the item's or the feed's image.
    enum Image {
        static let own: UInt8 = 50
        static let itunes: UInt8 = 40
        static let thumbnail: UInt8 = 30
        static let media: UInt8 = 20
        static let enclosure: UInt8 = 10
    }
}
