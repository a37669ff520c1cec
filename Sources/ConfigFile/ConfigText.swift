/// Bytes become text, or a problem that says where they are none.
enum ConfigText {
    static func decode(_ bytes: [UInt8], file: String) throws(ConfigProblems) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw problem(file, bytes, 0, "The config is UTF-16: save it as UTF-8.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw problem(
                file, bytes, firstInvalid(bytes),
                "This byte is not UTF-8: save the config as UTF-8.")
        }
        if let offset = firstControl(bytes) {
            let byte = bytes[offset]
            let code = "0x" + String(byte, radix: 16, uppercase: true)
            throw problem(
                file, bytes, offset, "The character \(code) cannot stand in a config: take it out.")
        }
        return text
    }

    /// YAML allows tab, line feed and carriage return; libyaml also wants no surrogates, which UTF-8 has none of.
    private static func firstControl(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var before: UInt8 = 0
            var beforeThat: UInt8 = 0
            for offset in bytes.indices {
                let byte = bytes[offset]
                let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
                let isC1 = before == 0xC2 && (0x80...0x9F).contains(byte) && byte != 0x85
                let isNoncharacter = beforeThat == 0xEF && before == 0xBF && byte >= 0xBE
                if isControl || byte == 0x7F { return offset }
                if isC1 { return offset - 1 }
                if isNoncharacter { return offset - 2 }
                (beforeThat, before) = (before, byte)
            }
            return nil
        }
    }

    /// The first byte that does not continue a valid text.
    private static func firstInvalid(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            offset += UTF8.width(scalar)
        }
        return min(offset, max(bytes.count - 1, 0))
    }

    private static func problem(_ file: String, _ bytes: [UInt8], _ offset: Int, _ sentence: String)
        -> ConfigProblems
    {
        let before = SourceText(String(decoding: bytes[..<offset], as: UTF8.self))
        let source = SourceText(String(decoding: bytes, as: UTF8.self))
        let hidden = SecretMap().hidden(inLine: before.end.line, of: source)
        return ConfigProblems(
            kind: .invalid,
            problems: [
                ConfigProblem(
                    severity: .error, file: file, position: before.end, path: "",
                    sentence: sentence, excerpt: source.excerpt(at: before.end, hiding: hidden))
            ])
    }
}
