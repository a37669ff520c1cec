/// Where new entries of `feeds:` go in a config's text, and in which style.
enum FeedListPlace {
    /// After a line, at this indentation; `key` is written first where there is none yet.
    case block(afterLine: Int, indentation: Int, key: Bool)
    /// In the place of `[]`.
    case emptyFlow(Range<String.Index>, indentation: Int, line: Int)
    /// Before the bracket that closes a flow list.
    case flow(before: String.Index, needsComma: Bool)

    /// `nil` where feeds are written in a way that takes no more: a single value, an alias.
    init?(root: ConfigNode, source: SourceText) {
        guard case .mapping(let pairs) = root.content,
            source.text.unicodeScalars[source.index(of: root.position)...].first != "{"
        else { return nil }
        guard let place = pairs.firstIndex(where: { $0.key.text == "feeds" }) else {
            self = .end(of: source)
            return
        }
        let (key, value) = (pairs[place].key, pairs[place].value)
        let nextLine = pairs.lazy.map(\.key.position.line).filter { $0 > key.position.line }.min()
        let lines = key.position.line..<(nextLine ?? source.lineCount + 1)
        if value.isNull {
            self = .block(
                afterLine: key.position.line, indentation: key.position.column + 1, key: false)
            return
        }
        guard case .list(let entries) = value.content, value.position > key.position else {
            return nil
        }
        if source.text.unicodeScalars[source.index(of: value.position)] == "[" {
            self.init(flowList: value, isEmpty: entries.isEmpty, key: key, source: source)
        } else {
            let indentation = value.position.column - 1
            let last = Self.lastLine(of: lines, indentation: indentation, in: source)
            self = .block(afterLine: last, indentation: indentation, key: false)
        }
    }

    /// The text's end, for a config without `feeds:`.
    static func end(of source: SourceText) -> FeedListPlace {
        var last = source.lineCount
        while last > 0, source.line(last).isEmpty { last -= 1 }
        // A document may be closed by "...".
        if last > 0, String(source.line(last)).hasPrefix("...") { last -= 1 }
        return .block(afterLine: last, indentation: 2, key: true)
    }

    /// Neither blank nor a comment nor a document mark.
    static func isContent(_ line: Substring.UnicodeScalarView) -> Bool {
        guard let first = line.first(where: { $0 != " " && $0 != "\t" }), first != "#" else {
            return false
        }
        return !["---", "..."].contains(String(line))
    }
}

extension FeedListPlace {
    private init?(flowList: ConfigNode, isEmpty: Bool, key: RawScalar, source: SourceText) {
        let scalars = source.text.unicodeScalars
        let open = source.index(of: flowList.position)
        guard let close = FlowScanner.closingBracket(of: open, in: scalars) else { return nil }
        if isEmpty {
            self = .emptyFlow(
                open..<scalars.index(after: close), indentation: key.position.column + 1,
                line: source.position(of: close).line)
        } else {
            let isAfterComma = FlowScanner.lastMark(in: scalars[open..<close]) == ","
            self = .flow(before: close, needsComma: !isAfterComma)
        }
    }

    /// The last line of the list: comments and blank lines behind it belong to what follows, unless they are indented.
    private static func lastLine(of lines: Range<Int>, indentation: Int, in source: SourceText)
        -> Int
    {
        for number in lines.reversed() {
            let line = source.line(number)
            if isContent(line) { return number }
            let isBlank = line.allSatisfy { $0 == " " || $0 == "\t" }
            let spaces = line.prefix { $0 == " " }.count
            if !isBlank, indentation > 0, spaces >= indentation { return number }
        }
        return lines.lowerBound
    }
}

extension FeedListPlace {
    /// The text with the feeds in it.
    func inserting(_ feeds: [SubscribedFeed], into source: SourceText) -> String {
        let text = source.text
        let lineEnd = text.unicodeScalars.contains("\r") ? "\r\n" : "\n"
        func block(_ indentation: Int) -> String {
            let margin = String(repeating: " ", count: indentation)
            return feeds.flatMap(FeedEntry.lines).map { margin + $0 + lineEnd }.joined()
        }
        switch self {
        case .block(let line, let indentation, let needsKey):
            let start = source.indexAfter(line: line)
            var before = String(text[..<start])
            if !before.isEmpty, before.unicodeScalars.last != "\n" { before += lineEnd }
            if needsKey { before += (before.isEmpty ? "" : lineEnd) + "feeds:" + lineEnd }
            return before + block(indentation) + text[start...]
        case .emptyFlow(let brackets, let indentation, let line):
            let rest = source.indexAfter(line: line)
            var before = text[..<brackets.lowerBound]
            let behind = text[brackets.upperBound..<rest]
            if behind.allSatisfy(\.isWhitespace) {
                while before.last == " " { before.removeLast() }
            }
            var head = String(before) + behind
            if head.unicodeScalars.last != "\n" { head += lineEnd }
            return head + block(indentation) + text[rest...]
        case .flow(let close, let needsComma):
            let entries = feeds.map(FeedEntry.flow).joined(separator: ", ")
            return text[..<close] + (needsComma ? ", " : " ") + entries + text[close...]
        }
    }
}
