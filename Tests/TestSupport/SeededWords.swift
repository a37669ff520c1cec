/// Made-up words in a made-up order, the same for the same seed.
package func sentence(seed: Int, words: Int) -> String {
    var random = SeededWords(seed: UInt64(seed))
    return (0..<words).map { _ in random.word() }.joined(separator: " ")
}

/// SplitMix64: small, and the same everywhere.
package struct SeededWords: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
        // Seeds that are neighbours must not give streams that are.
        state = next() ^ seed << 32
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    package mutating func word() -> String {
        let syllables = [
            "ka", "lo", "mi", "ter", "sun", "ra", "pel", "dor", "vi", "en", "as", "ul", "cho",
            "bri", "na", "fo",
        ]
        return (0..<Int.random(in: 1...3, using: &self)).map { _ in
            syllables[Int.random(in: 0..<syllables.count, using: &self)]
        }.joined()
    }
}
