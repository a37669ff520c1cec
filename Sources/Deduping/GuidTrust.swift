import FeedModel

/// How far a feed's guids can be relied on, by its last document: shown to the operator, for it explains what is told.
package enum GuidTrust: Sendable, Hashable {
    case stable
    /// Items come back under new guids.
    case unstable(itemCount: Int)
    /// Several items of the document have one guid.
    case shared(itemCount: Int)
    /// A guid came back for another item.
    case reused(itemCount: Int)
    /// The whole feed changed its guids or its addresses; its items were recognised.
    case migrated(itemCount: Int)

    /// A fixed word, as it is shown and stored.
    package enum Word: String, Sendable {
        case stable, unstable, shared, reused, migrated
    }

    package var word: Word {
        switch self {
        case .stable: .stable
        case .unstable: .unstable
        case .shared: .shared
        case .reused: .reused
        case .migrated: .migrated
        }
    }

    /// A sentence for the operator; `nil` where there is nothing to say.
    package var reason: String? {
        switch self {
        case .stable: nil
        case .unstable(let count):
            "\(Counted(count, "known item")) came back under new guids: known by link and title."
        case .shared(let count):
            "\(Counted(count, "item")) share a guid with others: known by link or by what they say."
        case .reused(1):
            "1 item has the guid of an earlier, different one: known by link and title."
        case .reused(let count):
            "\(count) items have the guids of earlier, different ones: known by link and title."
        case .migrated(let count):
            "The feed changed its guids or addresses; \(Counted(count, "item")) known from before, and no news."
        }
    }
}
