/// Reads JSON from bytes, bounded in depth, in time proportional to its length.
struct JSONReader {
    private let text: Bytes
    private let depthLimit: Int
    private var position = 0
    private var depth = 0
    /// Keep what stands before the first mistake.
    private var isForgiving = false
    private var mistake: (reason: String, position: Int)?

    private struct Broken: Error {
        var reason: String
        var isTooDeep = false
    }

    private init(_ text: Bytes, depthLimit: Int) {
        self.text = text
        self.depthLimit = depthLimit
    }

    /// The one value at the start of `bytes`.
    static func value(in bytes: Bytes, depthLimit: Int) throws(ParseError) -> JSONValue {
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        do {
            return try reader.value()
        } catch {
            if error.isTooDeep { throw .tooDeep(limit: depthLimit) }
            throw reader.broken(error.reason, at: reader.position)
        }
    }

    /// The same, or what was read of it before it broke off, and how it did.
    static func salvagedValue(
        in bytes: Bytes, depthLimit: Int
    ) throws(ParseError) -> (value: JSONValue, problem: ParseError?) {
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        reader.isForgiving = true
        do {
            let value = try reader.value()
            return (value, reader.mistake.map { reader.broken($0.reason, at: $0.position) })
        } catch {
            if error.isTooDeep { throw .tooDeep(limit: depthLimit) }
            throw reader.broken(error.reason, at: reader.mistake?.position ?? reader.position)
        }
    }

    private func broken(_ reason: String, at position: Int) -> ParseError {
        let line = text.prefix(position).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        return .brokenJSON(line: line, reason: reason)
    }

    /// Lets the open values end here, where something was read of them.
    private mutating func forgive(_ error: Broken, isEmpty: Bool) throws(Broken) {
        guard isForgiving, !error.isTooDeep, !isEmpty else { throw error }
        mistake = mistake ?? (error.reason, position)
        position = text.count
    }

    private mutating func skipSpaces() {
        while position < text.count, text[position].isSpace { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpaces()
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(Broken) -> JSONValue {
        skipSpaces()
        guard position < text.count else {
            throw Broken(reason: "it ends where a value should stand")
        }
        switch text[position] {
        case UInt8(ascii: "{"): return try nested { (reader) throws(Broken) in try reader.object() }
        case UInt8(ascii: "["): return try nested { (reader) throws(Broken) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        default: return try word()
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(Broken) -> JSONValue
    ) throws(Broken) -> JSONValue {
        guard depth < depthLimit else { throw Broken(reason: "too deep", isTooDeep: true) }
        depth += 1
        position += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(Broken) -> JSONValue {
        var fields: [String: JSONValue] = [:]
        do throws(Broken) {
            try readFields(into: &fields)
        } catch {
            try forgive(error, isEmpty: fields.isEmpty)
        }
        return .object(fields)
    }

    private mutating func readFields(into fields: inout [String: JSONValue]) throws(Broken) {
        while !take(UInt8(ascii: "}")) {
            skipSpaces()
            guard position < text.count, text[position] == UInt8(ascii: "\"") else {
                throw Broken(reason: "a name in quotes should stand here")
            }
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw Broken(reason: "a colon is missing") }
            fields[name] = try value()
            if !take(UInt8(ascii: ",")), !isNext(UInt8(ascii: "}")) {
                throw Broken(reason: "a comma or a closing brace is missing")
            }
        }
    }

    private mutating func array() throws(Broken) -> JSONValue {
        var elements: [JSONValue] = []
        do throws(Broken) {
            try readElements(into: &elements)
        } catch {
            try forgive(error, isEmpty: elements.isEmpty)
        }
        return .array(elements)
    }

    private mutating func readElements(into elements: inout [JSONValue]) throws(Broken) {
        while !take(UInt8(ascii: "]")) {
            elements.append(try value())
            if !take(UInt8(ascii: ",")), !isNext(UInt8(ascii: "]")) {
                throw Broken(reason: "a comma or a closing bracket is missing")
            }
        }
    }

    private mutating func isNext(_ byte: UInt8) -> Bool {
        skipSpaces()
        return position < text.count && text[position] == byte
    }

    private mutating func word() throws(Broken) -> JSONValue {
        let start = position
        while position < text.count,
            text[position].isLetter || text[position].isDigit
                || [0x2B, 0x2D, 0x2E].contains(text[position])
        {
            position += 1
        }
        let word = text.part(start..<position).string
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            guard Double(word) != nil else { throw Broken(reason: "this is no value") }
            return .number(word)
        }
    }
}

extension JSONReader {
    private mutating func string() throws(Broken) -> String {
        position += 1
        var out: [UInt8] = []
        while position < text.count {
            let start = position
            while position < text.count, text[position] != UInt8(ascii: "\""),
                text[position] != UInt8(ascii: "\\")
            {
                position += 1
            }
            out.append(contentsOf: text[start..<position])
            guard position < text.count else { break }
            position += 1
            if text[position - 1] == UInt8(ascii: "\"") {
                return String(decoding: out, as: UTF8.self)
            }
            readEscape(into: &out)
        }
        throw Broken(reason: "a string is not closed")
    }

    private mutating func readEscape(into out: inout [UInt8]) {
        guard position < text.count else { return }
        let byte = text[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): out.append(0x20)
        case UInt8(ascii: "u"): out.append(scalar: escapedScalar())
        default: out.append(byte)
        }
    }

    private mutating func escapedScalar() -> UInt32 {
        let first = hexadecimal()
        guard (0xD800..<0xDC00).contains(first), text.has("\\u", at: position) else {
            return first == 0 ? 0x20 : first
        }
        let start = position
        position += 2
        let second = hexadecimal()
        guard (0xDC00..<0xE000).contains(second) else {
            position = start
            return 0xFFFD
        }
        return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }

    private mutating func hexadecimal() -> UInt32 {
        var value: UInt32 = 0
        var count = 0
        while count < 4, position < text.count {
            let byte = text[position]
            let letter = byte | 0x20
            guard byte.isDigit || letter >= 0x61 && letter <= 0x66 else { break }
            value = value << 4 | UInt32(byte.isDigit ? byte - 0x30 : letter - 0x57)
            position += 1
            count += 1
        }
        return value
    }
}
