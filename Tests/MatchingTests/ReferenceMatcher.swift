import FeedModel

@testable import Matching

/// The query language in its plainest form: lists of tokens, every pair compared, no index and no shortcut.
/// Slow, and hard to get wrong; the engine must always agree with it.
struct ReferenceMatcher {
    typealias Unit = ReferenceTokenizer.Unit

    struct Block {
        var field: QueryField
        var number: Int
        var units: [Unit]
        var utf8: [UInt8]
    }

    /// A stretch of units of one block.
    struct Place: Hashable {
        var block: Int
        var units: Range<Int>
    }

    let blocks: [Block]
    let item: ItemText
    let terms: ReferenceTerms

    init(_ item: ItemText, _ terms: ReferenceTerms) {
        (self.item, self.terms) = (item, terms)
        var blocks: [Block] = []
        let fields: [(QueryField, TextField)] = [
            (.title, .title), (.summary, .summary), (.body, .body), (.author, .author),
            (.category, .category), (.link, .link),
        ]
        for (field, source) in fields {
            blocks += Self.blocks(of: item.plainText(of: source), field, after: blocks.count)
        }
        self.blocks = blocks
    }

    func matches(_ query: Query) -> Bool { isTrue(query.root, in: [.title, .summary, .body]) }

    private func isTrue(_ node: QueryNode, in fields: Set<QueryField>) -> Bool {
        switch node {
        case .term, .near: return !places(of: node, in: fields).isEmpty
        case .scope(let filter): return isTrue(filter)
        case .not(let child): return !isTrue(child, in: fields)
        case .and(let parts): return !parts.contains { !isTrue($0, in: fields) }
        case .or(let parts): return parts.contains { isTrue($0, in: fields) }
        case .count(let least, let child):
            return most(Array(places(of: child, in: fields))) >= least
        case .field(let field, let child):
            return isTrue(child, in: field == .text ? [.title, .summary, .body] : [field])
        }
    }

    private func isTrue(_ filter: ScopeFilter) -> Bool {
        guard filter.kind == .lang, let language = item.language?.lowercased() else { return false }
        let wanted = filter.value.lowercased()
        return language == wanted || language.hasPrefix(wanted + "-")
    }

    // MARK: Places

    private func places(of node: QueryNode, in fields: Set<QueryField>) -> Set<Place> {
        switch node {
        case .term(let term):
            var found: Set<Place> = []
            for (index, block) in blocks.enumerated() where fields.contains(block.field) {
                for units in terms.term(term).ranges(in: block) {
                    found.insert(Place(block: index, units: units))
                }
            }
            return found
        case .or(let parts):
            return parts.reduce(into: []) { $0.formUnion(places(of: $1, in: fields)) }
        case .near(let left, let right, let nearness):
            let (left, right) = (places(of: left, in: fields), places(of: right, in: fields))
            var found: Set<Place> = []
            for a in left {
                for b in right where isNear(a, b, nearness) {
                    let low = min(a.units.lowerBound, b.units.lowerBound)
                    let high = max(a.units.upperBound, b.units.upperBound)
                    found.insert(Place(block: a.block, units: low..<high))
                }
            }
            return found
        default: return []
        }
    }

    private func isNear(_ a: Place, _ b: Place, _ nearness: Nearness) -> Bool {
        guard a.block == b.block, !a.units.overlaps(b.units) else { return false }
        let isInOrder = a.units.upperBound <= b.units.lowerBound
        guard isInOrder || !nearness.isOrdered else { return false }
        let units = blocks[a.block].units
        let (first, second) = isInOrder ? (a.units, b.units) : (b.units, a.units)
        let between = units[second.lowerBound].token - units[first.upperBound - 1].token - 1
        return between <= nearness.distance
    }

    /// The most places of which no two overlap, by trying.
    private func most(_ places: [Place]) -> Int {
        Dictionary(grouping: places, by: \.block).values.reduce(0) { $0 + most(in: $1, from: 0) }
    }

    private func most(in places: [Place], from start: Int) -> Int {
        var memo: [Int: Int] = [:]
        func best(from start: Int) -> Int {
            if let known = memo[start] { return known }
            let next = places.filter { $0.units.lowerBound >= start }
            let result = next.map { 1 + best(from: $0.units.upperBound) }.max() ?? 0
            memo[start] = result
            return result
        }
        return best(from: start)
    }

    // MARK: Reading

    private static func blocks(of text: String, _ field: QueryField, after count: Int) -> [Block] {
        var blocks: [Block] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let units = ReferenceTokenizer.units(of: String(line))
            let utf8 = Array(ReferenceTokenizer.composed(String(line)).utf8)
            blocks.append(
                Block(field: field, number: count + blocks.count, units: units, utf8: utf8))
        }
        return blocks
    }
}

/// Terms that have been cut into parts already.
final class ReferenceTerms {
    private var known: [Term: ReferenceTerm] = [:]

