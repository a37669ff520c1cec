import FeedModel

/// Made-up words, terms and items, the same on every run: words as common as in real text (Zipf), terms mostly rare.
struct Corpus {
    private static let wordCount = 200_000
    /// The words that items use; the terms use the rarer ones of these and all others.
    private static let textWordCount = 50_000
    private static let commonWordCount = 20_000

    private(set) var random = SplitMix(state: 20_261_123)
    /// How many terms in a thousand have words that items may have; the others cost what they cost by their number.
    var soundingPerMille = 1000
    private let words: [String]
    /// How often each word of a text and all commoner ones occur.
    private let cumulated: [Double]

    init() {
        var random = SplitMix(state: 7)
        var seen: Set<String> = []
        var words: [String] = []
        while words.count < Self.wordCount {
            let word = Self.word(using: &random)
            if seen.insert(word).inserted { words.append(word) }
        }
        self.words = words
        var total = 0.0
        cumulated = (0..<Self.textWordCount).map { rank in
            total += 1 / Double(rank + 1)
            return total
        }
    }

    private static func word(using random: inout SplitMix) -> String {
        let onsets = [
            "b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr",
            "pl",
        ]
        let vowels = ["a", "e", "i", "o", "u", "ai", "ou", "e", "a", "i"]
        let codas = ["", "", "", "n", "r", "s", "t", "x", "l"]
        var word = ""
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            word += onsets[Int.random(in: 0..<onsets.count, using: &random)]
            word += vowels[Int.random(in: 0..<vowels.count, using: &random)]
            word += codas[Int.random(in: 0..<codas.count, using: &random)]
        }
        return word
    }

    /// Seven in ten one word, the others phrases.
    mutating func term() -> String {
        let isSounding = Int.random(in: 0..<1000, using: &random) < soundingPerMille
        func any(_ least: Int) -> String {
            let first = isSounding ? least : Self.textWordCount
            return words[Int.random(in: first..<words.count, using: &random)]
        }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<14: return any(Self.commonWordCount)
        case 14..<19: return "\"\(any(500)) \(any(500))\""
        default: return "\"\(any(50)) \(any(500)) \(any(500))\""
        }
    }

    mutating func terms(of number: Int) -> [String] { (0..<10).map { _ in term() } }

    /// Ten terms; one query in ten has a NEAR or a NOT.
    mutating func query(_ number: Int) -> String {
        let terms = terms(of: number)
        switch number % 20 {
        case 0:
            return "\(terms[0]) NEAR/10 (\(terms[1...4].joined(separator: " OR "))) OR "
                + terms[5...].joined(separator: " OR ")
        case 10:
            return
                "(\(terms[..<7].joined(separator: " OR "))) NOT (\(terms[7...].joined(separator: " OR ")))"
        default: return terms.joined(separator: " OR ")
        }
    }

    /// Title and body, together about `byteCount` bytes; now and then an accent, a quote or a hyphen.
    mutating func item(byteCount: Int = 1200) -> ItemText {
        var body = ""
        while body.utf8.count < byteCount - 60 {
            var word = textWord()
            switch Int.random(in: 0..<40, using: &random) {
            case 0: word = word.capitalized + "’s"
            case 1: word += "-" + textWord()
            case 2: word += "é"
            case 3: word = "“" + word + "”"
            case 4...6: word = word.capitalized
            case 7: word += "."
            case 8: word += ","
            default: break
            }
            body += Int.random(in: 0..<60, using: &random) == 0 ? "\n" : " "
            body += word
        }
        let title = (0..<8).map { _ in textWord() }.joined(separator: " ")
        return ItemText(title: title, body: body)
    }

    private mutating func textWord() -> String {
        let place = Double.random(in: 0..<(cumulated.last ?? 1), using: &random)
        var (low, high) = (0, cumulated.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if cumulated[middle] > place { high = middle } else { low = middle + 1 }
        }
        return words[low]
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}

/// A small generator with a seed, so that every run measures the same.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
