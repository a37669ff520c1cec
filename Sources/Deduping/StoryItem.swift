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

    func distance(to entry: StoryEntry) -> Duration { Self.distance(date, entry.date) }

    /// By the publisher's dates, even such as lie ahead; `nil` where one has none.
    func publishedDistance(to entry: StoryEntry) -> Duration? {
        guard let mine = candidate.published, let theirs = entry.published else { return nil }
        return Self.distance(mine, theirs)
    }

    private static func distance(_ a: Timestamp, _ b: Timestamp) -> Duration {
        a > b ? a - b : b - a
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
    let published: Timestamp?
    let seen: Timestamp
    let isBeginning: Bool
    let signature: StorySignature

    var date: Timestamp { Self.date(published: published, seen: seen) }

    init(
        story: StoryID, isBeginning: Bool, feed: FeedID, published: Timestamp?, seen: Timestamp,
        signature: StorySignature
    ) {
        (self.story, self.isBeginning, self.feed) = (story, isBeginning, feed)
        (self.published, self.seen, self.signature) = (published, seen, signature)
    }

    /// The publisher's date, unless it lies ahead.
    static func date(published: Timestamp?, seen: Timestamp) -> Timestamp {
        guard let published, published <= seen + .days(1) else { return seen }
        return published
    }
}
