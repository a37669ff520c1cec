/// What both date grammars need: a position in bytes, numbers, fractions and zones.
struct DateScanner {
    let text: Bytes
    var position = 0

    init(_ text: Bytes) { self.text = text }

    var isAtEnd: Bool { position >= text.count }
    var next: UInt8? { position < text.count ? text[position] : nil }

    func peek(_ offset: Int) -> UInt8? {
        let index = position + offset
        return index >= 0 && index < text.count ? text[index] : nil
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func skipSpaces() {
        while let byte = next, byte.isSpace { position += 1 }
    }

    /// How many digits stand here.
    var digitCount: Int {
        var count = 0
        while let byte = peek(count), byte.isDigit { count += 1 }
        return count
    }

    /// A number of at most `limit` digits.
    mutating func number(upTo limit: Int = 9) -> (value: Int, digitCount: Int)? {
        var value = 0
        var count = 0
        while count < limit, let byte = next, byte.isDigit {
            value = value * 10 + Int(byte - 0x30)
            count += 1
            position += 1
        }
        return count > 0 ? (value, count) : nil
    }

    /// `.123456` or `,5` as milliseconds, rounded down.
    mutating func fraction() -> Int {
        guard let mark = next, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ","),
            peek(1)?.isDigit == true
        else { return 0 }
        position += 1
        var milliseconds = 0
        var weight = 100
        while let byte = next, byte.isDigit {
            milliseconds += weight * Int(byte - 0x30)
            weight /= 10
            position += 1
        }
        return milliseconds
    }

    /// `+01:00`, `-0500`, `+1`, `-08`: minutes east, where a sign and a digit stand here.
    mutating func numericZone() -> Int? {
        // U+2212, the minus of typesetters.
        let isMinus = next == 0xE2 && peek(1) == 0x88 && peek(2) == 0x92
        guard let sign = isMinus ? UInt8(ascii: "-") : next,
            sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            peek(isMinus ? 3 : 1)?.isDigit == true
        else { return nil }
        position += isMinus ? 3 : 1
        guard let first = number(upTo: 4) else { return nil }
        var minutes =
            first.digitCount <= 2 ? first.value * 60 : first.value / 100 * 60 + first.value % 100
        if first.digitCount <= 2, next == UInt8(ascii: ":"), peek(1)?.isDigit == true {
            position += 1
            minutes += number(upTo: 2)?.value ?? 0
        }
        if next == UInt8(ascii: ":"), peek(1)?.isDigit == true {
            position += 1
            _ = number(upTo: 2)
        }
        return sign == UInt8(ascii: "-") ? -minutes : minutes
    }

    /// `Europe/Paris`, `America/Port-au-Prince`, `Etc/GMT+5`: the zone of a place that is known.
    mutating func place() -> PlaceZone? {
        var length = 0
        while peek(length)?.isLetter == true { length += 1 }
        guard length > 1, peek(length) == UInt8(ascii: "/"), peek(length + 1)?.isLetter == true
        else { return nil }
        while let byte = peek(length), byte.isPlaceByte { length += 1 }
        let name = text.part(position..<position + length).string.lowercased()
        guard let zone = PlaceZone.named(name) else { return nil }
        position += length
        return zone
    }

    /// Letters, ASCII or not, in lower case.
    mutating func word() -> String {
        let start = position
        while let byte = next, byte.isLetter || byte >= 0x80 { position += 1 }
        return text.part(start..<position).string.lowercased()
    }
}

extension UInt8 {
    fileprivate var isPlaceByte: Bool {
        isLetter || isDigit || self == UInt8(ascii: "/") || self == UInt8(ascii: "_")
            || self == UInt8(ascii: "-") || self == UInt8(ascii: "+")
    }
}
