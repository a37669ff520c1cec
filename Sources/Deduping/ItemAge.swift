import FeedModel

/// Whether an item that was never seen is old, by its date: it slid back into the feed's window when a newer one was
/// deleted, or the window grew.
struct ItemAge<Reference: Hashable & Sendable> {
    private let known: [Timestamp]
    private let memory: ItemMemory<Reference>
    private let policy: IdentityPolicy
    private let now: Timestamp
    /// The dates of what the feed has shown; asked for once a document, and only where they matter.
    private var shown: [Timestamp]?

    /// `known`: the dates of what is known of the document.
    init(
        _ known: [Timestamp], memory: ItemMemory<Reference>, policy: IdentityPolicy,
        now: Timestamp
    ) {
        (self.known, self.memory) = (known.sorted(), memory)
        (self.policy, self.now) = (policy, now)
    }

    /// Undated items never are. In a migration there is no margin: what was not recognised may have been there.
    mutating func isOld(_ item: Item, isMigration: Bool) throws -> Bool {
        guard let time = item.time, let oldest = oldest(of: known, for: time) else { return false }
        if isMigration, time < oldest { return true }
        guard time < oldest - policy.slideMargin else { return false }
        if time <= now, now - time < policy.youth { return false }
        return try !hasComeLate(time)
    }

    /// The feed has shown older items: it would have shown this one beside them, had it been there. It was held back, or
    /// given an earlier date.
    private mutating func hasComeLate(_ time: Timestamp) throws -> Bool {
        let shown = try shown ?? memory.recent(policy.recentLimit).compactMap(\.published).sorted()
        self.shown = shown
        return oldest(of: shown, for: time).map { time > $0 } ?? false
    }

    /// The date that nearly all are younger than: a post may be pinned for years. Dates to come (events, embargoes,
    /// slips) say nothing of what is dated in the past.
    private func oldest(of times: [Timestamp], for time: Timestamp) -> Timestamp? {
        let dates = time > now ? times[...] : times.prefix { $0 <= now }
        guard dates.count >= policy.pinnedAmong else { return dates.first }
        return dates[dates.startIndex + dates.count / policy.pinnedAmong]
    }
}
