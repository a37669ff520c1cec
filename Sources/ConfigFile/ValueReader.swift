/// Makes values of scalars: puts in environment variables, reads units and words, and says what is wrong with them.
struct ValueReader {
    let log: ProblemLog
    let environment: [String: String]
    /// The config file's own, absolute: relative paths begin here.
    let directory: String
    /// No: secret files are left closed, and what they hold is missing.
    var areSecretsRead = true

    /// The text with `${NAME}` filled in; `$${` stands for `${`.
    func text(_ scalar: RawScalar) -> String? {
        var result = ""
        var rest = scalar.text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                result += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                guard let value = variable(in: &rest, of: scalar) else { return nil }
                result += value
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// Like `text`, but not empty and without white space at its ends.
    func word(_ scalar: RawScalar) -> String? {
        guard let text = text(scalar) else { return nil }
        guard !text.isEmpty, text.first != " ", text.last != " " else {
            log.error(scalar, "This must not be empty, nor begin or end with a space.")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            log.error(scalar, "There is a control character or a line break in this value.")
            return nil
        }
        return text
    }

    /// One of the words of an enum.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ scalar: RawScalar, of type: Choice.Type = Choice.self
    ) -> Choice? {
        guard let text = text(scalar) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        let hint = Suggestion.hint(for: text, among: words, verb: "It takes")
        log.error(scalar, "\(shown(scalar)) is not known here.\(hint)")
        return nil
    }

    func integer(_ scalar: RawScalar, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(scalar) else { return nil }
        guard let number = Int(text) else {
            log.error(scalar, "\(shown(scalar)) is not a whole number.")
            return nil
        }
        guard range.contains(number) else {
            log.error(
                scalar,
                "\(shown(scalar)) is not between \(range.lowerBound) and \(range.upperBound).")
            return nil
        }
        return number
    }

    /// A path made absolute, from the config file's directory.
    func path(_ scalar: RawScalar) -> String? {
        guard let text = word(scalar) else { return nil }
        guard text != "~", !text.hasPrefix("~/") else {
            log.error(scalar, "~ is the shell's word: write the path out, or use ${HOME}.")
            return nil
        }
        return absolute(text, from: directory)
    }

    /// A value as written, for sentences: an environment variable's content stays out of them.
    func shown(_ scalar: RawScalar) -> String { quoted(scalar.text) }
}

extension ValueReader {
    /// Takes `${NAME}` off the front of `rest`.
    private func variable(in rest: inout Substring, of scalar: RawScalar) -> String? {
        guard let end = rest.firstIndex(of: "}") else {
            log.error(scalar, "A ${ is not closed by a }. For the characters themselves write $${.")
            return nil
        }
        let name = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
        rest = rest[rest.index(after: end)...]
        guard Self.isVariableName(name) else {
            log.error(
                scalar,
                "Between ${ and } stands an environment variable's name: letters, digits and _. For the characters themselves write $${."
            )
            return nil
        }
        guard let value = environment[name] else {
            let known = Suggestion.nearest(to: name, among: environment.keys.sorted())
            let hint =
                known.map { " Did you mean \(quoted($0))?" } ?? " Set it, or write the value out."
            log.error(scalar, "The environment variable \(name) is not set.\(hint)")
            return nil
        }
        return value
    }

    private static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
                || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
    }
}

/// `path` itself where it is absolute, else below `directory`.
func absolute(_ path: String, from directory: String) -> String {
    if path.hasPrefix("/") { return path }
    var path = path[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    return directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
}
