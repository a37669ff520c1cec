import FeedModel

/// Whether an item that comes under a name of its own, but has the title of a known one and its link or its time, is the
/// next issue of something: a bulletin, a status page, a changelog that is always called the same.
///
/// By rule a new guid with the same link and title, or with the same title and time, is the same item. But what says
/// something else and is not dated as before was written anew.
struct NextIssue<Reference: Hashable & Sendable> {
    let pair: ItemPair<Reference>
    /// It has a guid or a link.
    let hasName: Bool
    /// Many items of the feed come under new guids.
    let areGuidsChanging: Bool

    /// `text`: what the known item said, where that is still known; asked only if it matters.
    func isAnother(saying text: () throws -> ItemText?) rethrows -> Bool {
        guard pair.haveEqualTitles, !pair.saysTheSame else { return false }
        if pair.isDatedAsBefore, areGuidsChanging || pair.page != .other { return false }
        let said = pair.agreement(with: try text())
        if pair.isLater || !pair.areDated && !hasName { return said != .same }
        return said == .other
    }
}
