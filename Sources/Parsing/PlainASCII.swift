/// The text at the beginning of eight bytes of HTML that is copied as it is: ASCII that begins neither a tag nor a reference,
/// and single spaces between.
enum PlainASCII {
    private static let high: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// How many bytes; a space in the end is left out, for what follows it is not seen.
    static func count(at start: UnsafePointer<UInt8>) -> Int {
        let word = UInt64(
            littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
        // Seven bits a byte, so that no sum runs over into the next byte; what has the eighth ends the run.
        let plain = word & ~high
        let isControl = ~(plain &+ 0x60 &* ones) | (plain &+ ones)
        let isMarkup = isEqual(plain, UInt8(ascii: "<")) | isEqual(plain, UInt8(ascii: "&"))
        let spaces = isEqual(plain, 0x20) & high & ~word
        var ends = (word | isControl | isMarkup) & high
        ends |= spaces & ((ends | spaces) >> 8 | 0x80 << 56)
        return ends == 0 ? 8 : ends.trailingZeroBitCount >> 3
    }

    /// The highest bit of each byte that is `byte`.
    private static func isEqual(_ plain: UInt64, _ byte: UInt8) -> UInt64 {
        ~((plain ^ UInt64(byte) &* ones) &+ 0x7F &* ones)
    }
}
