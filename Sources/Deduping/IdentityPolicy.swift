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
    /// Known items that must have come back under new guids, or at new places, half of the known ones at least.
    package var unstableCount = 3
    /// How much older than the known items a new one is before it is taken for old.
    package var slideMargin: Duration = .hours(12)
    /// What is dated no longer ago is never taken for old.
    package var youth: Duration = .days(1)
    /// So near to the moment of the poll a date may be that moment; of so many items at least more than half must be.
    package var stampSlack: Duration = .minutes(2)
    package var stampedAmong = 3
    /// One in so many known items may be a pinned one, whose age says nothing.
    package var pinnedAmong = 10
    /// Remembered items that are looked at where names do not do: so many, or so many documents full.
    package var recentLimit = 200
    package var recentDocuments = 4
    /// Share of the significant words of two titles below which neither is an edit of the other.
    package var otherTitleOverlap = 0.25

    package init() {}

    /// Two titles that may be one item's, before and after an edit. Where neither has a title, it says nothing.
    func haveAgreeingTitles(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b, !a.isEmpty, !b.isEmpty else { return (a ?? "") == (b ?? "") }
        return TitlePair(a, b).overlap >= titleOverlap
    }
}
