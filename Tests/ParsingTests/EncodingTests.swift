import FeedModel
import Testing

@testable import Parsing

struct EncodingRow: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The `encoding` of the XML declaration; none where empty.
    var declared: String
    var contentType: String?
    var titleBytes: [UInt8]
    var title: String
    var encoding: String

    init(
        _ claim: String, declared: String, contentType: String? = nil, _ titleBytes: [UInt8],
        _ title: String, _ encoding: String
    ) {
        (testDescription, self.declared, self.contentType) = (claim, declared, contentType)
        (self.titleBytes, self.title, self.encoding) = (titleBytes, title, encoding)
    }
}

@Suite struct EncodingTests {
    @Test(arguments: [
        EncodingRow(
            "UTF-8 without a word", declared: "", Array("Café ライカ".utf8), "Café ライカ", "UTF-8"),
        EncodingRow(
            "windows-1252 where ISO-8859-1 is declared", declared: "ISO-8859-1",
            [0x93, 0xE9, 0x94], "“é”", "WINDOWS-1252"),
        EncodingRow(
            "windows-1252 where nothing is declared", declared: "", [0x43, 0x61, 0x66, 0xE9],
            "Café", "WINDOWS-1252"),
        EncodingRow(
            "windows-1252 where UTF-8 is declared", declared: "utf-8", [0x43, 0x61, 0x66, 0xE9],
            "Café", "WINDOWS-1252"),
        EncodingRow(
            "UTF-8 where ISO-8859-1 is declared", declared: "iso-8859-1", Array("Café".utf8),
            "Café", "UTF-8"),
        EncodingRow(
            "windows-1251", declared: "windows-1251", [0xCB, 0xE5, 0xE9, 0xEA, 0xE0], "Лейка",
            "WINDOWS-1251"),
        EncodingRow(
            "KOI8-R", declared: "koi8-r", [0xEC, 0xC5, 0xCA, 0xCB, 0xC1], "Лейка", "KOI8-R"),
        EncodingRow(
            "a Macintosh's Greek", declared: "macgreek", [0xB0, 0xC0, 0x80], "ΑάÄ", "MAC-GREEK"),
        EncodingRow(
            "a Macintosh's Turkish", declared: "x-mac-turkish", [0xDA, 0xDD, 0x80], "ĞıÄ",
            "MAC-TURKISH"),
        EncodingRow(
            "Shift_JIS", declared: "Shift_JIS", [0x83, 0x89, 0x83, 0x43, 0x83, 0x4A], "ライカ",
            "SHIFT_JIS"),
        EncodingRow(
            "EUC-JP", declared: "EUC-JP", [0xA5, 0xE9, 0xA5, 0xA4, 0xA5, 0xAB], "ライカ", "EUC-JP"),
        EncodingRow(
            "GB18030 where gb2312 is declared", declared: "gb2312", [0xE2, 0xE5, 0xBF, 0xA8], "忮卡",
            "GB18030"),
        EncodingRow("Big5", declared: "Big5", [0xB5, 0xDC, 0xA5, 0x64], "萊卡", "BIG5"),
        EncodingRow(
            "EUC-KR", declared: "euc-kr", [0xB6, 0xF3, 0xC0, 0xCC, 0xC4, 0xAB], "라이카", "EUC-KR"),
        EncodingRow(
            "HTTP beats the declaration where both fit", declared: "windows-1251",
            contentType: "text/xml; charset=koi8-r", [0xEC, 0xC5, 0xCA, 0xCB, 0xC1], "Лейка",
            "KOI8-R"),
        EncodingRow(
            "HTTP is not believed where the bytes are UTF-8", declared: "utf-8",
            contentType: "text/xml; charset=iso-8859-1", Array("Café".utf8), "Café", "UTF-8"),
        EncodingRow(
            "ASCII that is ASCII is UTF-8", declared: "us-ascii", Array("Cafe".utf8), "Cafe",
            "UTF-8"),
        EncodingRow(
            "ASCII that is none is windows-1252", declared: "us-ascii", [0x43, 0x61, 0x66, 0xE9],
            "Café", "WINDOWS-1252"),
        EncodingRow(
            "underscores in a label are hyphens", declared: "windows_1251",
            [0xCB, 0xE5, 0xE9, 0xEA, 0xE0], "Лейка", "WINDOWS-1251"),
        EncodingRow(
            "a Macintosh of Central Europe", declared: "x-mac-ce", [0x8A, 0x8B], "äč",
            "MAC-CENTRALEUROPE"),
        EncodingRow(
            "an encoding that nobody knows", declared: "x-no-such", [0x43, 0x61, 0x66, 0xE9],
            "Café", "WINDOWS-1252"),
        EncodingRow(
            "as much UTF-8 as bad bytes", declared: "", Array("é ü ".utf8) + [0xE9, 0x20, 0xFC],
            "é ü é ü", "UTF-8"),
        EncodingRow(
            "HTTP's word counts where ASCII fits all", declared: "iso-8859-1",
            contentType: "text/xml; charset=us-ascii", Array("Cafe".utf8), "Cafe", "UTF-8"),
        EncodingRow("UTF-16 that is none", declared: "utf-16", Array("Café".utf8), "Café", "UTF-8"),
        EncodingRow(
            "one bad byte in much UTF-8", declared: "utf-8", Array("éàüöäßéàü ".utf8) + [0x92],
            "éàüöäßéàü ’", "UTF-8"),
        EncodingRow(
            "a character cut short in much UTF-8", declared: "utf-8",
            Array("éàüöäß".utf8) + [0xE3, 0x83, 0x20, 0x78], "éàüöäß\u{FFFD} x", "UTF-8"),
    ]) func encodings(_ row: EncodingRow) throws {
        let declaration =
            row.declared.isEmpty ? "" : "<?xml version=\"1.0\" encoding=\"\(row.declared)\"?>"
        let document =
            Array("\(declaration)<rss version=\"2.0\"><channel><title>".utf8) + row.titleBytes
            + Array("</title></channel></rss>".utf8)
        let feed = try FeedParser().parse(document, contentType: row.contentType)
        #expect(feed.title == row.title)
        #expect(feed.encoding == row.encoding)
    }

