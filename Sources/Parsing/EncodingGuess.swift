/// What bytes that nobody named an encoding for, and that are no UTF-8, were probably written in: the encoding in which
/// they read like a language. The last resort before windows-1252, and silent unless it is sure.
enum EncodingGuess {
    static func guess(_ bytes: Bytes) -> EncodingLabel? {
        let sample = sample(bytes)
        let tally = ByteTally(sample)
        guard tally.isForeignScript else { return nil }
        return ofManyBytes(sample) ?? ofOneByte(tally)
    }

    /// The beginning, cut before a tag, where no character of any encoding is cut.
    private static func sample(_ bytes: Bytes) -> Bytes {
        let head = bytes.part(0..<min(bytes.count, 64 << 10))
        guard head.count < bytes.count, let tag = head.lastIndex(of: UInt8(ascii: "<")) else {
            return head
        }
        return head.part(0..<tag)
    }

    private static func ofManyBytes(_ bytes: Bytes) -> EncodingLabel? {
        var best: (label: EncodingLabel, likeness: Double)?
        for (name, likeness) in languages {
            guard let label = EncodingLabel(name),
                let text = CharacterConversion.utf8(bytes, from: label), text.invalidCount == 0
            else { continue }
            let found = likeness(ScalarTally(text.bytes))
            if found > max(best?.likeness ?? 0, 0.3) { best = (label, found) }
        }
        return best?.label
    }

    /// How much a text is like the language, from 0 to 1: Chinese text is half of its hundred commonest characters,
    /// Japanese a third of kana, Korean nearly all Hangul.
    private static let languages: [(String, @Sendable (ScalarTally) -> Double)] = [
        ("EUC-JP", { min(1, 2 * $0.share(\.kana)) }),
        ("SHIFT_JIS", { min(1, 2 * $0.share(\.kana)) }),
        ("EUC-KR", { $0.share(\.hangul) > 0.7 ? $0.share(\.hangul) : 0 }),
        ("GB18030", { min(1, 2 * $0.share(\.simplified)) }),
        ("BIG5", { min(1, 2 * $0.share(\.traditional)) }),
    ]

    /// By where in the upper half an alphabet has its small letters.
    private static func ofOneByte(_ tally: ByteTally) -> EncodingLabel? {
        let (low, capitals, small) = (
            tally.share(0xA0...0xBF), tally.share(0xC0...0xDF), tally.share(0xE0...0xFF)
        )
        if low > 0.3, tally.share(0x80...0x9F) < 0.02 { return EncodingLabel("TIS-620") }
        if capitals > 0.75 { return EncodingLabel("KOI8-R") }
        guard small > 0.75 else { return nil }
        // Hebrew has no capitals and ends at 0xFA; Greek has its accented vowels where Russian has rare capitals.
        if capitals < 0.05, tally.share(0xFB...0xFF) < 0.01 { return EncodingLabel("WINDOWS-1255") }
        if tally.share(0xDC...0xDF) > 0.04, tally.share(0xFF...0xFF) == 0 {
            return EncodingLabel("WINDOWS-1253")
        }
        return EncodingLabel("WINDOWS-1251")
    }
}

/// How often each byte of the upper half occurs.
private struct ByteTally {
    private var counts = [Int](repeating: 0, count: 256)
    private var upperCount = 0
    private var neighbourCount = 0

    init(_ bytes: Bytes) {
        var previous: UInt8 = 0
        for byte in bytes {
            if byte >= 0x80 {
                counts[Int(byte)] += 1
                upperCount += 1
                if previous >= 0x80 { neighbourCount += 1 }
            }
            previous = byte
        }
    }

    /// Accented letters stand alone between ASCII; letters of another script stand together.
    var isForeignScript: Bool { upperCount >= 8 && neighbourCount * 2 > upperCount }

    func share(_ range: ClosedRange<Int>) -> Double {
        Double(counts[range].reduce(0, +)) / Double(max(upperCount, 1))
    }
}

/// How often the characters occur that tell languages apart.
private struct ScalarTally {
    private(set) var kana = 0
    private(set) var hangul = 0
    private(set) var simplified = 0
    private(set) var traditional = 0
    private var count = 0

    init(_ text: [UInt8]) {
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where scalar.value > 0x7F
        {
            count += 1
            switch scalar.value {
            case 0x3041...0x30FE: kana += 1
            case 0xAC00...0xD7A3: hangul += 1
            case 0x4E00...0x9FFF:
                if Self.commonSimplified.contains(scalar) { simplified += 1 }
                if Self.commonTraditional.contains(scalar) { traditional += 1 }
            default: break
            }
        }
    }

    func share(_ part: KeyPath<ScalarTally, Int>) -> Double {
        Double(self[keyPath: part]) / Double(max(count, 1))
    }

    private static let commonSimplified = Set(
        """
        的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经\
        么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全\
        三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任
        """.unicodeScalars)
    private static let commonTraditional = Set(
        """
        的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經\
        麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全\
        三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任
        """.unicodeScalars)
}
