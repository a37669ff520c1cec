import FeedModel

/// What an item says under its title, for telling whether it still says it: after its feed was moved, or where
/// its guid comes with another title.
struct SaidWords {
    /// How much of two texts is the same.
    enum Agreement { case same, unclear, other }

    private let shingles: Shingles
    private let words: Set<UInt64>
    private let numbers: Set<ArraySlice<UInt8>>
    private let wordCount: Int

    /// Words that title and text have together before they tell an item from others.
    private static let tellingWords = 8
    /// Share of the smaller text that the other must have: a new system adds a line or leaves one out.
    private static let movedShare = 0.8
    /// Shares of the smaller text, for one that was edited and for another one.
    private static let editedShare = 0.6
    private static let otherShare = 0.2
    /// Share of single words: whoever writes of the same thing anew needs half of them again.
    private static let otherWordShare = 0.5
    /// Texts with fewer words are another only where most of them are.
    private static let otherWords = 4
    /// Share of the beginning that the other text must have: what comes after may be the same below every post.
    private static let leadShare = 0.3
    /// Numbers of both texts, and the share of them below which they are those of the next notice from a template.
    private static let figureCount = 3
    private static let figureShare = 0.5

    init(_ text: ItemText) {
        let words = FoldedWords(
            text.body.utf8.count >= text.summary.utf8.count ? text.body : text.summary)
        shingles = Shingles(words)
        self.words = Set(words.words.map { WordHash.hash(words[$0]) })
        numbers = Set(words.words.filter(\.hasDigit).map { words[$0] })
        wordCount = words.words.count + FoldedWords(text.title).words.count
    }

    /// Where numbers disagree, it is the next forecast or notice from the same template.
    func isSame(as other: SaidWords) -> Bool {
        guard min(wordCount, other.wordCount) >= Self.tellingWords else { return false }
        guard numbers.isSubset(of: other.numbers) || other.numbers.isSubset(of: numbers) else {
            return false
        }
        let smaller = min(shingles.values.count, other.shingles.values.count)
        guard smaller > 0 else { return shingles.values.count == other.shingles.values.count }
        return share(with: other) >= Self.movedShare
    }

    /// Whether one text may be the other after an edit. Two empty ones say nothing.
    func agreement(with other: SaidWords) -> Agreement {
        let smaller = min(words.count, other.words.count)
        guard smaller > 0 else { return .unclear }
        let share = share(with: other)
        let wordShare = Double(words.count { other.words.contains($0) }) / Double(smaller)
        if hasOtherFigures(than: other) { return .other }
        if share >= Self.editedShare, leadShare(with: other) >= Self.leadShare { return .same }
        if share < Self.otherShare, wordShare < Self.otherWordShare { return .other }
        guard smaller >= Self.otherWords else { return .unclear }
        let hasOtherLead = leadShare(with: other) < Self.otherShare && share < Self.editedShare
        return hasOtherLead ? .other : .unclear
    }
}

extension SaidWords {
    private func share(with other: SaidWords) -> Double {
        let (mine, theirs) = (hashes, other.hashes)
        let smaller = min(mine.count, theirs.count)
        return smaller == 0 ? 0 : Double(mine.count { theirs.contains($0) }) / Double(smaller)
    }

    /// Of the beginning of the one or the other, whichever is more.
    private func leadShare(with other: SaidWords) -> Double {
        max(Self.share(of: leads, in: other.hashes), Self.share(of: other.leads, in: hashes))
    }

    private static func share(of some: Set<UInt32>, in all: Set<UInt32>) -> Double {
        some.isEmpty ? 0 : Double(some.count { all.contains($0) }) / Double(some.count)
    }

    private var hashes: Set<UInt32> { Set(shingles.values.map { $0 >> 1 }) }
    private var leads: Set<UInt32> {
        Set(shingles.values.filter { $0 & 1 == 1 }.map { $0 >> 1 })
    }

    private func hasOtherFigures(than other: SaidWords) -> Bool {
        let smaller = min(numbers.count, other.numbers.count)
        guard smaller >= Self.figureCount else { return false }
        let shared = numbers.count { other.numbers.contains($0) }
        return Double(shared) < Self.figureShare * Double(smaller)
    }
}
