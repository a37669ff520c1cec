import Synchronization

/// Scratch memory for callers that keep none of their own: a few pieces, each used by one caller at a time.
final class ScratchPool: Sendable {
    private final class Slot: Sendable {
        let memory = Mutex<MatchScratch?>(nil)
    }

    private static let slotCount = 8

    private let slots = (0..<slotCount).map { _ in Slot() }

    /// Runs `body` with free memory, made on first use; with memory of its own where all is taken.
    func withScratch<Result: Sendable>(
        of matcher: Matcher, _ body: (MatchScratch) -> Result
    ) -> Result {
        for slot in slots {
            let result = slot.memory.withLockIfAvailable { memory -> Result in
                let scratch = memory ?? matcher.makeScratch()
                memory = scratch
                return body(scratch)
            }
            if let result { return result }
        }
        return body(matcher.makeScratch())
    }
}
