/// A place up to which a phrase has been found.
struct PartState {
    /// The unit with which the phrase began.
    let first: Int
    /// In the folded bytes.
    var position: Int
    /// The unit that holds `position`, or before which it stands.
    var unit: Int
    /// Extra words so far.
    var cost = 0
    var isPastParticle = false
}

/// Phrases part by part, where extra words or Hangul particles may stand between the parts.
///
/// All places at which a phrase may begin are followed together, part after part, so that a text full of beginnings
/// costs no more than its length times the phrase's. Only where NEAR or COUNT wants every occurrence is each
/// beginning followed by itself.
extension BlockSearch {
    /// Past so many beginnings in one block they are followed together after all: that text means nobody well.
    private static let beginningLimit = 1000
    /// So many beginnings, of all phrases together, are followed at a time: then what is remembered of them stays small.
    private static let startLimit = 16_384

    func noteLooseStart(of pattern: Int, at unit: Int) {
        scratch.looseStarts.append((pattern, unit))
        guard scratch.looseStarts.count == Self.startLimit else { return }
        scratch.isCrowded = true
        searchLoosePhrases()
    }

    /// Finds the loose phrases whose first words `visit` came across.
    func searchLoosePhrases() {
        let starts = scratch.looseStarts
        guard !starts.isEmpty else { return }
        scratch.looseStarts.removeAll(keepingCapacity: true)
        let byPattern = starts.sorted {
            $0.pattern != $1.pattern ? $0.pattern < $1.pattern : $0.unit < $1.unit
        }
        var index = 0
        while index < byPattern.count {
            let pattern = byPattern[index].pattern
            var frontier: [PartState] = []
            while index < byPattern.count, byPattern[index].pattern == pattern {
                frontier.append(state(at: byPattern[index].unit))
                index += 1
            }
            let isPositional = set.traits[pattern].contains(.isPositional)
            if isPositional, !scratch.isCrowded, frontier.count <= Self.beginningLimit {
                for state in frontier { searchParts(of: pattern, from: [state]) }
            } else {
                searchParts(of: pattern, from: frontier)
            }
        }
    }

    func state(at unit: Int) -> PartState {
        PartState(first: unit, position: Int(units.base[unit].start), unit: unit)
    }

    /// `pastParticles`: only what passes over a particle; the rest was found by its whole key.
    func searchParts(of number: Int, from starts: [PartState], pastParticles: Bool = false) {
        let pattern = set.patterns[number]
        var frontier = starts
        for (index, part) in pattern.parts.enumerated() {
            let isLast = index == pattern.gaps.count
            let ends = frontier.compactMap {
                end(of: part, index, in: pattern, at: $0, isLast: isLast)
            }
            guard !isLast else {
                record(pastParticles ? ends.filter(\.isPastParticle) : ends, of: number)
                return
            }
            frontier = next(after: ends, pattern.gaps[index], slop: pattern.slop)
            if frontier.isEmpty { return }
        }
    }

    /// All ends where every occurrence counts, else the nearest one of each beginning.
    private func record(_ ends: [PartState], of number: Int) {
        let isCrowded = scratch.occurrences.count > Spans.crowd
        let keepsAll = set.traits[number].contains(.isPositional) && !isCrowded
        var last: PartState?
        for end in ends.sorted(by: { ($0.first, $0.unit) < ($1.first, $1.unit) }) {
            if let last, last.first == end.first, !keepsAll || last.unit == end.unit { continue }
            record(number, from: end.first, to: end.unit)
            last = end
        }
    }

    /// Where a part ends that begins at `state`: `unit` is then the unit of its last byte.
    private func end(
        of part: Range<Int>, _ index: Int, in pattern: TermPattern, at state: PartState,
        isLast: Bool
    ) -> PartState? {
        let end = state.position + part.count
        guard end <= bytes.count else { return nil }
        for offset in 0..<part.count
        where pattern.key[part.lowerBound + offset] != bytes.base[state.position + offset] {
            return nil
        }
        let last = lastUnit(from: state.unit, to: end)
        guard last == state.unit || !hasWideBoundary(after: state.unit, to: last) else {
            return nil
        }
        guard !isLast || pattern.isPrefix || self.end(of: last) == end else { return nil }
        let isPrefix = isLast && pattern.isPrefix
        guard isAsWritten(index, of: pattern, from: state.unit, to: last, isPrefix: isPrefix) else {
            return nil
        }
        var found = state
        (found.position, found.unit) = (end, last)
        return found
    }

