import Deduping
import FeedModel
import TestSupport

/// Made-up news with known truth: which items tell one story. The same for the same seed.
///
/// Each story is written once and then told by others: with byline and footer, edited by 5 % and 15 %, cut short, summed up in 40 words.
/// Between them stand what only looks alike: releases that share an "About" block, with and without its heading, and numbered series.
struct StoryCorpus {
    struct Entry {
        var candidate: StoryCandidate
        var truth: Int
        var kind: String
    }

    private(set) var entries: [Entry] = []
    private var random: SeededWords
    private var nextTruth = 0
    private let vocabulary: [String]
    private let phrases: [String]
    private let footers: [Int64: String]

    init(seed: UInt64, stories: Int) {
        var random = SeededWords(seed: seed)
        var words: Set<String> = []
        while words.count < 6000 {
            words.insert(random.word() + (words.count % 3 == 0 ? random.word() : ""))
        }
        vocabulary = words.sorted()
        var phrases: [String] = []
        for _ in 0..<60 {
            phrases.append((0..<6).map { _ in random.word() }.joined(separator: " "))
        }
        self.phrases = phrases
        var footers: [Int64: String] = [:]
        for source in 1...40 as ClosedRange<Int64> {
            footers[source] = (0..<Int.random(in: 15...35, using: &random)).map { _ in random.word()
            }
            .joined(separator: " ")
        }
        self.footers = footers
        self.random = random
        for _ in 0..<stories { addStory() }
        for _ in 0..<(stories / 10) { addReleases(headed: Bool.random(using: &random)) }
        for _ in 0..<(stories / 20) { addSeries() }
        entries.sort { $0.candidate.seen < $1.candidate.seen }
    }
}

extension StoryCorpus {
    private mutating func addStory() {
        let truth = newTruth()
        let title = prose(Int.random(in: 6...11, using: &random))
        let words = split(prose(Int.random(in: 130...600, using: &random)))
        let start = Int64.random(in: 0...72, using: &random)
        var sources = Array(1...40 as ClosedRange<Int64>).shuffled(using: &random)
        add(truth, "original", sources.removeLast(), title, words, hour: start)
        for kind in ["byline", "edit5", "edit15", "cut", "summary"]
        where Int.random(in: 0..<4, using: &random) > 0 {
            let source = sources.removeLast()
            let hour = start + Int64.random(in: 1...100, using: &random)
            let retitled = kind == "byline" || Bool.random(using: &random) ? title : retold(title)
            switch kind {
            case "byline":
                let byline = split("by \(random.word()) \(random.word()) \(random.word())")
                add(truth, kind, source, title, byline + words, hour: hour)
            case "edit5": add(truth, kind, source, retitled, edited(words, percent: 5), hour: hour)
            case "edit15":
                add(truth, kind, source, retitled, edited(words, percent: 15), hour: hour)
            case "cut":
                let length = words.count * Int.random(in: 35...75, using: &random) / 100
                add(truth, kind, source, retitled, Array(words.prefix(length)), hour: hour)
            default:
                add(
                    truth, kind, source, retitled, Array(words.prefix(40)), hour: hour,
                    footer: false)
            }
        }
    }

    /// Different news of one company, each with the same words about it at the end, in one feed each.
    private mutating func addReleases(headed: Bool) {
        let company = random.word()
        let about = prose(Int.random(in: 50...110, using: &random))
        for _ in 0..<4 {
            let source = Int64.random(in: 1...40, using: &random)
            let body =
                prose(Int.random(in: 90...250, using: &random)) + "\n"
                + (headed ? "About \(company)\n" : "") + about
            add(
                newTruth(), "release", source, "\(company) \(prose(7))", split(body),
                hour: Int64.random(in: 0...140, using: &random))
        }
    }

    /// A column whose text hardly changes from one number to the next, in one feed or in several.
    private mutating func addSeries() {
        let title = prose(5)
        let words = split(prose(150))
        let source = Int64.random(in: 1...40, using: &random)
        let isSpread = Bool.random(using: &random)
        for number in 11...15 {
            add(
                newTruth(), "series", isSpread ? Int64.random(in: 1...40, using: &random) : source,
                "\(title) vol. \(number)", edited(words, percent: 8), hour: Int64(number - 11) * 30)
        }
    }

    private mutating func add(
        _ truth: Int, _ kind: String, _ source: Int64, _ title: String, _ words: [String],
        hour: Int64, footer: Bool = true
    ) {
        let body = words.joined(separator: " ") + (footer ? "\n" + (footers[source] ?? "") : "")
        entries.append(
            Entry(
                candidate: candidate(
                    "\(entries.count)", feed: source,
                    url: "https://s\(source).example/\(entries.count)",
                    title: title, body: body, hour: hour),
                truth: truth, kind: kind))
    }

    private mutating func newTruth() -> Int {
        nextTruth += 1
        return nextTruth
    }

    /// Words as often as in a language: few are frequent. Now and then a phrase that everybody uses.
    private mutating func prose(_ count: Int) -> String {
        var words: [String] = []
        while words.count < count {
            if count > 40, Int.random(in: 0..<60, using: &random) == 0 {
                words += split(phrases[Int.random(in: 0..<phrases.count, using: &random)])
                continue
            }
            let share = Double.random(in: 0..<1, using: &random)
            words.append(vocabulary[Int(Double(vocabulary.count) * share * share * share)])
        }
        return words.prefix(count).joined(separator: " ")
    }

    private mutating func edited(_ words: [String], percent: Int) -> [String] {
        var result: [String] = []
        for word in words {
            guard Int.random(in: 0..<100, using: &random) < percent else {
                result.append(word)
                continue
            }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: break
            case 1: result += [word, prose(1)]
            default: result.append(prose(1))
            }
        }
        return result
    }

    /// The title with one word of it changed and one added.
    private mutating func retold(_ title: String) -> String {
        var words = split(title)
        words[Int.random(in: 0..<words.count, using: &random)] = prose(1)
        return (words + [prose(1)]).joined(separator: " ")
    }

    private func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}

/// How well stories were found, over all pairs of items.
struct PairScore {
    private(set) var together = 0
    private(set) var rightly = 0
    private(set) var due = 0

    init(_ found: [StoryID], _ truth: [Int]) {
        together = pairs(found)
        due = pairs(truth)
        rightly = pairs(zip(found, truth).map { "\($0.rawValue) \($1)" })
    }

    var precision: Double { together == 0 ? 1 : Double(rightly) / Double(together) }
    var recall: Double { due == 0 ? 1 : Double(rightly) / Double(due) }
    var f1: Double { 2 * precision * recall / (precision + recall) }

    private func pairs(_ labels: [some Hashable]) -> Int {
        Dictionary(labels.map { ($0, 1) }, uniquingKeysWith: +).values.reduce(0) {
            $0 + $1 * ($1 - 1) / 2
        }
    }
}