    @Test("UTF-16 and UTF-32, with and without a byte order mark", arguments: [true, false])
    func wide(hasMark: Bool) throws {
        let text =
            (hasMark ? "\u{FEFF}" : "")
            + "<rss version=\"2.0\"><channel><title>ライカ é</title></channel></rss>"
        let sixteen = Array(text.utf16)
        let thirtyTwo = text.unicodeScalars.map(\.value)
        let documents: [[UInt8]] = [
            sixteen.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
            sixteen.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
            thirtyTwo.flatMap { value in [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) } },
            thirtyTwo.flatMap { value in [0, 8, 16, 24].map { UInt8(value >> $0 & 0xFF) } },
        ]
        for document in documents {
            #expect(try FeedParser().parse(document).title == "ライカ é")
        }
    }

    @Test("EBCDIC, also of a kind that the machine does not know", arguments: ["F7", "F9"])
    func ebcdic(kind: String) throws {
        // <?xml version="1.0" encoding="ibm037"?><rss><channel><title>A B</title></channel></rss>
        let document =
            "4C6FA7949340A58599A28996957E7FF14BF07F4085958396848995877E7F898294F0F3\(kind)"
            + "7F6F6E4C99A2A26E4C838881959585936E4CA389A393856EC140C24C61A389A393856E4C"
            + "61838881959585936E4C6199A2A26E"
        #expect(try FeedParser().parse(Self.bytes(document)).title == "A B")
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }

    @Test(
        "text that was encoded twice is read as it was meant",
        arguments: [
            ("f\u{C3}\u{BC}r", "für"),
            ("l\u{E2}\u{20AC}\u{2122}\u{C3}\u{A9}t\u{C3}\u{A9}", "l’été"),
            ("don\u{92}t", "don’t"), ("AMANH\u{C3} \u{BB} \u{E9}", "AMANHÃ » é"),
            ("NÃO \u{2013} Â", "NÃO – Â"),
        ])
    func encodedTwice(written: String, meant: String) throws {
        let feed = try parsed(
            "<rss version=\"2.0\"><channel><item><title>\(written)</title></item></channel></rss>")
        #expect(feed.items.first?.title == meant)
        #expect(feed.isSalvaged == (written != meant))
        #expect(feed.warnings.count == (written == meant ? 0 : 1))
    }

    @Test("white space before a declaration with a legacy charset") func lateDeclaration() throws {
        let document =
            Array(
                "\n \t<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel><title>"
                    .utf8)
            + [0xCB, 0xE5, 0xE9, 0xEA, 0xE0] + Array("</title></channel></rss>".utf8)
        let feed = try FeedParser().parse(document)
        #expect(feed.title == "Лейка")
        #expect(feed.isSalvaged && feed.warnings.count == 1)
    }
}
