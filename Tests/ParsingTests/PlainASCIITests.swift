import TestSupport
import Testing

@testable import Parsing

@Suite struct PlainASCIITests {
    /// Byte by byte.
    private static func count(_ bytes: [UInt8]) -> Int {
        func isPlain(_ byte: UInt8) -> Bool {
            byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: "&")
        }
        for (index, byte) in bytes.enumerated() {
            let isLoneSpace = byte == 0x20 && index < 7 && isPlain(bytes[index + 1])
            if !isPlain(byte), !isLoneSpace { return index }
        }
        return 8
    }

    @Test func `eight bytes at once are judged as one after the other`() {
        var random = SeededWords(seed: 8)
        let common = Array("aZ~!;=>'%$   <& \n\u{7F}\u{1F}".utf8) + [0x80, 0xA0, 0xBC, 0xA6, 0xFF]
        for _ in 0..<50_000 {
            let bytes = (0..<8).map { _ in
                Bool.random(using: &random)
                    ? UInt8(ascii: "e") : common.randomElement(using: &random) ?? 0
            }
            let found = bytes.withUnsafeBufferPointer { $0.baseAddress.map(PlainASCII.count) }
            #expect(found == Self.count(bytes), "\(bytes)")
        }
    }

    @Test func `a text is the same wherever its eights begin`() {
        let html = "A long line, it’s café  and &amp; <b>bold</b> words \t here; 12345678 90 ".utf8
        let whole = Array(html) + Array(html)
        for cut in 0..<32 {
            let start = String(decoding: whole.prefix(cut), as: UTF8.self)
            let text = HTMLText.plainText(start + "é" + String(decoding: whole, as: UTF8.self))
            #expect(text.hasSuffix("A long line, it’s café and & bold words here; 12345678 90"))
        }
    }
}
