import Deduping
import FeedModel

/// Makes up news without end, the same for the same seed: lengths as feeds have them, words as often as a
/// language has them, a footer for each source, and earlier news told again.
struct NewsWriter {
    private var random: Random
    private let vocabulary: [String]
    private let footers: [String]
    /// What may be told again.
    private var recent: [(title: String, body: String)] = []
    private static let recentLimit = 200

    init(seed: UInt64) {
        var random = Random(state: seed)
        var words: Set<String> = []
        while words.count < 20_000 { words.insert(random.word()) }
        let vocabulary = words.sorted()
        footers = (0..<300).map { _ in
            (0..<20).map { _ in vocabulary[Int.random(in: 0..<vocabulary.count, using: &random)] }
                .joined(separator: " ")
        }
        (self.vocabulary, self.random) = (vocabulary, random)
    }

    mutating func next(_ number: Int) -> StoryCandidate {
        let feed = Int.random(in: 0..<footers.count, using: &random)
        let (title, body) = news()
        let time = Timestamp(seconds: 1_795_000_000 + Int64(number) * 5)
        let key = ItemKey(.guid, String(number))
        return StoryCandidate(
            feed: FeedID(Int64(feed)), key: key, url: "https://f\(feed).example/\(number)",
            text: ItemText(title: title, body: body + "\n" + footers[feed]), published: time,
            seen: time,
            ownStory: StoryID(beginningWith: key, feedURL: "https://f\(feed).example/feed"))
    }

    private mutating func news() -> (String, String) {
        if !recent.isEmpty, Int.random(in: 0..<10, using: &random) < 4 {
            let told = recent[Int.random(in: 0..<recent.count, using: &random)]
            return (prose(8), edited(told.body))
        }
        // Half of the feeds give a paragraph, the others the whole text.
        let length =
            Bool.random(using: &random)
            ? Int.random(in: 30...80, using: &random) : Int.random(in: 150...700, using: &random)
        let news = (prose(8), prose(length))
        if recent.count < Self.recentLimit {
            recent.append(news)
        } else {
            recent[Int.random(in: 0..<recent.count, using: &random)] = news
        }
        return news
    }

    private mutating func prose(_ count: Int) -> String {
        (0..<count).map { _ in
            let share = Double.random(in: 0..<1, using: &random)
            return vocabulary[Int(Double(vocabulary.count) * share * share * share)]
        }.joined(separator: " ")
    }

    private mutating func edited(_ text: String) -> String {
        text.split(separator: " ").map { word in
            Int.random(in: 0..<100, using: &random) < 8 ? prose(1) : String(word)
        }.joined(separator: " ")
    }
}

/// SplitMix64.
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func word() -> String {
        let syllables = [
            "ka", "lo", "mi", "ter", "sun", "ra", "pel", "dor", "vi", "en", "as", "ul", "cho",
            "bri", "na", "fo",
        ]
        return (0..<Int.random(in: 1...4, using: &self)).map { _ in
            syllables[Int.random(in: 0..<syllables.count, using: &self)]
        }.joined()
    }
}
