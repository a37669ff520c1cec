/// Unicode scalars in UTF-8, read and written in place.
enum UTF8Scalar {
    /// The text of a Swift string is valid UTF-8.
    @inline(__always)
    static func decode(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (UInt32, Int) {
        let lead = UInt32(text[index])
        func tail(_ offset: Int) -> UInt32 { UInt32(text[index + offset]) & 0x3F }
        if lead < 0xE0 { return ((lead & 0x1F) << 6 | tail(1), 2) }
        if lead < 0xF0 { return ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3) }
        return ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }

    /// Writes up to four bytes; answers how many.
    static func encode(_ scalar: UInt32, at place: UnsafeMutablePointer<UInt8>) -> Int {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(scalar >> shift & 0x3F | 0x80) }
        switch scalar {
        case 0..<0x80:
            place[0] = UInt8(scalar)
            return 1
        case 0x80..<0x800:
            place[0] = UInt8(scalar >> 6 | 0xC0)
            place[1] = tail(0)
            return 2
        case 0x800..<0x10000:
            place[0] = UInt8(scalar >> 12 | 0xE0)
            place[1] = tail(6)
            place[2] = tail(0)
            return 3
        default:
            place[0] = UInt8(scalar >> 18 | 0xF0)
            place[1] = tail(12)
            place[2] = tail(6)
            place[3] = tail(0)
            return 4
        }
    }
}

/// Puts a Hangul syllable together from conjoining letters.
enum HangulSyllable {
    static func composing(_ first: UInt32, with next: UInt32) -> UInt32? {
        if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(next) {
            return 0xAC00 + ((first - 0x1100) * 21 + next - 0x1161) * 28
        }
        let isOpen = (0xAC00...0xD7A3).contains(first) && (first - 0xAC00) % 28 == 0
        guard isOpen, (0x11A8...0x11C2).contains(next) else { return nil }
        return first + next - 0x11A7
    }
}
