/// What a title says, for comparing: its words as hashes, numbers apart.
struct TitleWords: Sendable {
    /// Of all words in their order; 0 where there are none.
    let hash: UInt32
    /// Of all words but numbers.
    let plainHash: UInt32
    let wordCount: Int
    /// Words that carry meaning, ascending, 24 bits each.
    let significant: [UInt32]
    /// Ascending, 24 bits each.
    let numbers: [UInt32]

    static let significantLimit = 14
    static let numberLimit = 4

    init(_ title: FoldedWords) {
        var (all, plain) = (UInt64(0), UInt64(0))
        var significant: Set<UInt32> = []
        var numbers: Set<UInt32> = []
        for word in title.words {
            let bytes = title[word]
            let hash = WordHash.hash(bytes)
            all = WordHash.mix(all ^ hash)
            if word.hasDigit {
                numbers.insert(UInt32(hash >> 40))
            } else {
                plain = WordHash.mix(plain ^ hash)
                if !StopWords.contains(bytes) { significant.insert(UInt32(hash >> 40)) }
            }
        }
        hash = UInt32(all >> 32)
        plainHash = UInt32(plain >> 32)
        wordCount = title.words.count
        self.significant = Array(significant.sorted().prefix(Self.significantLimit))
        self.numbers = Array(numbers.sorted().prefix(Self.numberLimit))
    }
}

/// Two titles, as identity compares them.
struct TitlePair {
    /// Significant words in common, as a share of the shorter one's.
    let overlap: Double
    /// They have one such word in common, often the watched one, and each has others of its own.
    let shareOneOfMany: Bool
    /// Word for word; two without words are not.
    let areEqual: Bool
    /// Each has a number that the other lacks: `part 12`, `part 13`.
    let haveOtherNumbers: Bool

    init(_ a: String, _ b: String) {
        let (a, b) = (TitleWords(FoldedWords(a)), TitleWords(FoldedWords(b)))
        let (mine, theirs) = (Set(a.significant), Set(b.significant))
        let smaller = min(mine.count, theirs.count)
        let shared = mine.intersection(theirs).count
        let isSame = a.wordCount == b.wordCount && a.hash == b.hash
        areEqual = isSame && a.wordCount > 0
        overlap = smaller == 0 ? (isSame ? 1 : 0) : Double(shared) / Double(smaller)
        shareOneOfMany = shared == 1 && smaller > 1
        let (numbers, others) = (Set(a.numbers), Set(b.numbers))
        haveOtherNumbers = !numbers.isSubset(of: others) && !others.isSubset(of: numbers)
    }
}

/// Words that say nothing of what a title is about.
private enum StopWords {
    static func contains(_ word: ArraySlice<UInt8>) -> Bool {
        word.count == 1 && word.allSatisfy { $0 < 0x80 } || words.contains(Array(word))
    }

    private static let words = Set(
        """
        the an and or of to in on at by for from with as is are was were be been it its this that these those \
        you your we our they their he she his her not no but if than then so up out over into about after \
        new now all more most how what why when who which will can has have had do does did just \
        der die das den dem des ein eine einer einem einen und oder von zu zum zur im in am auf mit fur aus bei nach \
        ist sind war wird werden sich nicht auch als wie \
        le la les un une des du de et ou en dans sur pour par avec est sont au aux que qui ce cette ses son sa \
        el los las una unos y o del al con por para que es son su sus se lo \
        il lo gli i uno ed di da nel nella con per che e sono si \
        o os as um uma e em no na com por para que
        """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
}
