/// A JSON document as values. Tolerant where feeds in the wild need it: raw control characters in strings, trailing
/// commas, text behind the end.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    subscript(_ key: String) -> JSONValue? {
        guard case .object(let fields) = self else { return nil }
        return fields[key]
    }

    /// A text that says something; numbers count, because ids are often numbers.
    var text: String? {
        switch self {
        case .string(let text): text.trimmedOrNil == nil ? nil : text
        case .number(let digits): digits
        default: nil
        }
    }

    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    var integer: Int64? {
        switch self {
        case .number(let digits), .string(let digits):
            Int64(digits) ?? Double(digits).flatMap { Int64(exactly: $0.rounded()) }
        default: nil
        }
    }
}
