/// One mapping of the config, key by key: says which values have the wrong shape, and which keys nobody asked for.
struct MappingReader {
    let path: String
    let position: SourcePosition
    private let log: ProblemLog
    private var pairs: [ConfigNode.Pair]
    /// Those asked for: what `finish` suggests.
    private var knownKeys: [String] = []

    /// `nil`, with a problem, where the node is no mapping; an empty one where it is null.
    init?(_ node: ConfigNode, takes shape: String, log: ProblemLog) {
        (path, position, self.log) = (node.path, node.position, log)
        switch node.content {
        case .mapping(let pairs): self.pairs = pairs
        case .scalar where node.isNull: pairs = []
        default:
            log.error(node, "This must be \(shape), not \(node.shape).")
            return nil
        }
    }

    /// The value of a key, whatever it is; `nil` where the key is not there.
    mutating func take(_ key: String) -> ConfigNode? {
        knownKeys.append(key)
        guard let index = pairs.firstIndex(where: { $0.key.text == key }) else { return nil }
        return pairs.remove(at: index).value
    }

    /// A single value; a key without one is a problem.
    mutating func scalar(_ key: String) -> RawScalar? {
        guard let node = take(key) else { return nil }
        return Self.scalar(node, log)
    }

    /// A list, or one value in its stead. `nil`: the key is not there, or is null.
    mutating func list(_ key: String) -> [ConfigNode]? {
        guard let node = take(key), !node.isNull else { return nil }
        guard case .list(let nodes) = node.content else {
            if case .scalar = node.content { return [node] }
            log.error(node, "This must be a list, not \(node.shape): put \"- \" before it.")
            return nil
        }
        return nodes
    }

    /// A list of single values, or one of them. `nil`: the key is not there, or is null.
    mutating func scalars(_ key: String) -> [RawScalar]? {
        list(key)?.compactMap { Self.scalar($0, log) }
    }

    mutating func mapping(_ key: String, takes shape: String) -> MappingReader? {
        take(key).flatMap { MappingReader($0, takes: shape, log: log) }
    }

    /// A mapping of the operator's own keys to single values, as in `headers:`.
    mutating func dictionary(_ key: String) -> [(key: RawScalar, value: RawScalar)] {
        guard let node = take(key), !node.isNull else { return [] }
        guard case .mapping(let pairs) = node.content else {
            log.error(node, "This must be a mapping (Name: value), not \(node.shape).")
            return []
        }
        return pairs.compactMap { pair in
            Self.scalar(pair.value, log).map { (pair.key, $0) }
        }
    }

    /// Names the keys that are left, for nobody asked for them. `elsewhere` knows a better word for some.
    func finish(elsewhere: (String) -> String? = { _ in nil }) {
        for pair in pairs where !log.isFull {
            let key = pair.key.text
            if key == "<<" {
                log.error(pair.key, "Merge keys (<<) are not read here: write the keys out.")
                continue
            }
            let hint = elsewhere(key) ?? Suggestion.hint(for: key, among: knownKeys)
            log.error(pair.key, "There is no key \(quoted(key)) here.\(hint)")
        }
    }

    private static func scalar(_ node: ConfigNode, _ log: ProblemLog) -> RawScalar? {
        guard let scalar = node.scalar else {
            log.error(node, "This must be a single value, not \(node.shape).")
            return nil
        }
        guard !node.isNull else {
            log.error(node, "There is no value here: give one, or take the key out.")
            return nil
        }
        return scalar
    }
}
