/// The memory of one search, used again for the next item. Make one for each worker and matcher; not for sharing.
package final class MatchScratch {
    /// Occurrences of one term in one field that are kept as evidence where only their existence counts.
    static let evidenceLimit = 32
    /// Past so many occurrences in an item NEAR and COUNT get no more of them than evidence does: memory is bounded
    /// whatever the text.
    static let occurrenceLimit = 1_000_000

    let patternCount: Int
    var folder = TextFolder(.folded)
    var casedFolder = TextFolder(.cased)
    let occurrences = GrowingBuffer<Occurrence>()
    /// The patterns that occur in the item.
    let found = GrowingBuffer<UInt32>()
    /// One bit a pattern: whether it occurs. Small enough to stay near, where `states` is not.
    private let foundBits: GrowingBuffer<UInt64>
    /// What is known of each pattern.
    private let states: GrowingBuffer<PatternState>
    /// The watches that may hit the item, each once.
    let candidates = GrowingBuffer<Int32>()
    /// What makes the hits true, in the order of the hits.
    let evidence = GrowingBuffer<FoundTerm>()
    let hits = GrowingBuffer<ItemHits.Hit>()
    private let isCandidate: GrowingBuffer<Bool>
    var scopes: ScopeAnswers
    /// Where loose phrases may begin in the block that is being searched, and whether there were too many to remember.
    var looseStarts: [(pattern: Int, unit: Int)] = []
    var isCrowded = false

    private struct PatternState: BitwiseCopyable {
        /// The first and last occurrence, or -1.
        var first: Int32 = -1
        var last: Int32 = -1
        /// How many occurrences were kept in the field that is being read.
        var count: Int32 = 0
        var fields: FieldMask = []
    }

    init(patternCount: Int, planCount: Int, scopeCount: Int) {
        self.patternCount = patternCount
        foundBits = GrowingBuffer(repeating: 0, count: patternCount / 64 + 1)
        states = GrowingBuffer(repeating: PatternState(), count: patternCount)
        isCandidate = GrowingBuffer(repeating: false, count: planCount)
        scopes = ScopeAnswers(count: scopeCount)
    }

    func reset() {
        for index in 0..<found.count {
            let pattern = Int(found[index])
            states[pattern] = PatternState()
            foundBits[pattern / 64] = 0
        }
        found.count = 0
        occurrences.count = 0
        for index in 0..<candidates.count { isCandidate[Int(candidates[index])] = false }
        candidates.count = 0
        evidence.count = 0
        hits.count = 0
    }

    func startField() {
        for index in 0..<found.count { states.base[Int(found[index])].count = 0 }
    }

    func addCandidate(_ plan: Int32) {
        guard !isCandidate[Int(plan)] else { return }
        isCandidate[Int(plan)] = true
        candidates.append(plan)
    }

    func record(_ occurrence: Occurrence, isPositional: Bool) {
        let pattern = Int(occurrence.pattern)
        let place = Int32(occurrences.count)
        var state = states[pattern]
        if state.first < 0 {
            state.first = place
            found.append(occurrence.pattern)
            foundBits[pattern / 64] |= 1 << UInt64(pattern % 64)
        } else {
            guard isPositional && place < Self.occurrenceLimit || state.count < Self.evidenceLimit
            else { return }
            occurrences.base[Int(state.last)].next = place
        }
        state.count += 1
        state.last = place
        state.fields.formUnion(occurrence.span.field)
        states[pattern] = state
        occurrences.append(occurrence)
    }

    /// The first occurrence of a pattern, or -1; the others follow by `next`.
    func first(of pattern: Int) -> Int32 { states[pattern].first }

    func occurs(_ pattern: Int, in mask: FieldMask) -> Bool {
        guard foundBits[pattern / 64] >> UInt64(pattern % 64) & 1 != 0 else { return false }
        return !states[pattern].fields.isDisjoint(with: mask)
    }

    /// Where a pattern stands in the fields of a mask, in reading order.
    func spans(of pattern: Int, in mask: FieldMask) -> [TextSpan] {
        var all: [TextSpan] = []
        var isOrdered = true
        var place = first(of: pattern)
        while place >= 0 {
            let occurrence = occurrences[Int(place)]
            place = occurrence.next
            guard mask.contains(occurrence.span.field) else { continue }
            if let last = all.last, TextSpan.reads(occurrence.span, before: last) {
                isOrdered = false
            }
            all.append(occurrence.span)
        }
        // What was found past particles is noted after all else of its block.
        return isOrdered ? all : all.sorted(by: TextSpan.reads)
    }
}
