import FeedModel

/// Adds feeds to a config's text and leaves all else as it stands: comments, order, indentation, line ends.
///
/// Pure: text in, text out. What comes out has been parsed again and compared; the caller writes it.
package struct ConfigEditor {
    /// What became of the feeds that were to be added.
    package struct Edit: Sendable, Hashable {
        /// The config's new text; the old one where nothing was added.
        package var text: String
        package var added: [SubscribedFeed] = []
        /// Those that the config has already.
        package var knownCount = 0
        /// Those whose address is none that feedwatch can poll, as written.
        package var refusedURLs: [String] = []
    }

    private let log: ProblemLog
    private let root: ConfigNode?

    /// Throws what is wrong with the YAML; that the config makes sense is not asked here.
    package init(text: String, file: String) throws(ConfigProblems) {
        let source = try SourceText(ConfigText.decode(Array(text.utf8), file: file))
        log = ProblemLog(file: file, source: source)
        guard Self.hasContent(source) else {
            root = nil
            return
        }
        root = YAMLDocument.root(of: log)
        guard !log.hasErrors else {
            throw ConfigProblems(kind: .invalid, problems: log.problems)
        }
    }

    /// The text with those of `feeds` that are not in it, nor among `knownURLs`.
    package func adding(_ feeds: [SubscribedFeed], knownURLs: [String] = []) throws(ConfigProblems)
        -> Edit
    {
        var edit = Edit(text: log.source.text)
        var addresses = Set((listedURLs + knownURLs).map(Self.identity))
        var names = Set(listedNames.map { $0.lowercased() })
        for feed in feeds {
            guard let address = WebAddress(feed.url), address.isWeb else {
                edit.refusedURLs.append(VisibleText(feed.url, limit: 200).description)
                continue
            }
            guard addresses.insert(address.identity).inserted else {
                edit.knownCount += 1
                continue
            }
            edit.added.append(FeedEntry.cleaned(feed, taking: &names))
        }
        guard !edit.added.isEmpty else { return edit }
        guard let text = insert(edit.added), proves(text, edit.added) else {
            throw refusal(edit.added.count)
        }
        edit.text = text
        return edit
    }
}

extension ConfigEditor {
    private var feedsPair: ConfigNode.Pair? {
        guard case .mapping(let pairs) = root?.content else { return nil }
        return pairs.first { $0.key.text == "feeds" }
    }

    private var listedEntries: [ConfigNode] {
        guard case .list(let entries) = feedsPair?.value.content else { return [] }
        return entries
    }

    private var listedURLs: [String] {
        listedEntries.compactMap { $0.scalar?.text ?? Self.value(of: "url", in: $0) }
    }

    private var listedNames: [String] {
        listedEntries.compactMap { Self.value(of: "name", in: $0) }
    }

    private static func value(of key: String, in node: ConfigNode) -> String? {
        guard case .mapping(let pairs) = node.content else { return nil }
        return pairs.first { $0.key.text == key }?.value.scalar?.text
    }

    private static func identity(_ url: String) -> String { WebAddress(url)?.identity ?? url }

    /// Something else than comments and white space.
    private static func hasContent(_ source: SourceText) -> Bool {
        (1...source.lineCount).contains { FeedListPlace.isContent(source.line($0)) }
    }

    private func insert(_ feeds: [SubscribedFeed]) -> String? {
        guard let root else {
            return FeedListPlace.end(of: log.source).inserting(feeds, into: log.source)
        }
        return FeedListPlace(root: root, source: log.source)?.inserting(feeds, into: log.source)
    }

    /// The new text says what the old one said, and the new feeds; nothing else.
    private func proves(_ text: String, _ added: [SubscribedFeed]) -> Bool {
        let check = ProblemLog(file: log.file, source: SourceText(text))
        guard let after = YAMLDocument.root(of: check), !check.hasErrors,
            case .mapping(let pairs) = after.content,
            let feeds = pairs.first(where: { $0.key.text == "feeds" }),
            case .list(let entries) = feeds.value.content,
            entries.count == listedEntries.count + added.count
        else { return false }
        let others = pairs.filter { $0.key.text != "feeds" }.map { ($0.key.text, $0.value) }
        var before: [(String, ConfigNode)] = []
        if case .mapping(let pairs) = root?.content {
            before = pairs.filter { $0.key.text != "feeds" }.map { ($0.key.text, $0.value) }
        }
        return others.count == before.count
            && zip(others, before).allSatisfy { $0.0 == $1.0 && $0.1.saysTheSame(as: $1.1) }
            && zip(entries, listedEntries).allSatisfy { $0.saysTheSame(as: $1) }
            && zip(entries.dropFirst(listedEntries.count), added).allSatisfy(FeedEntry.isEntry)
    }

    private func refusal(_ count: Int) -> ConfigProblems {
        let position =
            feedsPair?.key.position ?? root?.position ?? SourcePosition(line: 1, column: 1)
        log.error(
            at: position, "feeds",
            "\(count) feeds cannot be put in here without changing something else: write feeds: as a list with a line for each."
        )
        return ConfigProblems(kind: .invalid, problems: log.problems)
    }
}

extension ConfigNode {
    /// Equal but for its place.
    fileprivate func saysTheSame(as other: ConfigNode) -> Bool {
        switch (content, other.content) {
        case (.scalar(let a, let style), .scalar(let b, let otherStyle)):
            a == b && (style == .plain) == (otherStyle == .plain)
        case (.list(let a), .list(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.saysTheSame(as: $1) }
        case (.mapping(let a), .mapping(let b)):
            a.count == b.count
                && zip(a, b).allSatisfy {
                    $0.key.text == $1.key.text && $0.value.saysTheSame(as: $1.value)
                }
        default: false
        }
    }
}
