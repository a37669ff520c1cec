/// "Did you mean": the word of a list that is closest to what was written.
package enum Suggestion {
    /// The nearest of `candidates`, if it is near enough to be meant; the first of equally near ones.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        let word = Array(word.lowercased().unicodeScalars.prefix(80))
        guard !word.isEmpty else { return nil }
        let usual = word.count < 4 ? 1 : word.count < 8 ? 2 : 3
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().unicodeScalars.prefix(80))
            // Another ending of the same word: retry, retries.
            let limit = word.count > 4 && other.starts(with: word.prefix(4)) ? usual + 1 : usual
            guard abs(other.count - word.count) <= limit else { continue }
            let distance = distance(word, other)
            guard distance <= limit, distance < word.count else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// ` Did you mean "x"?`, else ` It takes a, b or c.` where the list is short enough to be read.
    package static func hint(
        for word: String, among candidates: [String], verb: String = "Known here:"
    )
        -> String
    {
        if let nearest = nearest(to: word, among: candidates) {
            return " Did you mean \(quoted(nearest))?"
        }
        guard !candidates.isEmpty, candidates.count <= 24 else { return "" }
        return " \(verb) \(list(candidates))."
    }

    /// `a`, `a or b`, `a, b or c`.
    static func list(_ words: [String], conjunction: String = "or") -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
    static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                let substitution = last[j] + (a[i] == b[j] ? 0 : 1)
                var cost = min(substitution, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
