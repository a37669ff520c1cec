import FeedModel

/// Whether an item with a known guid (or, without one, a known link) is that item after an edit, or another one that was
/// given its guid.
///
/// An edit leaves something as it was: the page and most of the title, or the text. Where nothing is left, a new item is
/// told, for what is told twice is a nuisance, and what is taken for an edit is lost.
struct ReusedGuid<Reference: Hashable & Sendable> {
    let pair: ItemPair<Reference>
    let now: Timestamp
    /// The feed did it before: another page is then enough, unless the text is the same.
    let isHabit: Bool

    /// `text`: what the known item said, where that is still known; asked only if it matters.
    func isAnother(saying text: () throws -> ItemText?) rethrows -> Bool {
        if pair.item.item.url == pair.known.url, pair.item.item.title == pair.known.title {
            guard pair.isLater, !pair.saysTheSame else { return false }
        }
        let (page, titles) = (pair.page, pair.titles)
        if page == .other, isMuchLater, titles == .other || titles == .unclear { return true }
        if page != .other, titles == .same, !pair.isLater { return false }
        let before = try text()
        if page != .other, titles == .same {
            // What it said is forgotten, or the same by today's rules: a page and a title that stayed are all there is.
            guard let before, ContentDigest(before) != ContentDigest(pair.item.text) else {
                return false
            }
        }
        return isAnother(page: page, titles: titles, said: pair.agreement(with: before))
    }

    private func isAnother(
        page: ItemPair<Reference>.Page, titles: ItemPair<Reference>.Titles,
        said: SaidWords.Agreement
    ) -> Bool {
        guard said != .same else { return false }
        switch (page, titles) {
        case (.other, .other), (.other, .unclear): return true
        case (.other, .same): return said == .other && pair.isLater || isHabit
        case (.other, .missing): return said == .other
        // The same page, as of a status page, or none: all of it must be new, and not under the old date.
        case (_, .other):
            return !pair.isDatedAsBefore
                && (said == .other || pair.isLater || pair.hasNothingOfTheTitle)
        case (_, .missing): return !pair.isDatedAsBefore && said == .other
        case (_, .unclear): return pair.isLater
        // A title that never changes says nothing: the date does.
        case (_, .same):
            return pair.isLater && (pair.haveEqualTitles || isHabit && said == .other)
        }
    }

    /// By the publisher's dates, or by our clock.
    private var isMuchLater: Bool {
        if now - pair.known.firstSeen > pair.policy.reuseAge { return true }
        guard let published = pair.item.item.published, let before = pair.known.published else {
            return false
        }
        return published - before > pair.policy.reuseAge
    }
}
