import Matching

/// `context:`, `exclude:`, `min_score:` and `window:` of a watch.
struct ContextBuilder {
    let values: ValueReader
    private var log: ProblemLog { values.log }

    init(values: ValueReader) { self.values = values }

    /// `nil` where the watch has none of them.
    func build(_ raw: RawWatch) -> WatchContext? {
        let wanted = (raw.context ?? []).compactMap(word)
        let excluded = (raw.exclude ?? []).compactMap(word)
        let minScore = raw.minScore.flatMap { values.integer($0, in: -1000...1000) }
        let window = raw.window.flatMap { values.integer($0, in: 1...100_000) }
        guard raw.context?.isEmpty == false || raw.exclude?.isEmpty == false else {
            for scalar in [raw.minScore, raw.window].compactMap({ $0 }) {
                log.error(scalar, "This needs words in context: or exclude: beside it.")
            }
            return nil
        }
        // With words to exclude only, a text without any of them is fine.
        let usualScore = wanted.isEmpty ? 0 : 1
        // Each word has been read already, with its place.
        return try? WatchContext(
            wanted: wanted, excluded: excluded, minScore: minScore ?? usualScore, window: window)
    }

    private func word(_ scalar: RawScalar) -> String? {
        guard let text = values.word(scalar) else { return nil }
        do {
            _ = try WatchContext.term(text)
            return text
        } catch {
            log.report(error, in: scalar, read: text)
            return nil
        }
    }
}

extension ProblemLog {
    /// What is wrong with a query, where it stands. `text` is what was read, variables filled in.
    func report(_ error: QueryError, in scalar: RawScalar, read text: String) {
        // Where a variable was filled in, the places are no longer those of the file.
        let position =
            text == scalar.text
            ? source.position(ofScalar: error.position, in: scalar) : scalar.position
        self.error(at: position, scalar.path, "\(error)")
    }
}
