/// The general entities that a document declares for itself, as text. External ones and parameter entities are
/// never read.
struct DeclaredEntities {
    private var values: [String: [UInt8]] = [:]
    private var spent = 0
    private(set) var isTooLarge = false

    private static let countLimit = 1000

    /// Reads a document type from its `<` on; where it ends.
    mutating func readDoctype(_ text: Bytes, from start: Int, _ limits: ParseLimits) -> Int {
        var position = start + 9
        var isInSubset = false
        while position < text.count, !isTooLarge {
            switch text[position] {
            case UInt8(ascii: "["): isInSubset = true
            case UInt8(ascii: "]"): isInSubset = false
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                position = text.firstIndex(of: text[position], from: position + 1) ?? position
            case UInt8(ascii: ">") where !isInSubset: return position + 1
            case UInt8(ascii: "<") where text.has("<!--", at: position):
                position = text.firstIndex(of: "-->", from: position).map { $0 + 2 } ?? position
            case UInt8(ascii: "<") where text.has("<!entity", at: position):
                position = readEntity(text, from: position + 8, limits)
            case UInt8(ascii: "<") where !isInSubset: return position
            default: break
            }
            position += 1
        }
        return text.count
    }

    /// The value of the entity that is referred to at an ampersand, and the length of the reference.
    func value(in text: Bytes, at ampersand: Int) -> ([UInt8], Int)? {
        guard !values.isEmpty, ampersand + 2 < text.count, text[ampersand + 1].isNameStart else {
            return nil
        }
        var end = ampersand + 1
        while end < text.count, text[end].isNameByte { end += 1 }
        guard end < text.count, text[end] == UInt8(ascii: ";"),
            let value = values[text.part(ampersand + 1..<end).string]
        else { return nil }
        return (value, end + 1 - ampersand)
    }

    /// Whether so many more bytes may be expanded.
    mutating func spend(_ count: Int, _ limits: ParseLimits) -> Bool {
        spent += count
        return spent <= limits.expansionByteLimit
    }

    /// Reads `name "value">`; where the declaration ends.
    private mutating func readEntity(_ text: Bytes, from start: Int, _ limits: ParseLimits) -> Int {
        let end = text.firstIndex(of: UInt8(ascii: ">"), from: start) ?? text.count - 1
        var position = start
        while position < end, text[position].isSpace { position += 1 }
        let nameStart = position
        while position < end, text[position].isNameByte { position += 1 }
        let name = text.part(nameStart..<position)
        while position < end, text[position].isSpace { position += 1 }
        guard !name.isEmpty, values.count < Self.countLimit,
            text[position] == UInt8(ascii: "\"") || text[position] == UInt8(ascii: "'"),
            let close = text.firstIndex(of: text[position], from: position + 1)
        else { return end }
        let value = expanded(text.part(position + 1..<close))
        isTooLarge = isTooLarge || value.count > limits.expansionByteLimit
        if !isTooLarge { values[name.string] = values[name.string] ?? value }
        return text.firstIndex(of: UInt8(ascii: ">"), from: close) ?? text.count - 1
    }

    /// With character references and entities that were declared before.
    private func expanded(_ value: Bytes) -> [UInt8] {
        var out: [UInt8] = []
        var position = 0
        while let ampersand = value.firstIndex(of: UInt8(ascii: "&"), from: position) {
            out.append(contentsOf: value[position..<ampersand])
            if let (inner, length) = self.value(in: value, at: ampersand) {
                out.append(contentsOf: inner)
                position = ampersand + length
            } else if let reference = Entities.reference(in: value, at: ampersand) {
                for scalar in reference.scalars { out.append(scalar: scalar) }
                position = ampersand + reference.length
            } else {
                out.append(UInt8(ascii: "&"))
                position = ampersand + 1
            }
            if out.count > 16 << 20 { break }
        }
        out.append(contentsOf: value[min(position, value.count)...])
        return out
    }
}
