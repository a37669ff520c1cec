import FeedModel
import Yams

/// The only file that knows Yams: a text becomes `ConfigNode`s, or problems with a place.
///
/// The text is an operator's, yet bounded: bytes before it comes here, depth and the number of values here, and
/// aliases by both, for each use of one counts as if it had been written out.
struct YAMLDocument {
    /// Values in all, aliases written out.
    static let nodeLimit = 1_000_000
    /// Lines and commas.
    static let separatorLimit = 500_000
    /// The deepest that a config goes is five.
    static let depthLimit = 32
    /// Keys given twice; each costs a parse.
    static let duplicateLimit = 32

    private let log: ProblemLog
    /// First occurrences of keys that are given twice: their place, and the key that was there.
    private var renamed: [SourcePosition: String] = [:]
    private var starts: [SourcePosition] = []
    private var secrets: [SourcePosition] = []
    private var nodeCount = 0
    /// Told once it is known what the lines must not show.
    private var pending: [(position: SourcePosition, path: String, sentence: String)] = []

    /// The root, or `nil` with problems in `log`. Where it is there, `log` knows what to hide.
    static func root(of log: ProblemLog) -> ConfigNode? {
        guard separatorCount(of: log.source) <= separatorLimit else {
            log.error(
                at: SourcePosition(line: 1, column: 1), "",
                "The config has over \(separatorLimit) lines and list entries.")
            return nil
        }
        if let position = ComplexKey.position(in: log.source) {
            log.error(
                at: position, "",
                "Together with aliases (*name), keys must be plain words: write this one out.")
            return nil
        }
        var document = YAMLDocument(log: log)
        guard let parsed = document.parse() else { return nil }
        return document.convert(parsed)
    }

    private init(log: ProblemLog) { self.log = log }

    /// Yams needs some two hundred bytes for each value, so a bound on them comes before it.
    private static func separatorCount(of source: SourceText) -> Int {
        source.lineCount + source.text.utf8.count { $0 == UInt8(ascii: ",") }
    }
}

extension YAMLDocument {
    /// Yams stops at the first key that is given twice. So that all problems come at once, its first occurrence is
    /// renamed, in place and to the same length, and the text parsed again.
    private mutating func parse() -> Node? {
        var text = log.source.text
        for round in 0..<Self.duplicateLimit {
            do {
                guard let root = try Self.compose(text) else {
                    log.error(
                        at: SourcePosition(line: 1, column: 1), "",
                        "The config is empty. It needs watches: and feeds: at least.")
                    return nil
                }
                return root
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard rename(keys, at: context.mark, round: round, in: &text) else {
                    log.error(
                        at: SourcePosition(line: context.mark.line, column: context.mark.column),
                        "", "This key is given twice: keep one of them.")
                    return nil
                }
            } catch {
                SyntaxProblem.translated(from: error, in: log.source).report(to: log)
                return nil
            }
        }
        log.error(
            at: renamed.keys.min() ?? SourcePosition(line: 1, column: 1), "",
            "This key is given twice, and \(Self.duplicateLimit - 1) others are: keep one of each.")
        return nil
    }

    private static func compose(_ text: String) throws -> Node? {
        // Without rules: the resolver's regular expressions cost far more than the parser, and all is text to us.
        try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    }

    private mutating func rename(_ keys: [String], at mark: Mark, round: Int, in text: inout String)
        -> Bool
    {
        let position = SourcePosition(line: mark.line, column: mark.column)
        guard let placeholder = Unicode.Scalar(0xE000 + UInt32(round)) else { return false }
        var index = log.source.index(of: position)
        let original = log.source.text.unicodeScalars
        if index < original.endIndex, "\"'".unicodeScalars.contains(original[index]) {
            index = original.index(after: index)
        }
        guard let key = keys.first(where: { original[index...].starts(with: $0.unicodeScalars) }),
            !key.isEmpty, renamed[position] == nil
        else { return false }
        // Found again by its place, for renaming one key before may have moved the indices.
        let column = original.distance(from: original.startIndex, to: index)
        var scalars = text.unicodeScalars
        let target = scalars.index(scalars.startIndex, offsetBy: column)
        scalars.replaceSubrange(target...target, with: CollectionOfOne(placeholder))
        text = String(scalars)
        text.makeContiguousUTF8()
        renamed[position] = key
        return true
    }
}

