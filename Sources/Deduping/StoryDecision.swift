package import FeedModel

/// Which story an item is of, and why.
package struct StoryDecision: Sendable, Equatable {
    package var story: StoryID
    package var reason: StoryReason
    /// The canonical link, to be stored; `nil`: it identifies nothing.
    package var link: String?
    /// To be stored, so that the index can be built again.
    package var signature: StorySignature

    package var isBeginning: Bool { reason == .began }

    package init(
        story: StoryID, reason: StoryReason, link: String?, signature: StorySignature
    ) {
        (self.story, self.reason) = (story, reason)
        (self.link, self.signature) = (link, signature)
    }
}

/// What made an item part of a story.
package enum StoryReason: Sendable, Hashable {
    /// It is the first of its story.
    case began
    /// Another item of the story has this canonical link.
    case link(String)
    /// The story's first item has the same title, at nearly the same time.
    case title
    /// Its text is that of the story's first item: percent of the smaller text, and shingles of three words in common.
    case copy(percent: Int, shared: Int)
    /// Its text was made from that of the story's first item, or the other way round.
    case derived(percent: Int, shared: Int)
}

extension StoryReason: CustomStringConvertible {
    /// For people who ask why, after "because"; as it is stored.
    package var description: String {
        switch self {
        case .began: "it was the first report of its story"
        case .link(let link): "it has the same link as another report of the story: \(link)"
        case .title: "it has the same title as the story's first report, and came within two days"
        case .copy(let percent, let shared):
            "it is a copy of the story's first report: \(Self.shared(percent, shared))"
        case .derived(let percent, let shared):
            "it was made from the story's first report, or both from one text: \(Self.shared(percent, shared))"
        }
    }

    private static func shared(_ percent: Int, _ count: Int) -> String {
        "\(percent) % of the shorter text stands in the other one too (\(count) runs of three words)"
    }
}
