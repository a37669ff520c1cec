/// One thing wrong with the config, or worth a word: where, what, and the line that it stands in.
///
/// Its description may be printed and logged: the line is cut, its secrets are blacked out and control
/// characters escaped.
package struct ConfigProblem: Sendable, Hashable {
    package enum Severity: String, Sendable { case error, warning }

    package let severity: Severity
    /// The config file, as it was named.
    package let file: String
    package let position: SourcePosition
    /// The keys that lead there, as in `feeds[2].every`; empty for the document itself.
    package let path: String
    /// What is wrong and what to do, a full sentence or two.
    package let sentence: String
    /// The line and the caret below it, safe to print; empty where the place has no line.
    package let excerpt: String

    package init(
        severity: Severity, file: String, position: SourcePosition, path: String,
        sentence: String, excerpt: String = ""
    ) {
        (self.severity, self.file, self.position) = (severity, file, position)
        (self.path, self.sentence, self.excerpt) = (path, sentence, excerpt)
    }
}

extension ConfigProblem: CustomStringConvertible {
    /// `FILE:LINE:COL: PATH: sentence`, then the line, then the caret; no newline at the end.
    package var description: String {
        excerpt.isEmpty ? headline : "\(headline)\n\(excerpt)"
    }

    /// `FILE:LINE:COL: PATH: sentence`.
    package var headline: String {
        let word = severity == .warning ? "warning: " : ""
        let subject = path.isEmpty ? "" : "\(path): "
        return "\(file):\(position.line):\(position.column): \(word)\(subject)\(sentence)"
    }
}

/// All that is wrong with a config, at once; ordered by position, errors and warnings together.
package struct ConfigProblems: Error, Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// There is no such file.
        case missing
        /// The file is there but cannot be read.
        case unreadable
        /// The file was read and is wrong.
        case invalid
    }

    /// A fixed word for logs and exit codes.
    package let kind: Kind
    /// Never empty.
    package let problems: [ConfigProblem]

    package init(kind: Kind, problems: [ConfigProblem]) {
        self.kind = kind
        self.problems = problems.sorted { ($0.position, $0.path) < ($1.position, $1.path) }
    }

    package var errorCount: Int { problems.count { $0.severity == .error } }
}

extension ConfigProblems: CustomStringConvertible {
    /// Each problem as `ConfigProblem.description` has it, one after the other.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
