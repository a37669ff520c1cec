import FeedModel
import Testing

@Suite struct ASCIILettersTests {
    /// Every byte at every place, between letters.
    @Test func oneByteThatIsNoLetterEndsTheRun() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<8 {
                var text = Array("AbCdEfGh".utf8)
                text[place] = byte
                let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                #expect(
                    letters(text).count == (isLetter ? 8 : place), "byte \(byte) at \(place)")
            }
        }
    }

    @Test(arguments: [("LeicaM11", "leicam"), ("LUMIXlum", "lumixlum"), ("1Leica  ", "")])
    func whatIsWrittenIsLowerCase(text: String, expected: String) {
        let letters = letters(Array(text.utf8))
        var out = [UInt8](repeating: 0, count: 8)
        out.withUnsafeMutableBufferPointer { out in
            guard let start = out.baseAddress else { return }
            letters.write(to: start)
        }
        #expect(String(decoding: out.prefix(letters.count), as: UTF8.self) == expected)
    }

    private func letters(_ text: [UInt8]) -> ASCIILetters {
        text.withUnsafeBufferPointer { text in
            guard let start = text.baseAddress else { preconditionFailure("eight bytes are there") }
            return ASCIILetters(at: start)
        }
    }
}
