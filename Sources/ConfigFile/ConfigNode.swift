/// One value of the config as it stands in the file: what it says, where, and under which keys.
struct ConfigNode: Sendable {
    enum Content: Sendable {
        case scalar(String, ScalarStyle)
        case list([ConfigNode])
        case mapping([Pair])
    }

    struct Pair: Sendable {
        let key: RawScalar
        let value: ConfigNode
    }

    let position: SourcePosition
    let path: String
    let content: Content

    /// Nothing, `~` or `null`, without quotes.
    var isNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    var scalar: RawScalar? {
        guard case .scalar(let text, let style) = content else { return nil }
        return RawScalar(text: text, style: style, position: position, path: path)
    }

    /// What the value is, in the operator's words.
    var shape: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .list: "a list"
        case .mapping: "a mapping (key: value)"
        }
    }
}

enum ScalarStyle: Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

/// A scalar as written: environment variables not yet put in, nothing converted.
struct RawScalar: Sendable {
    var text: String
    var style: ScalarStyle
    var position: SourcePosition
    var path: String
}
