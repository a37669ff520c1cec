import FeedModel

@testable import Matching

/// A small generator with a seed, so that a failure can be seen again.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// Queries and items of few words in many scripts, so that much matches and much nearly does.
struct RandomQueries {
    var random: SeededRandom
    /// No `case:` and no `raw:`.
    var isFoldedOnly = false

    static let words = [
        "Leica", "leica", "lumix", "l", "mount", "lmount", "L", "e", "mail", "email", "s5", "ii",
        "s5ii",
        "z", "f", "zf", "2.8", "1,000", "28", "at&t", "AT", "T", "don't", "dont", "Leica's", "s",
        "l'oréal",
        "Oreal", "ライカ", "カメラ", "カ", "新", "型", "京都", "の", "라이카", "라이카의", "의", "카메라",
        "Leica의", "กล้อง", "L²", "Straße", "strasse", "16:9", "Lu\u{AD}mix", "ﾗｲｶ", "e\u{301}t", "ガ",
        "RED",
    ]
    static let separators = [
        " ", " ", " ", " ", "-", "-", "", "", ", ", "\n", "'", "/", "&", "・", "  ", "™ ", ".",
        " - ", "_", ":",
    ]

    mutating func item() -> ItemText {
        ItemText(
            title: text(1...6), summary: random.chance(30) ? text(1...5) : "",
            body: random.chance(70) ? text(2...14) : "",
            authors: random.chance(20) ? [text(1...2), text(1...2)] : [],
            language: random.chance(50) ? random.pick(["en", "en-US", "ja"]) : nil)
    }

    private mutating func text(_ lengths: ClosedRange<Int>) -> String {
        var text = ""
        for _ in 0..<Int.random(in: lengths, using: &random) {
            if !text.isEmpty { text += random.pick(Self.separators) }
            text += random.pick(Self.words)
        }
        return text
    }

    /// A query that compiles.
    mutating func query() -> Query {
        while true {
            // `try?`: many random queries are unanchored or have an empty word; those are not what is tested.
            if let query = try? Query(parsing: expression(depth: 2)) { return query }
        }
    }

    private mutating func expression(depth: Int) -> String {
        guard depth > 0 else { return atom() }
        switch Int.random(in: 0..<12, using: &random) {
        case 0...1: return "(\(expression(depth: depth - 1)) OR \(expression(depth: depth - 1)))"
        case 2: return "(\(expression(depth: depth - 1)) \(expression(depth: depth - 1)))"
        case 3: return "(\(expression(depth: depth - 1)) NOT \(expression(depth: depth - 1)))"
        case 4...6: return near(depth: depth)
        case 7: return "COUNT/\(Int.random(in: 1...3, using: &random))(\(operands()))"
        case 8:
            return random.pick(["title", "body", "author", "text"])
                + ":(\(expression(depth: depth - 1)))"
        case 9:
            return "(\(expression(depth: depth - 1)) lang:\(random.pick(["en", "ja", "en-us"])))"
        default: return atom()
        }
    }

    /// Two atoms for NEAR, and their text in a group.
    mutating func pair() -> (String, String) { (operandGroup(), operandGroup()) }

    private mutating func operandGroup() -> String { "(\(operand()))" }

    private mutating func near(depth: Int) -> String {
        let name = random.pick(["NEAR", "ONEAR"]) + "/\(Int.random(in: 0...4, using: &random))"
        let left = depth > 1 && random.chance(40) ? near(depth: depth - 1) : operand()
        let right = depth > 1 && random.chance(40) ? near(depth: depth - 1) : operand()
        return "((\(left)) \(name) (\(right)))"
    }

    private mutating func operand() -> String { random.chance(30) ? operands() : atom() }

    private mutating func operands() -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in atom() }.joined(separator: " OR ")
    }

    private mutating func atom() -> String {
        let word = random.pick(Self.words)
        switch Int.random(in: 0..<20, using: &random) {
        case 7...9 where isFoldedOnly: return word
        case 0...3: return "\"\(phrase())\""
        case 4...5: return "\"\(phrase())\"~\(Int.random(in: 1...3, using: &random))"
        case 6: return word.count >= 3 ? word + "*" : word
        case 7: return "case:\(word)"
        case 8: return "case:\"\(phrase())\""
        case 9: return "raw:\(random.pick(["Leica", "leica", "RED", "ライカ", "s5", "L²", "e"]))"
        default: return word
        }
    }

    private mutating func phrase() -> String {
        let separators = [" ", " ", " ", "-", "", "/", ", ", "&", "'"]
        var phrase = random.pick(Self.words)
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            phrase += random.pick(separators) + random.pick(Self.words)
        }
        return phrase
    }
}
