package import FeedModel

/// The watches that an item hits, in the order in which they were given, each with what makes it true.
///
/// Holds places, not texts: the evidence of a hit is put into words when the hit is looked at. Who counts hits, or asks
/// only which watches they are, pays for none.
package struct ItemHits: RandomAccessCollection, Sendable {
    /// Where the places of a hit end; they begin where those of the hit before end.
    struct Hit: BitwiseCopyable, Sendable {
        var watch: Int32
        var end: Int32
    }

    /// One piece of memory, made only where there is a hit.
    fileprivate final class Found: Sendable {
        let hits: [Hit]
        let places: [FoundTerm]
        let names: [WatchName]
        let labels: [String]
        let text: ItemText

        init(_ scratch: MatchScratch, _ plans: WatchPlans, _ text: ItemText) {
            (hits, places) = (scratch.hits.array, scratch.evidence.array)
            (names, labels, self.text) = (plans.names, plans.labels, text)
        }

        func hit(_ position: Int, _ evidence: inout EvidenceText) -> WatchHit {
            let start = position > 0 ? Int(hits[position - 1].end) : 0
            let name = names[Int(hits[position].watch)]
            return WatchHit(
                watch: name,
                matches: places[start..<Int(hits[position].end)].map { evidence.match($0, name) })
        }

        var words: EvidenceText { EvidenceText(text, labels) }
    }

    private let found: Found?

    /// What a search has left in its memory.
    init(_ scratch: MatchScratch, of plans: WatchPlans, in text: ItemText) {
        found = scratch.hits.count > 0 ? Found(scratch, plans, text) : nil
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { found?.hits.count ?? 0 }

    package subscript(position: Int) -> WatchHit {
        guard let found else { preconditionFailure("there is no hit at \(position)") }
        var words = found.words
        return found.hit(position, &words)
    }

    /// The watches alone.
    package var watches: [WatchName] {
        found.map { found in found.hits.map { found.names[Int($0.watch)] } } ?? []
    }

    package func makeIterator() -> Iterator { Iterator(found) }

    /// Goes through each field once for all hits.
    package struct Iterator: IteratorProtocol {
        private let found: Found?
        private var words: EvidenceText?
        private var position = 0

        fileprivate init(_ found: Found?) {
            self.found = found
            words = found?.words
        }

        package mutating func next() -> WatchHit? {
            guard let found, var words, position < found.hits.count else { return nil }
            self.words = nil
            defer { self.words = words }
            position += 1
            return found.hit(position - 1, &words)
        }
    }
}
