/// The links of HTTP's own `Link` header (RFC 8288): targets as written, by their relations in lower case.
struct LinkHeader: Sendable {
    /// Longer ones are nobody's.
    private static let lengthLimit = 8192

    private var targets: [String: [String]] = [:]

    init(_ values: [String]) {
        for value in values where value.utf8.count <= Self.lengthLimit { read(value) }
    }

    func targets(of relation: String) -> [String] { targets[relation] ?? [] }
}

extension LinkHeader {
    private mutating func read(_ value: String) {
        var rest = value[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: ">") else { return }
            let target = String(rest[..<close])
            rest = rest[rest.index(after: close)...]
            for parameter in Self.takeParameters(from: &rest) { note(parameter, target) }
        }
    }

    /// The parts between semicolons, up to the comma that ends the link; neither counts within quotes.
    private static func takeParameters(from rest: inout Substring) -> [String] {
        var parameters: [String] = []
        var (current, isQuoted) = ("", false)
        while let character = rest.popFirst() {
            switch character {
            case "\"": isQuoted.toggle()
            case ";" where !isQuoted:
                parameters.append(current)
                current = ""
            case "," where !isQuoted: return parameters + [current]
            default: current.append(character)
            }
        }
        return parameters + [current]
    }

    private mutating func note(_ parameter: String, _ target: String) {
        let parts = parameter.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0].filter({ !$0.isWhitespace }).lowercased() == "rel" else {
            return
        }
        for relation in parts[1].lowercased().split(whereSeparator: \.isWhitespace) {
            targets[String(relation), default: []].append(target)
        }
    }
}
