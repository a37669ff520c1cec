import FeedModel

extension StoryPolicy {
    /// What was first seen longer ago is forgotten, whether or not it still takes up memory.
    func isRemembered(_ entry: StoryEntry, by item: StoryItem) -> Bool {
        item.candidate.seen - entry.seen <= window
    }

    /// They cannot be one story, however alike: a feed's items of different days, or titles that differ by a number.
    func areApart(_ item: StoryItem, _ entry: StoryEntry) -> Bool {
        if item.candidate.feed == entry.feed, areDatedApart(item, entry) { return true }
        return haveDifferentNumbers(item.signature, entry.signature)
    }

    /// More than a day, both being dated.
    func areDatedApart(_ item: StoryItem, _ entry: StoryEntry) -> Bool {
        item.publishedDistance(to: entry).map { $0 > sameFeedWindow } ?? false
    }

    /// Equal titles, or such as share most of their words.
    func haveLikeTitles(_ item: StoryItem, _ entry: StoryEntry) -> Bool {
        let (mine, theirs) = (item.signature, entry.signature)
        if mine.titleWordCount == 0 || theirs.titleWordCount == 0 { return true }
        if mine.titleHash == theirs.titleHash { return true }
        return overlap(mine, theirs).share >= titleOverlap
    }

    func isSameStory(_ likeness: Likeness, _ item: StoryItem, _ entry: StoryEntry) -> Bool {
        guard likeness.leadContainment >= leadContainment else { return false }
        if areFromOneForm(likeness, item, entry) { return false }
        let titles = overlap(item.signature, entry.signature).share
        if likeness.containment < copyContainment, titles < strongTitleOverlap,
            shareOneBlock(item, entry)
        {
            return false
        }
        // An excerpt is of the beginning. What stands farther down in a long text is one of several pieces of a digest.
        if likeness.smallerCount * digestSize <= likeness.largerCount, titles < titleOverlap,
            likeness.leadOfLarger < digestLead
        {
            return false
        }
        if haveOtherFigures(likeness, item, entry) { return false }
        if item.candidate.feed == entry.feed {
            // A publisher's own items that differ in a word of the title differ: forecasts for two towns, two openings.
            guard isCopy(likeness), haveNestedTitles(item, entry) else { return false }
        }
        if likeness.smallerCount >= shortText, isCopy(likeness) || isDerived(likeness) {
            return true
        }
        return isShortStory(likeness, item, entry)
    }

    /// Too little is alike to prove anything without the titles.
    private func isShortStory(
        _ likeness: Likeness, _ item: StoryItem, _ entry: StoryEntry
    ) -> Bool {
        let titles = overlap(item.signature, entry.signature)
        let areTitlesEqual = item.signature.titleHash == entry.signature.titleHash
        let agree = titles.share >= titleOverlap && titles.count >= titleShared
        if isCopy(likeness) {
            return agree || titles.share == 1 && (titles.count > 1 || areTitlesEqual)
        }
        if isTitled(likeness) { return agree }
        // A summary of an edited text, or the other way round.
        return likeness.containment >= derivedContainment && likeness.shared >= shortCopyShared
            && agree && titles.share >= strongTitleOverlap
    }

    /// Each text says the words that only its own title has: a form that was filled in for two companies or towns.
    ///
    /// Of a copy the other text says them too, whatever headline it was given; of an excerpt nothing can be said.
    private func areFromOneForm(
        _ likeness: Likeness, _ item: StoryItem, _ entry: StoryEntry
    ) -> Bool {
        guard likeness.smallerCount * 2 >= likeness.otherCount else { return false }
        let (mine, theirs) = (item.signature, entry.signature)
        let own = Set(mine.saidTitleWords).subtracting(theirs.significantTitleWords)
        let others = Set(theirs.saidTitleWords).subtracting(mine.significantTitleWords)
        guard !own.isEmpty, !others.isEmpty else { return false }
        let found = others.count { item.shingles.words.contains($0) }
        guard Double(found) < formShare * Double(others.count) else { return false }
        // Other numbers in the titles are another word in each.
        let numbers = areDisjoint(mine.numbers, theirs.numbers) ? 1 : 0
        let (ownCount, otherCount) = (own.count + numbers, others.count + numbers)
        // All is as in the other, but for what each is about.
        let isSure =
            found == 0 && likeness.smallerCount * 5 >= likeness.otherCount * 4
            && (min(ownCount, otherCount) > 1 || differInFewPlaces(item, entry))
        if isSure { return likeness.containment < formLimit }
        // One word may well have been edited away.
        return likeness.containment < (otherCount > 1 ? shortCopyContainment : copyContainment)
    }

    /// One form, filled in for two towns: an edit of one text is scattered.
    private func differInFewPlaces(_ item: StoryItem, _ entry: StoryEntry) -> Bool {
        guard entry.signature.limit == Shingles.hashLimit else { return false }
        let sketch = Set(entry.signature.sketch.map { $0 >> 1 })
        let isShared = item.shingles.sequence.map(sketch.contains)
        let places = zip([true] + isShared, isShared).count { $0 && !$1 }
        return places <= formPlaces
    }

