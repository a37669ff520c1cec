import Deduping
import FeedModel
import Testing

@Suite struct StoryQualityTests {
    @Test(arguments: [1, 2] as [UInt64])
    func generatedStoriesAreFound(seed: UInt64) {
        let corpus = StoryCorpus(seed: seed, stories: 40)
        var index = StoryIndex()
        let found = corpus.entries.map { index.assign($0.candidate) }
        let score = PairScore(found.map(\.story), corpus.entries.map(\.truth))
        report(corpus.entries, found, score)
        #expect(score.f1 >= 0.98)
        #expect(score.precision >= 0.99)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func storiesOfThePressAreFound(seed: UInt64) {
        let corpus = PressCorpus(seed: seed, stories: 48)
        var index = StoryIndex()
        let found = corpus.entries.map { index.assign($0.candidate) }
        let score = PairScore(found.map(\.story), corpus.entries.map(\.truth))
        report(corpus.entries, found, score)
        #expect(score.f1 >= 0.98)
        #expect(score.precision >= 0.99)
    }

    /// Whom it concerns reads which kinds went wrong.
    private func report(
        _ entries: [StoryCorpus.Entry], _ found: [StoryDecision], _ score: PairScore
    ) {
        var missed: [String: Int] = [:]
        var total: [String: Int] = [:]
        var first: [Int: (StoryID, String)] = [:]
        for (entry, decision) in zip(entries, found) {
            if let (story, kind) = first[entry.truth] {
                total["\(kind) > \(entry.kind)", default: 0] += 1
                if story != decision.story { missed["\(kind) > \(entry.kind)", default: 0] += 1 }
            } else {
                first[entry.truth] = (decision.story, entry.kind)
                total[entry.kind, default: 0] += 1
                if !decision.isBeginning {
                    missed["\(entry.kind) joined: \(decision.reason)", default: 0] += 1
                }
            }
        }
        print(
            "stories: \(entries.count) items, precision \(score.precision), recall \(score.recall), F1 \(score.f1)"
        )
        for (kind, count) in missed.sorted(by: { $0.key < $1.key }) {
            print("  wrong: \(kind): \(count) of \(total[kind] ?? count)")
        }
    }
}