extension YAMLDocument {
    private mutating func convert(_ root: Node) -> ConfigNode? {
        let node = convert(root, path: "", depth: 0)
        log.secrets = SecretMap(starts: starts, secrets: secrets)
        for problem in pending { log.error(at: problem.position, problem.path, problem.sentence) }
        guard nodeCount <= Self.nodeLimit else {
            log.error(
                at: SourcePosition(line: 1, column: 1), "",
                "The config has over \(Self.nodeLimit) values, aliases (*name) written out.")
            return nil
        }
        return log.hasErrors && node == nil ? nil : node
    }

    private mutating func convert(_ node: Node, path: String, depth: Int) -> ConfigNode? {
        nodeCount += 1
        guard nodeCount <= Self.nodeLimit else { return nil }
        let position = Self.position(of: node)
        guard depth <= Self.depthLimit else {
            pending.append((position, "", "This is nested deeper than any config needs to be."))
            return nil
        }
        starts.append(position)
        switch node {
        case .scalar(let scalar):
            if SecretMap.isSecret(value: scalar.string, path: path) { secrets.append(position) }
            return ConfigNode(
                position: position, path: path,
                content: .scalar(scalar.string, ScalarStyle(scalar.style)))
        case .sequence(let sequence):
            var nodes: [ConfigNode] = []
            for (index, element) in sequence.enumerated() {
                let elementPath = "\(path)[\(index)]"
                guard let node = convert(element, path: elementPath, depth: depth + 1) else {
                    continue
                }
                nodes.append(node)
            }
            return ConfigNode(position: position, path: path, content: .list(nodes))
        case .mapping(let mapping):
            let pairs = convert(mapping, path: path, depth: depth)
            return ConfigNode(position: position, path: path, content: .mapping(pairs))
        case .alias: return nil
        }
    }

    private mutating func convert(_ mapping: Node.Mapping, path: String, depth: Int)
        -> [ConfigNode.Pair]
    {
        var pairs: [ConfigNode.Pair] = []
        var firstPlaces: [String: SourcePosition] = [:]
        for (keyNode, valueNode) in mapping {
            let place = Self.position(of: keyNode)
            starts.append(place)
            guard case .scalar(let scalar) = keyNode else {
                pending.append((place, path, "A key must be a plain word."))
                continue
            }
            var text = renamed[place] ?? scalar.string
            if SecretMap.isSecret(value: text, path: path) {
                secrets.append(place)
                text = "<redacted>"
            }
            let name = VisibleText(text, limit: 60).description
            let valuePath = path.isEmpty ? name : "\(path).\(name)"
            let secretsBefore = secrets.count
            let startsBefore = starts.count
            guard let value = convert(valueNode, path: valuePath, depth: depth + 1) else {
                continue
            }
            if Self.hides(key: text, value: valueNode, path: path) {
                secrets.removeSubrange(secretsBefore...)
                secrets += starts[startsBefore...]
            }
            if let first = firstPlaces[text] {
                let sentence =
                    "This key is given twice, first in line \(first.line): keep one of them."
                pending.append((place, valuePath, sentence))
                continue
            }
            firstPlaces[text] = place
            let key = RawScalar(
                text: text, style: ScalarStyle(scalar.style), position: place, path: valuePath)
            pairs.append(ConfigNode.Pair(key: key, value: value))
        }
        return pairs
    }

    /// A header's value is often a key, and a sink's address has one in its path.
    private static func hides(key: String, value: Node, path: String) -> Bool {
        path.hasSuffix("headers") || SecretMap.isSecret(key: key)
            || (key == "url" && path.hasPrefix("sinks"))
            || (key == "headers" && value.mapping == nil)
    }

    private static func position(of node: Node) -> SourcePosition {
        SourcePosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
}

extension ScalarStyle {
    fileprivate init(_ style: Node.Scalar.Style) {
        switch style {
        case .any, .plain: self = .plain
        case .singleQuoted: self = .singleQuoted
        case .doubleQuoted: self = .doubleQuoted
        case .literal: self = .literal
        case .folded: self = .folded
        }
    }
}
