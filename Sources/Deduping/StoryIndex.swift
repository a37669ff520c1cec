package import FeedModel

/// The matched items of the last days, by what makes them the same story: a link, a title, a text.
///
/// A story is its first item: later ones are compared with that one, never with each other, so that no chain of
/// small changes joins what is different. The exception is a link, which is the same page for whoever has it.
///
/// Everything is decided in memory. Within a transaction, take a `mark` first and roll back to it where the
/// transaction fails.
package struct StoryIndex: Sendable {
    package let policy: StoryPolicy
    /// What was worked out so far. An item that matches no watch never comes here, and adds nothing.
    package private(set) var work = StoryWork()
    private var memory = StoryMemory()

    package init(_ policy: StoryPolicy = StoryPolicy()) { self.policy = policy }

    /// How many items are remembered.
    package var count: Int { memory.entries.count }

    /// Bytes that they take, as far as they can be counted.
    package var byteCount: Int { memory.byteCount }

    /// Puts a stored item back. Items come in the order in which they were first seen.
    package mutating func restore(_ row: StoryRow) {
        memory.prepare()
        let entry = StoryEntry(
            story: row.story, isBeginning: row.isBeginning, feed: row.feed,
            published: row.published, seen: row.seen, signature: row.signature)
        memory.append(entry, link: row.link, policy: policy)
        memory.keepChanges()
    }

    /// Decides which story the item is of, and remembers it.
    package mutating func assign(_ candidate: StoryCandidate) -> StoryDecision {
        memory.prepare()
        let item = StoryItem(candidate)
        work.signatureCount += 1
        let (story, reason) = decide(item) ?? (candidate.ownStory, .began)
        let entry = StoryEntry(
            story: story, isBeginning: reason == .began, feed: candidate.feed,
            published: candidate.published, seen: candidate.seen, signature: item.signature)
        memory.append(entry, link: item.link, policy: policy)
        return StoryDecision(
            story: story, reason: reason, link: item.link, signature: item.signature)
    }

    /// A point to return to.
    package func mark() -> StoryMark { StoryMark(changeCount: memory.changeCount) }

    /// Forgets all that was assigned since the mark.
    package mutating func rollBack(to mark: StoryMark) {
        memory.undo(until: mark.changeCount)
    }

    /// Forgets items first seen before the instant. Marks taken before are void.
    package mutating func forget(before instant: Timestamp) {
        memory.forget(before: instant)
    }
}

/// How much likeness has cost: signatures are made of an item's words, comparisons of two items' shingles.
package struct StoryWork: Sendable, Hashable {
    package var signatureCount = 0
    package var comparisonCount = 0
    package init() {}
}

/// A state of a `StoryIndex`.
package struct StoryMark: Sendable {
    fileprivate let changeCount: Int
}

extension StoryIndex {
    private mutating func decide(_ item: StoryItem) -> (StoryID, StoryReason)? {
        if let found = byLink(item), isOpen(found.0, to: item) { return found }
        if let found = byTitle(item), isOpen(found.0, to: item) { return found }
        return byText(item).flatMap { isOpen($0.0, to: item) ? $0 : nil }
    }

    /// Nothing that the item's own feed has brought of the story is of another day.
    private func isOpen(_ story: StoryID, to item: StoryItem) -> Bool {
        !memory.entries(of: item.candidate.feed, policy).contains {
            $0.story == story && policy.areDatedApart(item, $0)
        }
    }

    private func byLink(_ item: StoryItem) -> (StoryID, StoryReason)? {
        guard let link = item.link, let entry = memory.entry(link: link) else { return nil }
        guard policy.isRemembered(entry, by: item), !policy.areApart(item, entry) else {
            return nil
        }
        if item.candidate.feed == entry.feed {
            // A feed that gives many items one link does not say with it what they are.
            guard policy.haveLikeTitles(item, entry) else { return nil }
            guard
                saysNothing(item, entry)
                    || sayTheSame(item, entry, share: policy.sameLinkContainment)
            else { return nil }
        }
        return (entry.story, .link(link))
    }

    private func byTitle(_ item: StoryItem) -> (StoryID, StoryReason)? {
        guard item.signature.titleWordCount >= policy.titleWordLimit else { return nil }
        let earlier = memory.entries(of: item.candidate.feed, policy)
            .filter { $0.signature.titleHash == item.signature.titleHash }
        if let story = byOwnTitle(item, earlier) { return (story, .title) }
        // What a feed uses again and again tells nothing: a daily bulletin's title.
        guard earlier.isEmpty, let entry = memory.entry(titleOf: item.signature) else { return nil }
        return isNear(item, entry) ? (entry.story, .title) : nil
    }

    /// Two items of one feed with one title are one only if they say nearly the same.
    private func byOwnTitle(_ item: StoryItem, _ earlier: [StoryEntry]) -> StoryID? {
        earlier.first {
            isNear(item, $0) && sayTheSame(item, $0, share: policy.copyContainment)
                && policy.haveNestedNumbers(item.signature, $0.signature)
        }?.story
    }

    private func isNear(_ item: StoryItem, _ entry: StoryEntry) -> Bool {
        policy.isRemembered(entry, by: item) && !policy.areApart(item, entry)
            && item.distance(to: entry) <= policy.titleWindow
    }

    /// Of short texts too; such as say nothing say the same where they come at once, for nothing else tells that a title
    /// was not used anew.
    private func sayTheSame(_ item: StoryItem, _ entry: StoryEntry, share: Double) -> Bool {
        let likeness = Likeness(
            of: withoutBoilerplate(item), to: entry.signature, without: memory.boilerplate)
        if likeness.smallerCount > 0 { return likeness.containment >= share }
        let whole = Likeness(of: item.shingles.values, to: entry.signature, without: [])
        guard whole.smallerCount == 0 else {
            return whole.containment >= policy.shortCopyContainment
        }
        return whole.largerCount == 0 && item.distance(to: entry) <= policy.repostWindow
    }

    private func saysNothing(_ item: StoryItem, _ entry: StoryEntry) -> Bool {
        item.shingles.values.isEmpty || entry.signature.sketch.isEmpty
    }

    private func withoutBoilerplate(_ item: StoryItem) -> [UInt32] {
        item.shingles.values.filter { !memory.boilerplate.contains($0 >> 1) }
    }

    private mutating func byText(_ item: StoryItem) -> (StoryID, StoryReason)? {
        let shingles = withoutBoilerplate(item)
        guard shingles.count >= policy.shortCopyShared else { return nil }
        var best: (entry: StoryEntry, likeness: Likeness)?
        for entry in memory.candidates(for: shingles, policy: policy) {
            guard policy.isRemembered(entry, by: item), !policy.areApart(item, entry) else {
                continue
            }
            guard item.distance(to: entry) <= policy.window else { continue }
            work.comparisonCount += 1
            let likeness = Likeness(
                of: shingles, to: entry.signature, without: memory.boilerplate)
            guard policy.isSameStory(likeness, item, entry) else { continue }
            if best.map({ $0.likeness < likeness }) ?? true { best = (entry, likeness) }
        }
        return best.map { ($0.entry.story, policy.reason($0.likeness)) }
    }
}
