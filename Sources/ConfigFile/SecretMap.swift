/// Where the config's secrets stand, so that no line that is shown has one.
///
/// YAML's marks say only where a value starts: what is hidden reaches to the start of the next key or value.
struct SecretMap: Sendable {
    private var ranges: [Range<SourcePosition>] = []
    /// There is no tree to go by: lines are judged by their words.
    private var isGuessing: Bool

    /// For a text that could not be parsed.
    init() { isGuessing = true }

    init(starts: [SourcePosition], secrets: [SourcePosition]) {
        isGuessing = false
        let starts = Set(starts).sorted()
        for secret in Set(secrets).sorted() {
            let after = starts.partitioningIndex { $0 > secret }
            let end =
                after < starts.count
                ? starts[after] : SourcePosition(line: .max, column: .max)
            ranges.append(secret..<end)
        }
    }

    /// The columns of line `number` that must not be seen.
    func hidden(inLine number: Int, of source: SourceText) -> [Range<Int>] {
        if isGuessing { return guess(inLine: number, of: source) }
        let length = source.length(ofLine: number)
        // The ranges are in order and apart from each other: those of a line are neighbours.
        let start = ranges.partitioningIndex { $0.upperBound.line >= number }
        return ranges[start...].prefix { $0.lowerBound.line <= number }.compactMap { range in
            let first = range.lowerBound.line == number ? range.lowerBound.column : 1
            let end = range.upperBound.line == number ? range.upperBound.column : length + 1
            let index = source.index(of: SourcePosition(line: number, column: end))
            return Self.withoutMargins(first..<max(first, end), before: index, of: source)
        }
    }

    /// The range without what stands between two values: spaces, commas, dashes and brackets that open.
    private static func withoutMargins(
        _ range: Range<Int>, before index: String.Index, of source: SourceText
    )
        -> Range<Int>?
    {
        guard !range.isEmpty else { return nil }
        let margin = " \t,-[{".unicodeScalars
        var end = range.upperBound
        for scalar in source.text.unicodeScalars[..<index].reversed() where end > range.lowerBound {
            guard margin.contains(scalar) else { break }
            end -= 1
        }
        return end > range.lowerBound ? range.lowerBound..<end : nil
    }

    private static let secretWords = [
        "password", "passwd", "secret", "token", "auth", "cookie", "key", "credential",
    ]

    private static let publicRoots = ["feeds", "watches", "websub", "polling", "store"]

    /// A key whose value is nobody's business, known to this version or not.
    static func isSecret(key: String) -> Bool {
        let key = key.lowercased()
        guard !key.hasSuffix("_file") else { return false }
        return secretWords.contains { key.contains($0) }
    }

    /// An address that has a password in it, or is not where addresses stand that anybody may see: a sink's, or one under a
    /// key that means nothing, which may be a sink's too.
    static func isSecret(value: String, path: String) -> Bool {
        // The byte first: most values are no addresses, and there may be a hundred thousand.
        guard value.utf8.contains(UInt8(ascii: ":")), value.contains("://") else { return false }
        return value.contains("@") || !publicRoots.contains { path.hasPrefix($0) }
    }
}

extension SecretMap {
    /// Everything behind the first word that speaks of a secret, and behind any address in `sinks:`.
    private func guess(inLine number: Int, of source: SourceText) -> [Range<Int>] {
        let length = source.length(ofLine: number)
        // Nobody reads such a line, and reading it here would take seconds.
        guard length <= 4096 else { return [1..<(length + 1)] }
        let line = String(source.line(number))
        let parents = Self.parents(ofLine: number, in: source)
        guard let colon = line.unicodeScalars.firstIndex(of: ":") else {
            return parents.contains(where: Self.hides) ? [1..<(line.unicodeScalars.count + 1)] : []
        }
        let lowered = line.lowercased()
        let mentions = ["headers", "webhook"].contains { lowered.contains($0) }
        let isInSinks =
            lowered.contains("://") && (parents.contains("sinks") || lowered.contains("@"))
        guard
            mentions || isInSinks || parents.contains(where: Self.hides)
                || Self.isSecret(key: lowered)
        else { return [] }
        let start =
            Self.column(ofSecretIn: lowered)
            ?? line.unicodeScalars.distance(from: line.startIndex, to: colon) + 2
        return [start..<max(start + 1, line.unicodeScalars.count + 1)]
    }

    /// Behind the first word that speaks of one, or where the first address begins: so much of a line may be seen.
    private static func column(ofSecretIn line: String) -> Int? {
        let words = secretWords + ["headers", "webhook"]
        let ends = words.compactMap { word in
            line.firstRange(of: word).map { word in
                line[word.upperBound...].first == ":"
                    ? line.index(after: word.upperBound) : word.upperBound
            }
        }
        let address = line.firstRange(of: "://").map { scheme in
            line[..<scheme.lowerBound].lastIndex { !$0.isLetter }.map(line.index(after:))
                ?? line.startIndex
        }
        let start = (ends + [address].compactMap(\.self)).min()
        return start.map { line.unicodeScalars.distance(from: line.startIndex, to: $0) + 1 }
    }

    private static func hides(_ parent: String) -> Bool {
        parent == "headers" || isSecret(key: parent)
    }

    /// The keys of the lines above that are indented less and less.
    private static func parents(ofLine number: Int, in source: SourceText) -> [String] {
        var indentation = source.line(number).prefix { $0 == " " }.count
        var parents: [String] = []
        for above in stride(from: number - 1, through: max(1, number - 1000), by: -1) {
            let line = source.line(above)
            let spaces = line.prefix { $0 == " " || $0 == "-" }.count
            guard spaces < indentation || (indentation == 0 && parents.isEmpty && spaces == 0),
                let colon = line.firstIndex(of: ":"), line.dropFirst(spaces).first != "#"
            else { continue }
            parents.append(String(line[..<colon].drop { $0 == " " || $0 == "-" }))
            indentation = spaces
            if spaces == 0 { break }
        }
        return parents
    }
}

extension Array {
    /// The first index whose element is `isAfter`, in an array that has all others in front.
    fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