    /// Where the next part may begin, each place once, with the fewest extra words.
    private func next(after ends: [PartState], _ gap: TermPattern.Gap, slop: Int) -> [PartState] {
        var found: [PartState] = []
        var whole: [PartState] = []
        for end in ends {
            guard self.end(of: end.unit) == end.position else {
                if !gap.isGuarded { found.append(end) }
                continue
            }
            whole.append(end)
            let unit = end.unit + 1
            guard unit < units.count else { continue }
            if !gap.isGuarded || units.base[unit].boundary.isVisible {
                found.append(start(of: unit, after: end))
            }
            if let after = unitAfterParticle(unit) {
                var state = start(of: after, after: end)
                state.isPastParticle = true
                found.append(state)
            }
        }
        if slop > 0 { appendPastWords(whole, slop, to: &found) }
        return Self.cheapest(found)
    }

    private func start(of unit: Int, after end: PartState) -> PartState {
        var state = end
        (state.position, state.unit) = (Int(units.base[unit].start), unit)
        return state
    }

    private static func cheapest(_ states: [PartState]) -> [PartState] {
        var kept: [PartState] = []
        let inOrder = states.sorted { a, b in
            if a.position != b.position { return a.position < b.position }
            if a.cost != b.cost { return a.cost < b.cost }
            return !a.isPastParticle && b.isPastParticle
        }
        for state in inOrder where kept.last?.position != state.position { kept.append(state) }
        return kept
    }

    /// The word after a particle that begins at `unit`: 라이카의 카메라 has 라이카 카메라.
    private func unitAfterParticle(_ unit: Int) -> Int? {
        var after = unit
        while after < units.count, units.base[after].boundary == .glue,
            units.base[after].kind == .hangul
        {
            after += 1
        }
        guard after > unit, after < units.count, units.base[after].boundary != .glue else {
            return nil
        }
        return after
    }

    /// Adds the words after each end that are not the next one, as long as the tokens between may be extra.
    ///
    /// One sweep: of the ends passed by, the best one for all later words is known by its cost less its token.
    private func appendPastWords(_ ends: [PartState], _ slop: Int, to found: inout [PartState]) {
        let ends = ends.sorted { $0.unit < $1.unit }
        guard let first = ends.first else { return }
        var best = LoosestEnd()
        var (passed, unit) = (0, first.unit + 2)
        while unit < units.count {
            while passed < ends.count, ends[passed].unit + 1 < unit {
                best.pass(ends[passed], token: Int(units.base[ends[passed].unit].token))
                passed += 1
            }
            let reached = best.reaching(token: Int(units.base[unit].token))
            if let reached, reached.cost <= slop {
                if units.base[unit].boundary != .glue {
                    var state = start(of: unit, after: reached.end)
                    state.cost = reached.cost
                    found.append(state)
                }
                unit += 1
            } else {
                guard passed < ends.count else { return }
                unit = max(unit + 1, ends[passed].unit + 2)
            }
        }
    }

    /// The end from which the fewest extra words lead to a later token.
    private struct LoosestEnd {
        /// Of the token of the last end that was passed, which costs nothing to the same token.
        private var near: (end: PartState, token: Int)?
        private var far: (end: PartState, token: Int)?

        mutating func pass(_ end: PartState, token: Int) {
            guard let known = near, known.token == token else {
                retireNear()
                near = (end, token)
                return
            }
            if end.cost < known.end.cost { near = (end, token) }
        }

        func reaching(token: Int) -> (end: PartState, cost: Int)? {
            let candidates = [near, far].compactMap { known in
                known.map { (end: $0.end, cost: $0.end.cost + max(0, token - $0.token - 1)) }
            }
            return candidates.min { $0.cost < $1.cost }
        }

        private mutating func retireNear() {
            guard let near else { return }
            guard let far, far.end.cost - far.token <= near.end.cost - near.token else {
                self.far = near
                return
            }
        }
    }
}
