import TestSupport
import Testing

@testable import Transport

/// gzip and deflate as servers send them, and as attackers do.
@Suite struct ContentDecodingTests {
    static let plain = Array("Leica and Lumix, Leica and Lumix, L².".utf8)

    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let encodings: [String]
        let body: [UInt8]
        var expected = plain

        init(
            _ claim: String, _ encodings: String..., body: [UInt8], expected: [UInt8] = plain
        ) {
            (testDescription, self.encodings, self.body) = (claim, encodings, body)
            self.expected = expected
        }
    }

    static let rows = [
        Row("gzip is unpacked", "gzip", body: CompressedBytes.gzip(plain)),
        Row("its old name is known", "X-GZip", body: CompressedBytes.gzip(plain)),
        Row("deflate has zlib's wrapping", "deflate", body: CompressedBytes.deflate(plain)),
        Row("deflate may be bare", "deflate", body: CompressedBytes.deflate(plain, isBare: true)),
        Row("identity is nothing", "identity", body: plain),
        Row("an empty value is nothing", "", body: plain),
        Row("what says gzip and is none is taken as it is", "gzip", body: plain),
        Row("no body is no body", "gzip", body: [], expected: []),
        Row(
            "members follow each other", "gzip",
            body: CompressedBytes.gzip(Array(plain[..<7]))
                + CompressedBytes.gzip(Array(plain[7...]))),
        Row(
            "junk at the end is ignored", "gzip", body: CompressedBytes.gzip(plain) + [0, 0, 1, 2]),
        Row(
            "a missing checksum is forgiven", "gzip", body: CompressedBytes.gzip(plain).dropLast(8)),
        Row("a charset is no coding", "UTF-8", body: plain),
        Row(
            "two layers come off, the last one first", "deflate", "gzip",
            body: CompressedBytes.gzip(CompressedBytes.deflate(plain))),
        Row(
            "two layers in one header too", "deflate, gzip",
            body: CompressedBytes.gzip(CompressedBytes.deflate(plain))),
        Row(
            "a file name, a comment, an extra field and a checksum in the head are skipped", "gzip",
            body: [0x1F, 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 0x66, 0, 0x63, 0, 7, 7]
                + CompressedBytes.gzip(plain).dropFirst(10)),
        Row("fixed codes", "deflate", body: fixedCodes),
        Row("dynamic codes", "deflate", body: dynamicCodes, expected: numberedItems),
        Row("codes without a single match", "deflate", body: literalsOnly, expected: tenTimes),
    ]

    @Test(arguments: rows)
    func decodes(_ row: Row) throws {
        let decoding = ContentDecoding(limit: 1 << 20, ratioLimit: 200)
        #expect(try decoding.decode(row.body, encodings: row.encodings) == row.expected)
    }

    @Test func bombEndsAtTheRatioLongBeforeTheLimit() {
        let bomb = CompressedBytes.bomb(mebibytes: 64)
        let decoding = ContentDecoding(limit: 1 << 30, ratioLimit: 20)
        #expect(throws: ContentDecoding.Failure.tooDense) {
            try decoding.decode(bomb, encodings: ["gzip"])
        }
    }

    @Test func bombEndsAtTheLimit() {
        let decoding = ContentDecoding(limit: (2 << 20) - 1, ratioLimit: 2000)
        #expect(throws: ContentDecoding.Failure.tooLarge) {
            try decoding.decode(CompressedBytes.bomb(mebibytes: 2), encodings: ["gzip"])
        }
    }

    @Test func exactlyTheLimitIsNotTooMuch() throws {
        let decoding = ContentDecoding(limit: 2 << 20, ratioLimit: 2000)
        let decoded = try decoding.decode(CompressedBytes.bomb(mebibytes: 2), encodings: ["gzip"])
        #expect(decoded.count == 2 << 20)
    }

    @Test func membersShareOneLimit() {
        let member = CompressedBytes.gzip([UInt8](repeating: 1, count: 1000))
        let decoding = ContentDecoding(limit: 2500, ratioLimit: 200)
        #expect(throws: ContentDecoding.Failure.tooLarge) {
            try decoding.decode(member + member + member, encodings: ["gzip"])
        }
    }

    @Test func bombInABombIsOneToo() {
        let inner = CompressedBytes.bomb(mebibytes: 64)
        let decoding = ContentDecoding(limit: 1 << 30, ratioLimit: 20)
        #expect(throws: ContentDecoding.Failure.tooDense) {
            try decoding.decode(CompressedBytes.gzip(inner), encodings: ["gzip, gzip"])
        }
    }

    @Test func manyLayersAreRefused() {
        let decoding = ContentDecoding(limit: 1000, ratioLimit: 200)
        #expect(throws: ContentDecoding.Failure.self) {
            try decoding.decode([1], encodings: ["gzip, gzip, gzip"])
        }
    }

    @Test func everyTruncationIsNoticed() {
        let decoding = ContentDecoding(limit: 1 << 20, ratioLimit: 200)
        for count in 1..<Self.dynamicCodes.count {
            #expect(throws: ContentDecoding.Failure.self, "\(count) bytes") {
                try decoding.decode(Array(Self.dynamicCodes.prefix(count)), encodings: ["deflate"])
            }
        }
    }

    /// Whatever the bytes, it ends, within its limit, without a trap.
    @Test func changedBytesNeverTrap() {
        var random = SplitMix(state: 2026)
        let decoding = ContentDecoding(limit: 100_000, ratioLimit: 2000)
        for _ in 0..<300 {
            var bytes =
                [Self.dynamicCodes, Self.fixedCodes, Self.literalsOnly].randomElement(
                    using: &random) ?? []
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = .random(
                    in: 0...255, using: &random)
            }
            do {
                let decoded = try decoding.decode(bytes, encodings: ["deflate"])
                #expect(decoded.count <= 100_000)
            } catch {
                // Most are damaged, and said to be so.
            }
        }
    }
}