    private func areDisjoint(_ a: [UInt32], _ b: [UInt32]) -> Bool {
        !a.isEmpty && !b.isEmpty && Set(a).isDisjoint(with: b)
    }

    /// All that they have in common stands in one place: the words that a company puts before each of its releases. An edit
    /// leaves something everywhere, and of a text that was cut short the other has all.
    private func shareOneBlock(_ item: StoryItem, _ entry: StoryEntry) -> Bool {
        let signature = entry.signature
        let sketch = Set(signature.sketch.map { $0 >> 1 })
        let sampled = item.shingles.sequence.filter { $0 < signature.limit }
        let shared = sampled.indices.filter { sketch.contains(sampled[$0]) }
        // A run of three words here and there is chance.
        let core = shared.dropFirst(shared.count / 20).dropLast(shared.count / 20)
        guard let first = core.first, let last = core.last else { return false }
        let length = last - first + 1
        return Double(core.count) >= blockDensity * Double(length)
            && Double(length) <= blockShare * Double(sampled.count)
    }

    /// One has all the words that the other's title is about: it was added to, not exchanged.
    private func haveNestedTitles(_ item: StoryItem, _ entry: StoryEntry) -> Bool {
        let mine = Set(item.signature.significantTitleWords)
        let theirs = Set(entry.signature.significantTitleWords)
        return mine.isSubset(of: theirs) || theirs.isSubset(of: mine)
    }

    func reason(_ likeness: Likeness) -> StoryReason {
        let percent = Int((likeness.containment * 100).rounded(.down))
        return isCopy(likeness)
            ? .copy(percent: percent, shared: likeness.shared)
            : .derived(percent: percent, shared: likeness.shared)
    }

    private func isCopy(_ likeness: Likeness) -> Bool {
        likeness.containment >= copyContainment && likeness.shared >= copyShared
            || likeness.containment >= shortCopyContainment && likeness.shared >= shortCopyShared
    }

    /// More than half of a short text proves little, less than half of a long one enough where its title agrees.
    private func isTitled(_ likeness: Likeness) -> Bool {
        likeness.containment >= titledContainment && likeness.shared >= derivedShared
    }

    private func isDerived(_ likeness: Likeness) -> Bool {
        likeness.containment >= derivedContainment && likeness.shared >= derivedShared
    }

    /// `vol. 12` and `vol. 13`: the words are the same and the numbers are not, or each has a number that the
    /// other lacks while most of the words agree.
    private func haveDifferentNumbers(_ a: StorySignature, _ b: StorySignature) -> Bool {
        if a.titleHash == b.titleHash { return false }
        if a.plainTitleHash == b.plainTitleHash, a.titleWordCount > 0 {
            return !(a.numbers.isEmpty && b.numbers.isEmpty)
        }
        let (mine, theirs) = (Set(a.numbers), Set(b.numbers))
        guard !mine.isSubset(of: theirs), !theirs.isSubset(of: mine) else { return false }
        return overlap(a, b).share >= 0.5
    }

    /// The numbers of the next notice from the same form: many that hardly agree, or some of which none does and nor do the
    /// titles.
    private func haveOtherFigures(
        _ likeness: Likeness, _ item: StoryItem, _ entry: StoryEntry
    ) -> Bool {
        guard likeness.containment < shortCopyContainment else { return false }
        let (mine, theirs) = comparableNumbers(
            item.signature.textNumbers, entry.signature.textNumbers)
        let smaller = min(mine.count, theirs.count)
        let shared = mine.intersection(theirs).count
        if smaller >= numberCount, Double(shared) < numberShare * Double(smaller) { return true }
        return smaller >= fewNumbers && shared == 0 && likeness.containment < copyContainment
            && overlap(item.signature, entry.signature).share < titleOverlap
    }

    /// Both are the smallest of their texts' numbers: compared as far as both reach.
    private func comparableNumbers(_ a: [UInt32], _ b: [UInt32]) -> (Set<UInt32>, Set<UInt32>) {
        let isCut = a.count == Shingles.numberLimit || b.count == Shingles.numberLimit
        let limit = isCut ? min(a.last ?? .max, b.last ?? .max) : .max
        return (Set(a.filter { $0 <= limit }), Set(b.filter { $0 <= limit }))
    }

    /// One text has all the numbers of the other, as far as they are kept.
    func haveNestedNumbers(_ a: StorySignature, _ b: StorySignature) -> Bool {
        let (mine, theirs) = comparableNumbers(a.textNumbers, b.textNumbers)
        return mine.isSubset(of: theirs) || theirs.isSubset(of: mine)
    }

    /// Significant words in common, and their share of the shorter title's.
    private func overlap(
        _ a: StorySignature, _ b: StorySignature
    ) -> (share: Double, count: Int) {
        let (mine, theirs) = (a.significantTitleWords, Set(b.significantTitleWords))
        let count = mine.count { theirs.contains($0) }
        let smaller = min(mine.count, theirs.count)
        return smaller == 0 ? (0, 0) : (Double(count) / Double(smaller), count)
    }
}
