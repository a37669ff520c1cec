/// Finds all patterns in one text: one pass, whatever their number.
///
/// From each unit at which a match may begin, the trie is followed over the folded bytes; what it finds is then
/// checked against the boundaries between the units. The cost is linear in the text for given patterns.
struct BlockSearch {
    let set: PatternSet
    let scratch: MatchScratch
    let field: FieldMask
    let text: UnsafeBufferPointer<UInt8>
    /// Those of the block that is being searched.
    let units: GrowingBuffer<TextUnit>
    let bytes: GrowingBuffer<UInt8>
    private var block: UInt32 = 0
    /// Units in the blocks before this one.
    private var unitBase = 0

    init(
        _ set: PatternSet, _ scratch: MatchScratch, _ field: FieldMask,
        _ text: UnsafeBufferPointer<UInt8>
    ) {
        (self.set, self.scratch, self.field, self.text) = (set, scratch, field, text)
        (units, bytes) = (scratch.folder.units, scratch.folder.bytes)
    }

    static func run(
        _ set: PatternSet, _ scratch: MatchScratch, _ field: FieldMask, in text: String
    ) {
        guard !text.isEmpty else { return }
        scratch.startField()
        scratch.folder.reset()
        var text = text
        text.withUTF8 { utf8 in
            var search = BlockSearch(set, scratch, field, utf8)
            search.searchAllBlocks()
        }
    }

    private mutating func searchAllBlocks() {
        var position = 0
        while position < text.count {
            position = scratch.folder.foldBlock(of: text, from: position)
            if units.count > 0 { searchBlock() }
            block += 1
            unitBase += units.count
        }
    }

    private func searchBlock() {
        let (units, count) = (units.base, units.count)
        let (bytes, end) = (UnsafePointer(bytes.base), bytes.count)
        let (index, prefixIndex, filter) = (set.index, set.prefixIndex, set.filter)
        filter.words.withUnsafeBufferPointer { words in
            guard let words = words.baseAddress else { return }
            for unit in 0..<count where units[unit].boundary != .glue {
                if unit + 1 == count || units[unit + 1].boundary.isWide {
                    guard filter.mayBegin(at: unit, units, count, bytes, end, words) else {
                        continue
                    }
                }
                var last = unit
                index.trie.walk(bytes, from: Int(units[unit].start), to: end) { key, end in
                    visit(index, key, from: unit, &last, to: end)
                }
            }
        }
        if !prefixIndex.trie.isEmpty {
            for unit in 0..<count where units[unit].boundary != .glue {
                var last = unit
                prefixIndex.trie.walk(bytes, from: Int(units[unit].start), to: end) { key, end in
                    visit(prefixIndex, key, from: unit, &last, to: end)
                }
            }
        }
        searchLoosePhrases()
        scratch.isCrowded = false
        if scratch.folder.hasParticles, !set.particleIndex.trie.isEmpty { searchPastParticles() }
    }

    private func searchPastParticles() {
        let index = set.particleIndex
        for unit in 0..<units.count where units[unit].boundary != .glue {
            let start = Int(units[unit].start)
            index.trie.walk(UnsafePointer(bytes.base), from: start, to: bytes.count) { key, _ in
                index.patterns.forEach(of: key) { pattern in
                    searchParts(of: Int(pattern), from: [state(at: unit)], pastParticles: true)
                }
            }
        }
    }

    /// A key stands in the text from the start of `unit` to `end`; `last` is the last unit of a shorter one.
    private func visit(
        _ index: KeyIndex, _ key: Int, from unit: Int, _ last: inout Int, to end: Int
    ) {
        last = lastUnit(from: last, to: end)
        let isWhole = self.end(of: last) == end
        let end = last
        index.patterns.forEach(of: key) { pattern in
            visit(Int(pattern), from: unit, to: end, isWhole: isWhole)
        }
    }

    @inline(__always)
    private func visit(_ pattern: Int, from unit: Int, to last: Int, isWhole: Bool) {
        let traits = set.traits[pattern]
        if traits.contains(.hasSlop) { return noteLooseStart(of: pattern, at: unit) }
        guard isWhole || traits.contains(.isPrefix),
            isJoined(pattern, from: unit, to: last, traits),
            !traits.contains(.readsCase) || isAsWritten(pattern, from: unit, to: last)
        else { return }
        record(pattern, from: unit, to: last)
    }

    /// The unit in which the byte before `end` stands.
    func lastUnit(from unit: Int, to end: Int) -> Int {
        var last = unit
        while last + 1 < units.count, Int(units.base[last + 1].start) < end { last += 1 }
        return last
    }

    func end(of unit: Int) -> Int {
        unit + 1 < units.count ? Int(units.base[unit + 1].start) : bytes.count
    }

    /// Where the text has a space the term has a gap, and where the term has a sign the text has something.
    private func isJoined(
        _ pattern: Int, from unit: Int, to last: Int, _ traits: PatternSet.Traits
    ) -> Bool {
        guard traits.contains(.isMultipart) else {
            return unit == last || !hasWideBoundary(after: unit, to: last)
        }
        let start = Int(units.base[unit].start)
        var place = unit + 1
        let loneGap = set.loneGaps[pattern]
        if loneGap > 0 {
            let gap = TermPattern.Gap(offset: Int(loneGap), isGuarded: false)
            guard pass(gap, from: start, &place, to: last) else { return false }
        } else {
            for gap in set.patterns[pattern].gaps {
                guard pass(gap, from: start, &place, to: last) else { return false }
            }
        }
        return place > last || !hasWideBoundary(after: place - 1, to: last)
    }

    /// Up to a gap of a term that begins at the byte `start` no unit may stand behind a space; `place` is then the one past the gap.
    private func pass(
        _ gap: TermPattern.Gap, from start: Int, _ place: inout Int, to last: Int
    ) -> Bool {
        let offset = start + gap.offset
        while place <= last, Int(units.base[place].start) < offset {
            if units.base[place].boundary.isWide { return false }
            place += 1
        }
        let isAtUnit = place <= last && Int(units.base[place].start) == offset
        if gap.isGuarded, !isAtUnit || !units.base[place].boundary.isVisible { return false }
        if isAtUnit { place += 1 }
        return true
    }

    func hasWideBoundary(after unit: Int, to last: Int) -> Bool {
        (unit + 1..<last + 1).contains { units.base[$0].boundary.isWide }
    }

    func record(_ pattern: Int, from unit: Int, to last: Int) {
        let (start, end) = (units.base[unit], units.base[last])
        let span = TextSpan(
            field: field, block: block, unitStart: UInt32(unitBase + unit),
            unitEnd: UInt32(unitBase + last + 1), tokenFirst: start.token, tokenLast: end.token)
        let occurrence = Occurrence(
            pattern: UInt32(pattern), span: span, utf8Start: start.utf8Start, utf8End: end.utf8End)
        scratch.record(occurrence, isPositional: set.traits[pattern].contains(.isPositional))
    }
}
