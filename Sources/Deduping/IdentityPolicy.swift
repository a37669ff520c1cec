import FeedModel

/// When a guid, a feed's guids, or an item are not what they seem. Defaults live here, once.
package struct IdentityPolicy: Sendable, Hashable {
    /// A guid that comes back after this with other words and another link is another item's: by the publisher's
    /// dates, or by our clock.
    package var reuseAge: Duration = .days(30)
    /// Share of the significant words of two titles that makes them titles of one item.
    package var titleOverlap = 0.5
    /// Items that must seem new before a whole feed is looked at by what it says.
    package var migrationCount = 3
    /// Their share of the document.
    package var migrationShare = 0.5
    /// Share of them that must be recognised.
    package var recognisedShare = 0.6
    /// Known items that must have come back under new guids, half of the known ones at least.
    package var unstableCount = 3
    /// How much older than the known items a new one is before it is taken for old.
    package var slideMargin: Duration = .hours(12)
    /// One in so many known items may be a pinned one, whose age says nothing.
    package var pinnedAmong = 10
    /// Remembered items that are looked at where names do not do: so many, or so many documents full.
    package var recentLimit = 200
    package var recentDocuments = 4

    package init() {}

    /// Same guid, another thing: much later, under another link, with other words in its title.
    func isAnother(
        _ item: Item, than known: RememberedItem<some Hashable>, at now: Timestamp
    ) -> Bool {
        if item.url == known.url, item.title == known.title { return false }
        guard isMuchLater(item, than: known, at: now) else { return false }
        let link = Self.link(item.url)
        if let link, link == Self.link(known.url) { return false }
        return overlap(item.title ?? "", known.title ?? "") < titleOverlap
    }

    /// Two titles that may be one item's, before and after an edit. Where neither has a title, it says nothing.
    func haveAgreeingTitles(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b, !a.isEmpty, !b.isEmpty else { return (a ?? "") == (b ?? "") }
        return overlap(a, b) >= titleOverlap
    }

    private func isMuchLater(
        _ item: Item, than known: RememberedItem<some Hashable>, at now: Timestamp
    ) -> Bool {
        if now - known.firstSeen > reuseAge { return true }
        guard let published = item.published, let before = known.published else { return false }
        return published - before > reuseAge
    }

    private func overlap(_ a: String, _ b: String) -> Double {
        let mine = TitleWords(FoldedWords(a)).significant
        let theirs = Set(TitleWords(FoldedWords(b)).significant)
        let smaller = min(mine.count, theirs.count)
        return smaller == 0 ? 0 : Double(mine.count { theirs.contains($0) }) / Double(smaller)
    }

    private static func link(_ url: String?) -> CanonicalLink? {
        url.flatMap(CanonicalLink.init).flatMap { $0.identifiesNothing ? nil : $0 }
    }
}

/// How far a feed's guids can be relied on, by its last document: shown to the operator, for it explains what is told.
package enum GuidTrust: Sendable, Hashable {
    case stable
    /// Items come back under new guids.
    case unstable(itemCount: Int)
    /// Several items of the document have one guid.
    case shared(itemCount: Int)
    /// A guid came back for another item.
    case reused(itemCount: Int)
    /// The whole feed changed its guids or links; its items were recognised by what they say.
    case migrated(itemCount: Int)

    /// The word of `unstable`, by which it is stored.
    package static let unstableWord = "unstable"

    var isUnstable: Bool { word == Self.unstableWord }

    /// A fixed word.
    package var word: String {
        switch self {
        case .stable: "stable"
        case .unstable: Self.unstableWord
        case .shared: "shared"
        case .reused: "reused"
        case .migrated: "migrated"
        }
    }

    /// A sentence for the operator; `nil` where there is nothing to say.
    package var reason: String? {
        switch self {
        case .stable: nil
        case .unstable(let count):
            "\(count) known items came back under new guids; they are known by link and title."
        case .shared(let count):
            "\(count) items share a guid with others; they are known by link or by what they say."
        case .reused(let count):
            "\(count) items have the guid of an older, different item; they are known by link and title."
        case .migrated(let count):
            "The feed changed its guids or links; \(count) items were recognised by what they say."
        }
    }
}
