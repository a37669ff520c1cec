#if canImport(Glibc)
    import Glibc
#endif

/// Bytes in some encoding as UTF-8, by the C library's iconv.
enum CharacterConversion {
    struct Result {
        var bytes: [UInt8]
        /// Bytes that mean nothing in the encoding; each became U+FFFD.
        var invalidCount: Int
    }

    /// `nil` where the machine does not know the encoding.
    static func utf8(_ bytes: Bytes, from encoding: EncodingLabel) -> Result? {
        if encoding == .windows1252 {
            return ofOneByte(bytes) { UInt32(Windows1252.scalar(for: $0)) }
        }
        if let script = MacintoshScript(rawValue: encoding.iconvName) {
            return ofOneByte(bytes, script.scalar(for:))
        }
        let unknown = UnsafeMutableRawPointer(bitPattern: -1)
        guard let converter = iconv_open("UTF-8", encoding.iconvName), converter != unknown else {
            return nil
        }
        defer { iconv_close(converter) }
        return convert(bytes, converter, unit: encoding.isUTF16Or32 ? 2 : 1)
    }

    /// Whether the machine can read the encoding.
    static func isKnown(_ encoding: EncodingLabel) -> Bool {
        utf8(Bytes(start: nil, count: 0), from: encoding) != nil
    }

    private static func convert(_ bytes: Bytes, _ converter: iconv_t, unit: Int) -> Result {
        var result = Result(bytes: [], invalidCount: 0)
        result.bytes.reserveCapacity(bytes.count + bytes.count / 2 + 16)
        guard let start = bytes.baseAddress else { return result }
        // iconv's signature is older than const; it does not write to its input.
        var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: start)
            .assumingMemoryBound(to: CChar.self)
        var left = bytes.count
        let chunk = UnsafeMutablePointer<CChar>.allocate(capacity: chunkSize)
        defer { chunk.deallocate() }
        while left > 0 {
            var output: UnsafeMutablePointer<CChar>? = chunk
            var room = chunkSize
            let status = iconv(converter, &input, &left, &output, &room)
            let problem = errno
            let written = UnsafeRawBufferPointer(start: chunk, count: chunkSize - room)
            result.bytes.append(contentsOf: written)
            guard status == -1, problem != E2BIG else { continue }
            let skipped = min(unit, left)
            input = input.map { $0 + skipped }
            left -= skipped
            result.bytes.append(scalar: 0xFFFD)
            result.invalidCount += 1
        }
        return result
    }

    private static let chunkSize = 32 << 10

    /// What the C library has no table for, or another one than we want.
    private static func ofOneByte(_ bytes: Bytes, _ scalar: (UInt8) -> UInt32) -> Result {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 { out.append(byte) } else { out.append(scalar: scalar(byte)) }
        }
        return Result(bytes: out, invalidCount: 0)
    }
}
