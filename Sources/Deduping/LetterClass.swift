/// What a scalar beyond ASCII is to a word.
enum LetterClass {
    /// Combining marks, soft hyphens, zero-width characters, apostrophes: a word goes on as if they were not there.
    case ignored
    case separator
    /// An accented or wide form of an ASCII letter or digit.
    case ascii(UInt8)
    /// Lower case.
    case letter(String)
    /// Of a script that is written without spaces.
    case unspaced

    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        switch value {
        case 0x80..<0xC0:
            self = Self.latin1Sign(value)
        case 0xC0..<0x180:
            self = Self.latin(scalar)
        case 0x300..<0x370, 0x200B...0x200F, 0x2019, 0x2018, 0x2060, 0xFE00...0xFE0F, 0xFEFF:
            self = .ignored
        case 0x2000..<0x2070, 0x3001...0x3004, 0x3008...0x3020, 0x30FB, 0xFF5F...0xFF65:
            self = .separator
        case 0x0E00..<0x0EE0, 0x0F00..<0x10A0, 0x1780..<0x1800, 0x2E80..<0x3000, 0x3005...0x3007,
            0x3021..<0x3100, 0x31F0..<0x3200, 0x3400..<0xA000, 0xF900..<0xFB00, 0xFF66..<0xFFA0,
            0x20000..<0x32000:
            self = .unspaced
        case 0xFF01...0xFF5E:
            self = .ascii(UInt8(value - 0xFEE0))
        default:
            self = Self.other(scalar)
        }
    }

    private static func latin1Sign(_ value: UInt32) -> LetterClass {
        switch value {
        case 0xAA: .ascii(UInt8(ascii: "a"))
        case 0xAD: .ignored
        case 0xB2, 0xB3: .ascii(UInt8(value - 0xB2) + UInt8(ascii: "2"))
        case 0xB5: .letter("μ")
        case 0xB9: .ascii(UInt8(ascii: "1"))
        case 0xBA: .ascii(UInt8(ascii: "o"))
        default: .separator
        }
    }

    private static func latin(_ scalar: Unicode.Scalar) -> LetterClass {
        switch scalar.value {
        case 0xD7, 0xF7: return .separator
        case 0xC6, 0xE6: return .letter("ae")
        case 0xDF: return .letter("ss")
        case 0x132, 0x133: return .letter("ij")
        case 0x152, 0x153: return .letter("oe")
        default: break
        }
        let base = latinBases[Int(scalar.value - 0xC0)]
        return base == UInt8(ascii: "?")
            ? .letter(scalar.properties.lowercaseMapping) : .ascii(base)
    }

    /// The base letters of U+00C0…U+017F.
    private static let latinBases = Array(
        ("aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
            + "lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

    private static func other(_ scalar: Unicode.Scalar) -> LetterClass {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return .ignored
        case .uppercaseLetter, .titlecaseLetter: return .letter(properties.lowercaseMapping)
        case .lowercaseLetter, .modifierLetter, .otherLetter, .spacingMark, .letterNumber:
            return .letter(String(scalar))
        case .decimalNumber:
            let digit = properties.numericValue.map { UInt8(clamping: Int($0)) } ?? 0
            return .ascii(UInt8(ascii: "0") + digit)
        default: return .separator
        }
    }
}
