/// The name of an encoding as documents and servers write it, and the encoding that we read it as.
struct EncodingLabel: Equatable {
    /// What `_feedwatch.encoding` says: upper case, the superset that was really used.
    let name: String
    /// What iconv calls it.
    let iconvName: String

    static let utf8 = EncodingLabel(name: "UTF-8", iconvName: "UTF-8")
    static let windows1252 = EncodingLabel(name: "WINDOWS-1252", iconvName: "WINDOWS-1252")
    static let utf16LE = EncodingLabel(name: "UTF-16LE", iconvName: "UTF-16LE")
    static let utf16BE = EncodingLabel(name: "UTF-16BE", iconvName: "UTF-16BE")
    static let utf32LE = EncodingLabel(name: "UTF-32LE", iconvName: "UTF-32LE")
    static let utf32BE = EncodingLabel(name: "UTF-32BE", iconvName: "UTF-32BE")

    private init(name: String, iconvName: String) {
        self.name = name
        self.iconvName = iconvName
    }

    /// `nil` where no encoding can have that name.
    init?(_ label: String) {
        let upper = label.uppercased().filter { $0 != " " && $0 != "\"" && $0 != "'" }
        let isName = upper.utf8.allSatisfy { byte in
            byte.isLetter || byte.isDigit || byte == 0x2D || byte == 0x2E || byte == 0x5F
                || byte == 0x3A
        }
        guard isName, !upper.isEmpty, upper.utf8.count <= 40 else { return nil }
        let hyphened = upper.replacing("_", with: "-")
        if let known = Self.supersets[upper] ?? Self.supersets[hyphened] {
            (name, iconvName) = known
        } else {
            let plain = hyphened.hasPrefix("CSIBM") ? String(hyphened.dropFirst(2)) : hyphened
            (name, iconvName) = (plain, plain)
        }
    }

    var isUTF8: Bool { iconvName == "UTF-8" }
    var isUTF16Or32: Bool { iconvName.hasPrefix("UTF-16") || iconvName.hasPrefix("UTF-32") }
    /// Every byte means something, so that validity proves nothing.
    var isSingleByte: Bool {
        iconvName.hasPrefix("WINDOWS-") || iconvName.hasPrefix("ISO-8859-")
            || iconvName.hasPrefix("KOI8") || iconvName.hasPrefix("MAC") || iconvName == "CP874"
    }

