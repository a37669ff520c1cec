/// The characters of a query, read from left to right.
struct QueryScanner {
    let scalars: [Unicode.Scalar]
    private(set) var position = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// True at a place where a `-` would be an operator.
    var isAtMinus: Bool {
        guard next == "-" else { return false }
        if position > 0 {
            let before = scalars[position - 1]
            guard before == "(" || before.isQuerySpace else { return false }
        }
        guard position + 1 < scalars.count else { return false }
        return !scalars[position + 1].isQuerySpace
    }

    mutating func skipSpace() {
        while let scalar = next, scalar.isQuerySpace { position += 1 }
    }

    mutating func skip(_ count: Int = 1) { position += count }

    mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard next == wanted else { return false }
        position += 1
        return true
    }

    /// The word that starts here, not consumed: up to a space, a parenthesis or a quote.
    func word() -> ArraySlice<Unicode.Scalar> {
        var end = position
        while end < scalars.count, !Self.endsWord(scalars[end]) { end += 1 }
        return scalars[position..<end]
    }

    func isWord(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { letters in
            guard position + letters.count <= scalars.count else { return false }
            for (offset, letter) in letters.enumerated()
            where scalars[position + offset].value != UInt32(letter) {
                return false
            }
            let end = position + letters.count
            return end == scalars.count || Self.endsWord(scalars[end])
        }
    }

    /// The word begins with `text` and goes on.
    func isWord(startingWith text: StaticString) -> Bool {
        text.withUTF8Buffer { letters in
            guard position + letters.count <= scalars.count else { return false }
            return letters.enumerated().allSatisfy { offset, letter in
                scalars[position + offset].value == UInt32(letter)
            }
        }
    }

    /// Takes ASCII digits; `nil` without any, `Int.max` for a number too large to hold.
    mutating func takeNumber() -> Int? {
        var number: Int?
        while let scalar = next, scalar.value >= 48, scalar.value <= 57 {
            let (tens, isTooLarge) = (number ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, isLarger) = tens.addingReportingOverflow(Int(scalar.value) - 48)
            number = isTooLarge || isLarger ? Int.max / 16 : sum
            position += 1
        }
        return number
    }

    private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "(" || scalar == ")" || scalar == "\"" || scalar.isQuerySpace
    }
}

extension Unicode.Scalar {
    /// White space, as it ends a word of a query.
    var isQuerySpace: Bool {
        value < 0x80
            ? value == 0x20 || (value >= 0x09 && value <= 0x0D)
            : ScalarTable.folded[value].scalarClass == .space
    }
}

extension String {
    init(scalars: some Sequence<Unicode.Scalar>) {
        self.init(String.UnicodeScalarView(scalars))
    }
}
