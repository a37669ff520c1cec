import FeedModel
import Matching

/// The watches of `watches:`: names, compiled queries, and feeds that exist.
struct WatchBuilder {
    let values: ValueReader
    private let feeds: FeedDirectory
    private var log: ProblemLog { values.log }

    init(values: ValueReader, feeds: [FeedSettings]) {
        (self.values, self.feeds) = (values, FeedDirectory(feeds))
    }

    func build(_ raw: [RawWatch]) -> [Watch] {
        var lines: [String: Int] = [:]
        let watches = raw.compactMap { raw -> Watch? in
            let name = name(raw, &lines)
            let query = query(raw)
            let selectors = raw.feeds.map(selectors) ?? []
            let context = ContextBuilder(values: values).build(raw)
            guard let name, let query else { return nil }
            return Watch(name: name, query: query, feeds: selectors, context: context)
        }
        warnOfDoubtfulQueries(watches, raw)
        return watches
    }
}

extension WatchBuilder {
    private func name(_ raw: RawWatch, _ lines: inout [String: Int]) -> WatchName? {
        guard let scalar = raw.name else {
            missing("A watch needs a name:.", raw)
            return nil
        }
        guard let text = values.text(scalar) else { return nil }
        guard !text.isEmpty, text.utf8.allSatisfy(Self.isNameByte), text.utf8.count <= 64 else {
            let suggested = Self.suggestion(for: text)
            let hint = suggested.isEmpty ? "" : " Did you mean \(quoted(suggested))?"
            log.error(
                scalar,
                "A watch's name has only a-z, 0-9 and -, at most 64 of them.\(hint)")
            return nil
        }
        if let line = lines[text] {
            log.error(scalar, "The name \(quoted(text)) is taken by the watch in line \(line).")
            return nil
        }
        lines[text] = scalar.position.line
        return WatchName(text)
    }

    private func query(_ raw: RawWatch) -> Query? {
        guard let scalar = raw.query else {
            missing("A watch needs a query:.", raw)
            return nil
        }
        guard let text = values.text(scalar) else { return nil }
        do {
            return try Query(parsing: text)
        } catch {
            log.report(error, in: scalar, read: text)
            return nil
        }
    }

    /// Said where nothing else is: a key that is misspelt has been named already.
    private func missing(_ sentence: String, _ raw: RawWatch) {
        guard !log.hasProblem(below: raw.path) else { return }
        log.error(at: raw.position, raw.path, sentence)
    }

    /// What compiles and yet is hardly meant.
    private func warnOfDoubtfulQueries(_ watches: [Watch], _ raw: [RawWatch]) {
        var queries: [String: RawScalar] = [:]
        for raw in raw {
            guard let name = raw.name?.text, let query = raw.query else { continue }
            queries[name] = query
        }
        for warning in QueryLint.warnings(for: watches) {
            guard let query = queries[warning.watch.rawValue] else { continue }
            log.warning(query, warning.sentence)
        }
    }

    private func selectors(_ scalars: [RawScalar]) -> [FeedSelector] {
        scalars.compactMap { scalar in
            guard let text = values.word(scalar) else { return nil }
            let selector = FeedSelector(text)
            check(selector, scalar)
            return selector
        }
    }

    private func check(_ selector: FeedSelector, _ scalar: RawScalar) {
        guard !log.isFull, !feeds.hasFeed(for: selector) else { return }
        switch selector {
        case .tag(let tag):
            let nearest = Suggestion.nearest(to: tag, among: feeds.tags.sorted())
                .map { "tag:\($0)" }
            let hint = nearest.map { " Did you mean \(quoted($0))?" } ?? ""
            log.error(scalar, "No feed has the tag \(quoted(tag)).\(hint)")
        case .url(let url):
            let hint = Suggestion.nearest(to: url, among: feeds.urls)
                .map { " Did you mean \(quoted($0))?" }
            log.error(scalar, "No feed's URL begins with \(quoted(url)).\(hint ?? "")")
        case .name(let name): check(name: name, scalar)
        }
    }

    private func check(name: String, _ scalar: RawScalar) {
        if feeds.tags.contains(name) {
            log.error(scalar, "\(quoted(name)) is a tag: write \(quoted("tag:" + name)).")
        } else if let nearest = Suggestion.nearest(to: name, among: feeds.names) {
            log.error(
                scalar, "No feed has the name \(quoted(name)). Did you mean \(quoted(nearest))?")
        } else if feeds.allHaveNames {
            log.error(scalar, "No feed has the name \(quoted(name)).")
        } else {
            // A feed without a name here has the title that it gives itself, which may be this one.
            log.warning(
                scalar,
                "No feed here has the name \(quoted(name)); a feed's own title may turn out to be it."
            )
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }

    /// `Leica M11` → `leica-m11`.
    private static func suggestion(for name: String) -> String {
        var kept: [UInt8] = []
        for byte in name.prefix(64).lowercased().utf8.prefix(64) {
            if isNameByte(byte) {
                kept.append(byte)
            } else if byte < 0x80, kept.last != UInt8(ascii: "-"), !kept.isEmpty {
                kept.append(UInt8(ascii: "-"))
            }
        }
        while kept.last == UInt8(ascii: "-") { kept.removeLast() }
        return String(decoding: kept, as: UTF8.self)
    }
}
