package import FeedModel

/// All watches, compiled: finds what they hit in an item, in one pass over its text.
///
/// Immutable, so it may be shared across threads. A loop over many items may keep a `MatchScratch` of its own.
package struct Matcher: Sendable {
    package let watches: [Watch]
    let plans: WatchPlans
    let patterns: PatternSet
    private let pool = ScratchPool()

    package init(_ watches: [Watch]) {
        self.watches = watches
        plans = WatchPlans(watches)
        patterns = PatternSet(plans.patterns, positional: plans.positional)
    }

    /// Memory for `hits(in:from:using:)`, to be used by one thread at a time, with this matcher only.
    package func makeScratch() -> MatchScratch {
        MatchScratch(
            patternCount: plans.patterns.count, planCount: plans.roots.count,
            scopeCount: plans.scopes.count)
    }

    /// The watches that an item hits, in the order in which they were given.
    package func hits(in text: ItemText, from feed: FeedScope = FeedScope()) -> ItemHits {
        pool.withScratch(of: self) { hits(in: text, from: feed, using: $0) }
    }

    /// The same, with memory kept from item to item.
    package func hits(
        in text: ItemText, from feed: FeedScope = FeedScope(), using scratch: MatchScratch
    ) -> ItemHits {
        search(text, from: feed, using: scratch)
        scratch.candidates.sort(by: <)
        for index in 0..<scratch.candidates.count {
            let number = scratch.candidates[index]
            let root = plans.roots[Int(number)]
            guard plans.isTrue(root.node, scratch), isSelected(number, root, scratch),
                plans.collectEvidence(of: root, scratch)
            else { continue }
            scratch.hits.append(
                ItemHits.Hit(watch: number, end: Int32(scratch.evidence.count)))
        }
        return ItemHits(scratch, of: plans, in: text)
    }

    private func isSelected(_ number: Int32, _ root: PlanRoot, _ scratch: MatchScratch) -> Bool {
        guard root.selectors >= 0 else { return true }
        return scratch.scopes.isSelected(number, plans.selectors[Int(root.selectors)])
    }

    /// Reads the item's text into `scratch`, and marks the watches that may hit it.
    func search(_ text: ItemText, from feed: FeedScope, using scratch: MatchScratch) {
        precondition(scratch.patternCount == plans.patterns.count, "scratch memory of this matcher")
        scratch.reset()
        scratch.scopes.start(text, from: feed)
        for field in TextField.allCases where plans.mask.contains(FieldMask(field)) {
            BlockSearch.run(patterns, scratch, FieldMask(field), in: text.plainText(of: field))
        }
        for index in 0..<scratch.found.count {
            plans.witnesses.forEach(of: Int(scratch.found[index])) { scratch.addCandidate($0) }
        }
    }
}

extension ItemText {
    /// A field as evidence counts in it: several authors or categories stand in lines of their own.
    package func plainText(of field: TextField) -> String {
        switch field {
        case .title: title
        case .summary: summary
        case .body: body
        case .author: Self.lines(authors)
        case .category: Self.lines(categories)
        case .link: link ?? ""
        }
    }

    private static func lines(_ values: [String]) -> String {
        values.count == 1 ? values[0] : values.joined(separator: "\n")
    }
}
