/// Compressed bodies for tests, made without a compressor.
package enum CompressedBytes {
    /// gzip with stored blocks: as large as the plain bytes, and valid.
    package static func gzip(_ plain: [UInt8]) -> [UInt8] {
        gzipHeader + storedBlocks(plain) + crc32(plain).littleEndianBytes
            + UInt32(truncatingIfNeeded: plain.count).littleEndianBytes
    }

    /// DEFLATE with stored blocks, in zlib's wrapping or bare; the checksum is left out.
    package static func deflate(_ plain: [UInt8], isBare: Bool = false) -> [UInt8] {
        (isBare ? [] : [0x78, 0x01]) + storedBlocks(plain) + (isBare ? [] : [0, 0, 0, 0])
    }

    /// gzip of `mebibytes` zero bytes, about a thousandth as long.
    package static func bomb(mebibytes: Int) -> [UInt8] {
        var bytes = gzipHeader
        for _ in 0..<mebibytes { bytes += oneMebibyteOfZeros }
        return bytes + [3, 0] + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    package static let gzipHeader: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

    /// Whole bytes of DEFLATE that may follow each other: a block of zeros, then an empty stored one.
    package static let oneMebibyteOfZeros: [UInt8] =
        [0xEC, 0xC1, 0x31, 0x01, 0, 0, 0, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x08, 0x5F, 0xA0]
        + [UInt8](repeating: 0, count: 1016) + [0x3E, 0x03, 0, 0, 0xFF, 0xFF]

    private static func storedBlocks(_ plain: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        repeat {
            let end = min(start + 0xFFFF, plain.count)
            let count = UInt16(end - start)
            bytes.append(end == plain.count ? 1 : 0)
            for word in [count, ~count] { bytes += [UInt8(word & 0xFF), UInt8(word >> 8)] }
            bytes += plain[start..<end]
            start = end
        } while start < plain.count
        return bytes
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~crc
    }
}

extension UInt32 {
    fileprivate var littleEndianBytes: [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
    }
}
