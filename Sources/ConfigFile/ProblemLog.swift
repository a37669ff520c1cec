import FeedModel

/// Collects what is wrong while one config is read; shared by all that read it, and by nobody else.
final class ProblemLog {
    /// After this many the rest is noise; the last one says so.
    static let problemLimit = 200

    let file: String
    let source: SourceText
    var secrets = SecretMap()
    private(set) var problems: [ConfigProblem] = []

    init(file: String, source: SourceText) { (self.file, self.source) = (file, source) }

    /// Nothing more is listed: looking for more is in vain.
    var isFull: Bool { problems.count > Self.problemLimit }

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    /// Something is wrong with a key of the mapping at `path`.
    func hasProblem(below path: String) -> Bool {
        problems.contains { $0.path.hasPrefix(path + ".") }
    }

    func error(_ scalar: RawScalar, _ sentence: String) {
        error(at: scalar.position, scalar.path, sentence)
    }

    func error(_ node: ConfigNode, _ sentence: String) {
        error(at: node.position, node.path, sentence)
    }

    func error(at position: SourcePosition, _ path: String, _ sentence: String) {
        add(.error, position, path, sentence)
    }

    func warning(_ scalar: RawScalar, _ sentence: String) {
        warning(at: scalar.position, scalar.path, sentence)
    }

    func warning(at position: SourcePosition, _ path: String, _ sentence: String) {
        add(.warning, position, path, sentence)
    }
}

extension ProblemLog {
    private func add(
        _ severity: ConfigProblem.Severity, _ position: SourcePosition, _ path: String,
        _ sentence: String
    ) {
        guard problems.count <= Self.problemLimit else { return }
        var sentence = sentence
        if problems.count == Self.problemLimit {
            sentence = "More than \(Self.problemLimit) problems; the rest is not listed."
        }
        let hidden = secrets.hidden(inLine: position.line, of: source)
        problems.append(
            ConfigProblem(
                severity: severity, file: file, position: position,
                path: VisibleText(path).description,
                sentence: VisibleText(sentence).description,
                excerpt: source.excerpt(at: position, hiding: hidden)))
    }
}

/// Text of the operator's, in quotes, cut where it is long: for sentences.
func quoted(_ text: String) -> String {
    "\"\(VisibleText(text, limit: 60))\""
}
