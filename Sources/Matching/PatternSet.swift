/// All distinct terms of all watches, and the tries that find them.
struct PatternSet: Sendable {
    /// What the search must ask of a pattern besides its key.
    struct Traits: OptionSet, BitwiseCopyable, Sendable {
        let rawValue: UInt8
        static let isPrefix = Traits(rawValue: 1)
        /// Extra words may stand inside: only its first part is in the trie.
        static let hasSlop = Traits(rawValue: 2)
        /// `raw:` and `case:`.
        static let readsCase = Traits(rawValue: 4)
        static let isMultipart = Traits(rawValue: 8)
        /// NEAR or COUNT asks where it stands: every occurrence is kept.
        static let isPositional = Traits(rawValue: 16)
    }

    let patterns: [TermPattern]
    let traits: [Traits]
    /// Of a pattern with one gap that asks for nothing, as most phrases have, where it is; else 0. A pattern itself lies far.
    let loneGaps: [UInt8]
    /// By whole key, or by first part where extra words may follow.
    let index: KeyIndex
    /// What words may begin a match by `index`.
    let filter: FirstWordFilter
    /// Patterns that end in `*`, by whole key.
    let prefixIndex: KeyIndex
    /// By first part: patterns inside which a Hangul particle may be passed over.
    let particleIndex: KeyIndex

    init(_ patterns: [TermPattern], positional: [Bool]) {
        self.patterns = patterns
        traits = zip(patterns, positional).map { Self.traits(of: $0, isPositional: $1) }
        loneGaps = patterns.map { pattern in
            guard pattern.gaps.count == 1, let gap = pattern.gaps.first, !gap.isGuarded else {
                return 0
            }
            return UInt8(exactly: gap.offset) ?? 0
        }
        let numbered = Array(zip(patterns, patterns.indices))
        index = KeyIndex(
            numbered.compactMap { pattern, number in
                if pattern.isPrefix { return nil }
                return (pattern.slop > 0 ? pattern.firstPart : pattern.key[...], number)
            })
        filter = FirstWordFilter(patterns)
        prefixIndex = KeyIndex(
            numbered.compactMap { pattern, number in
                pattern.isPrefix ? (pattern.key[...], number) : nil
            })
        particleIndex = KeyIndex(
            numbered.compactMap { pattern, number in
                pattern.isMultipart && pattern.slop == 0 ? (pattern.firstPart, number) : nil
            })
    }

    private static func traits(of pattern: TermPattern, isPositional: Bool) -> Traits {
        var traits: Traits = []
        if pattern.isPrefix { traits.insert(.isPrefix) }
        if pattern.slop > 0 { traits.insert(.hasSlop) }
        if pattern.casedParts != nil || pattern.writing != nil { traits.insert(.readsCase) }
        if pattern.isMultipart { traits.insert(.isMultipart) }
        if isPositional { traits.insert(.isPositional) }
        return traits
    }
}

/// A trie whose keys each stand for some patterns.
struct KeyIndex: Sendable {
    let trie: KeyTrie
    /// Of each key.
    let patterns: ShortLists

    init(_ entries: [(key: ArraySlice<UInt8>, pattern: Int)]) {
        let sorted = entries.sorted { Self.isAscending($0.key, $1.key) }
        var keys: [ArraySlice<UInt8>] = []
        var pairs: [(list: Int32, value: Int32)] = []
        for entry in sorted {
            if keys.last != entry.key { keys.append(entry.key) }
            pairs.append((Int32(keys.count - 1), Int32(entry.pattern)))
        }
        patterns = ShortLists(count: keys.count, pairs)
        trie = KeyTrie(sorted: keys)
    }

    private static func isAscending(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        a.lexicographicallyPrecedes(b)
    }
}
