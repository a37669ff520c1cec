import FeedModel
import Glibc
package import Logging

/// Log lines on stderr: one line each, as text or JSON, nothing from a feed raw.
///
/// Under systemd the text form leaves time to the journal and begins with its priority (`<4>`).
package struct LineLogHandler: LogHandler {
    package enum Form: Sendable { case text, journal, json }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let form: Form

    package init(form: Form, level: Logger.Level) { (self.form, logLevel) = (form, level) }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let line: String
        switch form {
        case .text: line = "\(now()) \(event.level.padded) \(text(event.message, facts))"
        case .journal: line = "<\(event.level.priority)>\(text(event.message, facts))"
        case .json: line = json(event, facts)
        }
        let bytes = Array((line + "\n").utf8)
        // A log that cannot be written has nowhere to say so.
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }

    private func now() -> String {
        Surroundings.live(environment: [:]).now().description
    }

    private func text(
        _ message: Logger.Message, _ facts: [(key: String, value: Logger.Metadata.Value)]
    ) -> String {
        var line = VisibleText("\(message)").description
        for (key, value) in facts {
            let shown = VisibleText("\(value)").description
            let isBare = !shown.isEmpty && !shown.contains { $0 == " " || $0 == "\"" || $0 == "=" }
            line += isBare ? " \(key)=\(shown)" : " \(key)=\"\(quoted(shown))\""
        }
        return line
    }

    private func quoted(_ text: String) -> String {
        String(text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] })
    }

    private func json(
        _ event: LogEvent, _ facts: [(key: String, value: Logger.Metadata.Value)]
    ) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("time", now())
            writer.field("level", event.level.rawValue)
            writer.field("message", "\(event.message)")
            for (key, value) in facts { writer.field(key, "\(value)") }
        }
        return writer.text
    }
}

extension Logger.Level {
    fileprivate var padded: String {
        rawValue.uppercased() + String(repeating: " ", count: max(0, 8 - rawValue.utf8.count))
    }

    /// Of syslog.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
