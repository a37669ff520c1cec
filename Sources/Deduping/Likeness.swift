/// How much of two texts is the same, estimated from a whole text and another one's sketch.
struct Likeness: Sendable, Comparable {
    /// Share of the smaller text's shingles that the larger one has, 0…1.
    let containment: Double
    /// Shingles in common, counted or estimated.
    let shared: Int
    /// Shingles of the smaller text.
    let smallerCount: Int
    /// Shingles of the text that only the sketch is known of, counted or estimated.
    let otherCount: Int
    let largerCount: Int
    /// Share of the beginning of the one or the other that both have, whichever is more.
    let leadContainment: Double
    /// Share of what is in common that stands in the beginning of the larger text.
    let leadOfLarger: Double

    /// `shingles` are ascending and without boilerplate.
    init(of shingles: [UInt32], to signature: StorySignature, without boilerplate: Set<UInt32>) {
        let limit = signature.limit
        var (mine, theirs) = (Side(), Side())
        let sketch = signature.sketch.filter { !boilerplate.contains($0 >> 1) }
        var other = sketch.startIndex
        var common = 0
        for shingle in shingles {
            guard shingle >> 1 < limit else { break }
            while other < sketch.endIndex, sketch[other] >> 1 < shingle >> 1 {
                theirs.add(sketch[other], isShared: false)
                other += 1
            }
            let isShared = other < sketch.endIndex && sketch[other] >> 1 == shingle >> 1
            mine.add(shingle, isShared: isShared)
            guard isShared else { continue }
            theirs.add(sketch[other], isShared: true)
            other += 1
            common += 1
        }
        for shingle in sketch[other...] { theirs.add(shingle, isShared: false) }

        let share = Double(limit) / Double(Shingles.hashLimit)
        let smaller = min(mine.count, theirs.count)
        containment = smaller == 0 ? 0 : Double(common) / Double(smaller)
        shared = Int((Double(common) / share).rounded())
        otherCount = Int((Double(theirs.count) / share).rounded())
        smallerCount = min(shingles.count, otherCount)
        largerCount = max(shingles.count, otherCount)
        leadContainment = max(mine.leadContainment, theirs.leadContainment)
        leadOfLarger = (mine.count > theirs.count ? mine : theirs).leadOfShared
    }

    static func < (a: Likeness, b: Likeness) -> Bool {
        // A story that shares more is a better match than a short one that is shared whole.
        (a.shared, a.containment) < (b.shared, b.containment)
    }

    private struct Side {
        var count = 0
        private var sharedCount = 0
        private var leadCount = 0
        private var sharedLeadCount = 0

        mutating func add(_ shingle: UInt32, isShared: Bool) {
            count += 1
            if isShared { sharedCount += 1 }
            guard shingle & 1 == 1 else { return }
            leadCount += 1
            if isShared { sharedLeadCount += 1 }
        }

        var leadOfShared: Double {
            sharedCount == 0 ? 0 : Double(sharedLeadCount) / Double(sharedCount)
        }

        /// Where a sketch has next to nothing of the beginning, the whole stands for it.
        var leadContainment: Double {
            if count == 0 { return 0 }
            return leadCount < 3
                ? Double(sharedCount) / Double(count)
                : Double(sharedLeadCount) / Double(leadCount)
        }
    }
}
