/// Why there is no config to read.
package enum ConfigError: Error, Sendable, Hashable {
    /// No path was named and there is none in the usual places.
    case notFound(places: [String])

    /// A fixed word for logs.
    package var kind: String {
        switch self {
        case .notFound: "not-found"
        }
    }
}

extension ConfigError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let places):
            "There is no config: looked for \(places.joined(separator: " and ")). Write one, or name it with --config PATH or $FEEDWATCH_CONFIG."
        }
    }
}
