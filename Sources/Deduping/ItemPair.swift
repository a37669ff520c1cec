import FeedModel

/// An item of a document beside the known one that it may be: what is left of it.
struct ItemPair<Reference: Hashable & Sendable> {
    enum Page { case same, other, unknown }
    enum Titles { case same, unclear, other, missing }

    let item: IdentifiableItem
    let known: RememberedItem<Reference>
    let policy: IdentityPolicy

    /// A host or scheme that changed says nothing, nor does a home page.
    var page: Page {
        guard let mine = link(item.item.url), let theirs = link(known.url) else { return .unknown }
        if mine.pathAndQuery == theirs.pathAndQuery { return .same }
        // The site was moved: the page still has its name.
        guard let name = mine.lastPathSegment else { return .other }
        return name == theirs.lastPathSegment ? .same : .other
    }

    var titles: Titles {
        let (mine, theirs) = (item.item.title ?? "", known.title ?? "")
        if mine.isEmpty, theirs.isEmpty { return .missing }
        let pair = TitlePair(mine, theirs)
        if pair.haveOtherNumbers { return .other }
        if pair.overlap >= policy.titleOverlap { return pair.shareOneOfMany ? .unclear : .same }
        return pair.overlap <= policy.otherTitleOverlap ? .other : .unclear
    }

    var haveEqualTitles: Bool { TitlePair(item.item.title ?? "", known.title ?? "").areEqual }

    var hasNothingOfTheTitle: Bool {
        TitlePair(item.item.title ?? "", known.title ?? "").overlap == 0
    }

    /// It says what the known one said when it was stored last.
    var saysTheSame: Bool { ContentDigest(item.text) == known.digest }

    func agreement(with text: ItemText?) -> SaidWords.Agreement {
        text.map { SaidWords(item.text).agreement(with: SaidWords($0)) } ?? .unclear
    }

    var areDated: Bool { item.item.published != nil && known.published != nil }

    var isLater: Bool {
        guard let published = item.item.published, let before = known.published else {
            return false
        }
        return published > before
    }

    /// Both are dated, and not anew.
    var isDatedAsBefore: Bool { areDated && !isLater }

    private func link(_ url: String?) -> CanonicalLink? {
        url.flatMap(CanonicalLink.init).flatMap { $0.identifiesNothing ? nil : $0 }
    }
}
