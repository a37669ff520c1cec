import FeedModel

/// Whether an item with a known guid is that item after an edit, or another one that was given its guid.
///
/// An edit leaves something as it was: the page and most of the title, or the text. Where nothing is left, a new item is
/// told, for what is told twice is a nuisance, and what is taken for an edit is lost.
struct ReusedGuid<Reference: Hashable & Sendable> {
    let item: IdentifiableItem
    let known: RememberedItem<Reference>
    let policy: IdentityPolicy
    let now: Timestamp
    /// The feed did it before: another page is then enough, unless the text is the same.
    let isHabit: Bool

    /// `text`: what the known item said, where that is still known; asked only if it matters.
    func isAnother(saying text: () throws -> ItemText?) rethrows -> Bool {
        if item.item.url == known.url, item.item.title == known.title { return false }
        let page = page
        if page == .other, isMuchLater, titles == .other || titles == .unclear { return true }
        if page != .other, titles == .same { return false }
        let said = try text().map { SaidWords(item.text).agreement(with: SaidWords($0)) }
        return isAnother(page: page, said: said ?? .unclear)
    }

    private func isAnother(page: Page, said: SaidWords.Agreement) -> Bool {
        guard said != .same else { return false }
        let titles = titles
        switch (page, titles) {
        case (.other, .other), (.other, .unclear): return true
        case (.other, .same): return said == .other && isLater || isHabit
        case (.other, .missing): return said == .other
        // The same page, as of a status page, or none: all of it must be new, and not under the old date.
        case (_, .other): return !isDatedAsBefore && (said == .other || hasNothingOfTheTitle)
        case (_, .missing): return !isDatedAsBefore && said == .other
        case (_, .unclear), (_, .same): return false
        }
    }
}

extension ReusedGuid {
    private enum Page { case same, other, unknown }
    private enum Titles { case same, unclear, other, missing }

    private var page: Page {
        guard let mine = link(item.item.url), let theirs = link(known.url) else { return .unknown }
        if mine.pathAndQuery == theirs.pathAndQuery { return .same }
        // The site was moved: the page still has its name.
        guard let name = mine.lastPathSegment else { return .other }
        return name == theirs.lastPathSegment ? .same : .other
    }

    private func link(_ url: String?) -> CanonicalLink? {
        url.flatMap(CanonicalLink.init).flatMap { $0.identifiesNothing ? nil : $0 }
    }

    private var titles: Titles {
        let (mine, theirs) = (item.item.title ?? "", known.title ?? "")
        if mine.isEmpty, theirs.isEmpty { return .missing }
        let pair = TitlePair(mine, theirs)
        if pair.haveOtherNumbers { return .other }
        if pair.overlap >= policy.titleOverlap { return .same }
        return pair.overlap <= policy.otherTitleOverlap ? .other : .unclear
    }

    private var hasNothingOfTheTitle: Bool {
        TitlePair(item.item.title ?? "", known.title ?? "").overlap == 0
    }

    private var isLater: Bool {
        guard let published = item.item.published, let before = known.published else {
            return false
        }
        return published > before
    }

    /// Both are dated, and not anew.
    private var isDatedAsBefore: Bool {
        guard item.item.published != nil, known.published != nil else { return false }
        return !isLater
    }

    /// By the publisher's dates, or by our clock.
    private var isMuchLater: Bool {
        if now - known.firstSeen > policy.reuseAge { return true }
        guard let published = item.item.published, let before = known.published else {
            return false
        }
        return published - before > policy.reuseAge
    }
}