    /// Labels that mean more than they say: what browsers read under them (WHATWG Encoding).
    private static let supersets: [String: (String, String)] = {
        let rows: [(String, String, String)] = [
            // What is only ASCII is UTF-8 too; what is not is no ASCII, and the bytes decide.
            (
                "UTF-8", "UTF-8",
                """
                UTF-8 UTF8 UNICODE-1-1-UTF-8 X-UTF-8 UTF-8N US-ASCII ASCII ANSI-X3.4-1968 ISO646-US
                """
            ),
            (
                "WINDOWS-1252", "WINDOWS-1252",
                """
                ISO-8859-1 ISO8859-1 ISO_8859-1 ISO-8859_1 8859-1 LATIN1 \
                LATIN-1 L1 CP1252 CP-1252 WINDOWS-1252 WINDOWS1252 X-CP1252 ISO88591 ISO-8859-1:1987 \
                IBM819 CP819
                """
            ),
            ("UTF-16", "UTF-16", "UTF-16 UTF16 UCS-2 ISO-10646-UCS-2 UNICODE CSUNICODE"),
            ("UTF-16LE", "UTF-16LE", "UTF-16LE UTF-16-LE UNICODELITTLE"),
            ("UTF-16BE", "UTF-16BE", "UTF-16BE UTF-16-BE UNICODEBIG"),
            ("UTF-32", "UTF-32", "UTF-32 UTF32 UCS-4 ISO-10646-UCS-4"),
            (
                "GB18030", "GB18030",
                "GB2312 GB_2312-80 GBK CP936 MS936 WINDOWS-936 X-GBK GB18030 EUC-CN CN-GB CHINESE"
            ),
            (
                "SHIFT_JIS", "CP932",
                "SHIFT_JIS SHIFT-JIS SJIS X-SJIS MS_KANJI CSSHIFTJIS WINDOWS-31J CP932 MS932"
            ),
            ("EUC-JP", "EUC-JP-MS", "EUC-JP EUCJP X-EUC-JP EUC_JP UJIS"),
            (
                "EUC-KR", "CP949",
                "EUC-KR EUCKR EUC_KR KS_C_5601-1987 KSC5601 KS_C_5601 KOREAN CP949 UHC WINDOWS-949"
            ),
            ("BIG5", "BIG5-HKSCS", "BIG5 BIG-5 BIG5-HKSCS CN-BIG5 X-X-BIG5 CSBIG5 CP950 BIG5HKSCS"),
            (
                "WINDOWS-1254", "WINDOWS-1254",
                "ISO-8859-9 ISO8859-9 LATIN5 WINDOWS-1254 CP1254 ISO_8859-9"
            ),
            ("TIS-620", "CP874", "TIS-620 TIS620 ISO-8859-11 WINDOWS-874 CP874"),
            ("WINDOWS-1250", "WINDOWS-1250", "WINDOWS-1250 CP1250 X-CP1250 WIN-1250"),
            (
                "WINDOWS-1251", "WINDOWS-1251",
                "WINDOWS-1251 CP1251 X-CP1251 WIN-1251 CP-1251 WINDOWS1251"
            ),
            ("WINDOWS-1253", "WINDOWS-1253", "WINDOWS-1253 CP1253 X-CP1253"),
            ("WINDOWS-1255", "WINDOWS-1255", "WINDOWS-1255 CP1255 X-CP1255"),
            ("WINDOWS-1256", "WINDOWS-1256", "WINDOWS-1256 CP1256 X-CP1256"),
            ("WINDOWS-1257", "WINDOWS-1257", "WINDOWS-1257 CP1257 X-CP1257"),
            ("WINDOWS-1258", "WINDOWS-1258", "WINDOWS-1258 CP1258 X-CP1258"),
            ("KOI8-R", "KOI8-R", "KOI8-R KOI8 KOI KOI8_R CSKOI8R"),
            ("KOI8-U", "KOI8-U", "KOI8-U KOI8-RU"),
            ("ISO-8859-8", "ISO-8859-8", "ISO-8859-8 ISO-8859-8-I HEBREW VISUAL"),
            ("MACINTOSH", "MACINTOSH", "MACINTOSH MAC MACROMAN X-MAC-ROMAN"),
            (
                "MAC-CENTRALEUROPE", "MAC-CENTRALEUROPE",
                "MACCENTRALEUROPE MACLATIN2 X-MAC-CENTRALEURROMAN X-MAC-CE"
            ),
            ("MAC-CYRILLIC", "MAC-CYRILLIC", "MACCYRILLIC X-MAC-CYRILLIC X-MAC-UKRAINIAN"),
            ("MAC-GREEK", "MAC-GREEK", "MAC-GREEK MACGREEK X-MAC-GREEK"),
            ("MAC-TURKISH", "MAC-TURKISH", "MAC-TURKISH MACTURKISH X-MAC-TURKISH"),
            ("MAC-IS", "MAC-IS", "MACICELAND MAC-IS X-MAC-ICELANDIC"),
            ("IBM037", "IBM037", "CP037 IBM037 EBCDIC-CP-US EBCDIC-CP-CA"),
            ("IBM861", "IBM861", "CP861 IBM861 CP-IS"),
        ]
        var table: [String: (String, String)] = [:]
        for (name, iconvName, labels) in rows {
            for label in labels.split(separator: " ") { table[String(label)] = (name, iconvName) }
        }
        return table
    }()
}
