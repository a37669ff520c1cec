import FeedModel

/// A candidate with all that is compared, worked out once.
struct StoryItem {
    let candidate: StoryCandidate
    let link: String?
    let shingles: Shingles
    let signature: StorySignature
    let date: Timestamp

    init(_ candidate: StoryCandidate) {
        self.candidate = candidate
        link = candidate.url.flatMap(CanonicalLink.init)
            .flatMap { $0.identifiesNothing ? nil : $0.description }
        shingles = Shingles(FoldedWords(Self.story(of: candidate.text)))
        signature = StorySignature(
            title: TitleWords(FoldedWords(candidate.text.title)), shingles: shingles)
        date = StoryEntry.date(published: candidate.published, seen: candidate.seen)
    }

    func distance(to entry: StoryEntry) -> Duration {
        let difference = date - entry.date
        return difference < .zero ? .zero - difference : difference
    }

    /// The longer of body and summary: the other one is a part of it, or the publisher's own words for it.
    private static func story(of text: ItemText) -> String {
        let longer = text.body.utf8.count >= text.summary.utf8.count ? text.body : text.summary
        return PressNotice.removed(from: longer)
    }
}

/// An item that is remembered.
struct StoryEntry: Sendable {
    let story: StoryID
    let feed: FeedID
    let date: Timestamp
    let seen: Timestamp
    let isBeginning: Bool
    let isDated: Bool
    let signature: StorySignature

    init(
        story: StoryID, isBeginning: Bool, feed: FeedID, published: Timestamp?, seen: Timestamp,
        signature: StorySignature
    ) {
        (self.story, self.isBeginning, self.feed) = (story, isBeginning, feed)
        (self.seen, self.signature) = (seen, signature)
        isDated = published != nil
        date = Self.date(published: published, seen: seen)
    }

    /// The publisher's date, unless it lies ahead.
    static func date(published: Timestamp?, seen: Timestamp) -> Timestamp {
        guard let published, published <= seen + .days(1) else { return seen }
        return published
    }
}