    func term(_ term: Term) -> ReferenceTerm {
        if let known = known[term] { return known }
        let made = ReferenceTerm(term)
        known[term] = made
        return made
    }
}

/// A term spelled out against the units of a block, part by part, by recursion.
struct ReferenceTerm {
    private let term: Term
    /// The units between gaps, written together; `cased` likewise.
    private var parts: [(text: String, cased: String, isGuarded: Bool)] = []

    init(_ term: Term) {
        self.term = term
        let text = term.text.split(separator: "\n", omittingEmptySubsequences: false).joined(
            separator: " ")
        for unit in ReferenceTokenizer.units(of: text) {
            if parts.isEmpty || unit.boundary.isVisible {
                parts.append((unit.text, unit.cased, unit.boundary == .sign))
            } else {
                parts[parts.count - 1].text += unit.text
                parts[parts.count - 1].cased += unit.cased
            }
        }
    }

    func ranges(in block: ReferenceMatcher.Block) -> Set<Range<Int>> {
        var found: Set<Range<Int>> = []
        for start in block.units.indices where block.units[start].boundary != .glue {
            for end in ends(of: 0, at: start, skipping: 0, extra: 0, in: block.units) {
                guard isWritten(start..<end, in: block) else { continue }
                found.insert(start..<end)
            }
        }
        return found
    }

    /// Where the term can end, when part `index` begins in unit `unit` after `skipping` of its characters.
    private func ends(
        of index: Int, at unit: Int, skipping: Int, extra: Int, in units: [ReferenceMatcher.Unit]
    ) -> Set<Int> {
        guard extra <= (parts.count > 1 ? term.slop : 0) else { return [] }
        let part = parts[index]
        let isLast = index == parts.count - 1
        var found: Set<Int> = []
        var (text, cased) = ("", "")
        for last in unit..<units.count {
            if last > unit, units[last].boundary.isWide { break }
            let skipped = last == unit ? skipping : 0
            let rest = dropping(skipped, units[last].text)
            let casedRest = dropping(skipped, units[last].cased)
            let missing = part.text.unicodeScalars.count - text.unicodeScalars.count
            guard missing > 0 else { break }
            if rest.unicodeScalars.count > missing {
                let isPrefix = isLast && term.isPrefix
                let whole = text + taking(missing, rest)
                let casedWhole = cased + taking(missing, casedRest)
                guard isSame(whole, casedWhole, part) else { break }
                if isPrefix { found.insert(last + 1) }
                if !isLast, !parts[index + 1].isGuarded {
                    found.formUnion(
                        ends(
                            of: index + 1, at: last, skipping: skipped + missing, extra: extra,
                            in: units))
                }
                break
            }
            text += rest
            cased += casedRest
            guard rest.unicodeScalars.count == missing else { continue }
            guard isSame(text, cased, part) else { break }
            if isLast {
                found.insert(last + 1)
            } else {
                found.formUnion(nextEnds(index, last, extra, units))
            }
            break
        }
        return found
    }

    private func nextEnds(
        _ index: Int, _ last: Int, _ extra: Int, _ units: [ReferenceMatcher.Unit]
    ) -> Set<Int> {
        var found: Set<Int> = []
        let next = last + 1
        guard next < units.count else { return [] }
        if !parts[index + 1].isGuarded || units[next].boundary.isVisible {
            found.formUnion(ends(of: index + 1, at: next, skipping: 0, extra: extra, in: units))
        }
        var word = next
        while word < units.count, units[word].boundary == .glue, units[word].kind == .hangul {
            word += 1
        }
        if word > next, word < units.count, units[word].boundary != .glue {
            found.formUnion(ends(of: index + 1, at: word, skipping: 0, extra: extra, in: units))
        }
        for later in units.indices
        where later > next && units[later].boundary != .glue && term.slop > 0 {
            let between = max(0, units[later].token - units[last].token - 1)
            found.formUnion(
                ends(of: index + 1, at: later, skipping: 0, extra: extra + between, in: units))
        }
        return found
    }

    private func isSame(
        _ text: String, _ cased: String, _ part: (text: String, cased: String, isGuarded: Bool)
    ) -> Bool {
        guard Array(text.utf8) == Array(part.text.utf8) else { return false }
        return term.reading != .cased || Array(cased.utf8) == Array(part.cased.utf8)
    }

    /// `raw:` of one word: it stands so in the text.
    private func isWritten(_ units: Range<Int>, in block: ReferenceMatcher.Block) -> Bool {
        guard term.reading == .raw else { return true }
        let start = block.units[units.lowerBound].source.lowerBound
        let end = block.units[units.upperBound - 1].source.upperBound
        let text = String(decoding: block.utf8[start..<end], as: UTF8.self)
        return term.isPrefix ? text.hasPrefix(term.text) : text == term.text
    }

    private func dropping(_ count: Int, _ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(count)))
    }

    private func taking(_ count: Int, _ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
    }
}