extension ContentDecodingTests {
    static let fixedCodes = bytes(base64: "80nNTE5USMxLUfApzc2s0FHwwRA4tEkPAA==")
    static let tenTimes = [[UInt8]](repeating: plain, count: 10).flatMap(\.self)
    static let literalsOnly = bytes(
        base64:
            "BcFBDQAxCARAKyuAnJI1QSiPfcCPBF2VUGU3w1Q4vA84pTUwFQ7vA05pDXz3Yyoc3gec0hqYCof3Aae0Br77MRUO"
            + "7wNOaQ1MhcP7gFNaA9/9mAqH9wGntAamwuF9wCmtge9+TIXD+4BTWgNT4fA+4JTWwHc/psLhfcAprYGpcHgfcEpr"
            + "4LsfU+HwPuCU1sBUOLwPOKU18N2PqXB4H3BKa2AqHN4HnNIa+O7HVDi8DzilNTAVDu8DTmkNfPdjKhzeB5zSGpgK"
            + "h/cBp7QGvvv9")
    static let numberedItems = Array(
        ("Leica and Lumix: " + (0..<60).map { "item \($0 * $0 * 7919 % 9973) " }.joined()).utf8)
    static let dynamicCodes = bytes(
        base64:
            "RVG5DQJBDGzlSvC3fqiBJhAQXAARSJQP0nlMtKP1M4/P9/162S7P23Z+P/bPadtf98dGxxPFdSCOFY3MUSXJA6Vl"
            + "o5XW1SJMJLsfSNn7z0h1OLpobE1R0rSuBLSy+yRs9ZKInhCv/nNDn/Ma8dj3E9ATNrSeisVQF8GtOBdcLCn4Trh1"
            + "jUaBUJgISxjhFQvMEv4SbRPnqlmmIDD/k0KIF8RxQrCMiVKfFMcr7FsgEivExITolBBnTcKONptLVJL0qOBiacPq"
            + "OKz/xH0B")

    private static func bytes(base64: String) -> [UInt8] {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var (bytes, word, bitCount) = ([UInt8](), 0, 0)
        for letter in base64.utf8 where letter != UInt8(ascii: "=") {
            word = word << 6 | (alphabet.firstIndex(of: letter) ?? 0)
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            bytes.append(UInt8(word >> bitCount & 0xFF))
        }
        return bytes
    }
}

/// The same bytes in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
