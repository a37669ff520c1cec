/// The letters at the beginning of eight bytes of text: most of most texts is such runs.
package struct ASCIILetters {
    @usableFromInline let written: UInt64
    @usableFromInline let lowercased: UInt64
    /// 0 to 8.
    package let count: Int

    /// Reads eight bytes from `start` on.
    @inlinable
    package init(at start: UnsafePointer<UInt8>) {
        let word = UInt64(
            littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
        written = word
        let high: UInt64 = 0x8080_8080_8080_8080
        lowercased = word | 0x2020_2020_2020_2020
        // Seven bits a byte, so that no sum runs over into the next byte.
        let plain = lowercased & ~high
        let isFromA = plain &+ 0x1F1F_1F1F_1F1F_1F1F
        let isBeyondZ = plain &+ 0x0505_0505_0505_0505
        let isLetter = isFromA & ~isBeyondZ & ~word & high
        count = (isLetter ^ high).trailingZeroBitCount >> 3
    }

    /// Copies the letters that stand from `index` on in `text` to `target`, as far as whole eights of text and of `room`
    /// reach: what is left of a run is the caller's. Returns how many.
    @inlinable
    package static func copyRun(
        of text: UnsafeBufferPointer<UInt8>, from index: Int,
        to target: UnsafeMutablePointer<UInt8>, room: Int, inLowerCase: Bool = true
    ) -> Int {
        guard let base = text.baseAddress else { return 0 }
        let limit = Swift.min(text.count - index, room) - 8
        var copied = 0
        while copied <= limit {
            let letters = ASCIILetters(at: base + index + copied)
            letters.write(to: target + copied, inLowerCase: inLowerCase)
            copied += letters.count
            if letters.count < 8 { break }
        }
        return copied
    }

    /// Writes eight bytes from `start` on, which must have room for them; those behind the letters mean nothing.
    @inlinable
    package func write(to start: UnsafeMutablePointer<UInt8>, inLowerCase: Bool = true) {
        let bytes = inLowerCase ? lowercased : written
        UnsafeMutableRawPointer(start).storeBytes(of: bytes.littleEndian, as: UInt64.self)
    }
}
