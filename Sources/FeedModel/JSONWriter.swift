/// Writes JSON in the order in which it is told, compact, UTF-8, on one line.
///
/// Ours because Foundation's encoder cannot keep the order of keys, and people read these lines in a terminal:
/// the schema and the sequence number belong in front. Control characters, DEL, U+2028 and U+2029 and
/// bidirectional controls are escaped, so that a line is always one line and shows what it says.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() {}

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try nested(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    package mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try nested(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    /// Must be followed by one value.
    package mutating func key(_ name: String) {
        value(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func value(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { append($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func value(_ number: Int64) { raw(String(number)) }
    package mutating func value(_ number: Int) { raw(String(number)) }
    package mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }
    package mutating func null() { raw("null") }

    /// A finite number; anything else is `null`, for JSON has no word for it.
    package mutating func value(_ number: Double) {
        raw(number.isFinite ? String(number) : "null")
    }

    package mutating func field(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        value(text)
    }

    package mutating func field(_ name: String, _ number: Int64?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    package mutating func field(_ name: String, _ number: Int?) {
        field(name, number.map(Int64.init))
    }

    package mutating func field(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    /// Left out where empty.
    package mutating func field(_ name: String, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        key(name)
        array { writer in for text in texts { writer.value(text) } }
    }
}

extension JSONWriter {
    private mutating func nested(
        _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        separate()
        bytes.append(open)
        needsComma = false
        try body(&self)
        bytes.append(close)
        needsComma = true
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// What needs no thought is copied as it stands.
    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for (index, byte) in text.enumerated() where !Self.isPlain(byte) {
            bytes.append(contentsOf: text[start..<index])
            append(byte)
            start = index + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    /// Neither escaped nor the end of a scalar that is.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            || byte >= 0xC0
    }

    private mutating func append(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
        case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
        case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20, 0x7F: appendEscape(UInt32(byte))
        default:
            bytes.append(byte)
            escapeLastScalarIfInvisible(byte)
        }
    }

    /// C1 controls, U+2028/9 and bidirectional controls are known by their last byte, once all of it is written.
    private mutating func escapeLastScalarIfInvisible(_ last: UInt8) {
        guard last & 0xC0 == 0x80, bytes.count >= 2 else { return }
        let second = bytes[bytes.count - 2]
        if second == 0xC2, last < 0xA0 {
            replaceLast(2, with: UInt32(last))
        } else if bytes.count >= 3, bytes[bytes.count - 3] == 0xE2 {
            let scalar = 0x2000 | UInt32(second & 0x3F) << 6 | UInt32(last & 0x3F)
            switch scalar {
            case 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                if second & 0xC0 == 0x80 { replaceLast(3, with: scalar) }
            default: break
            }
        }
    }

    private mutating func replaceLast(_ count: Int, with scalar: UInt32) {
        bytes.removeLast(count)
        appendEscape(scalar)
    }

    private mutating func appendEscape(_ scalar: UInt32) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u".utf8)
        for shift in [12, 8, 4, 0] as [UInt32] {
            bytes.append(digits[Int(scalar >> shift & 0xF)])
        }
    }
}
