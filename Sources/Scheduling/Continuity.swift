/// Whether items may have fallen off a feed's document between two polls (`feed.gap`).
package enum Continuity {
    /// `previousCount` items were in the document before; of the `count` in this one, `knownCount` had been seen at any time.
    ///
    /// Nothing left of an earlier document, in one that is not empty, means that its window moved past all we knew.
    package static func mayHaveMissed(previousCount: Int, count: Int, knownCount: Int) -> Bool {
        previousCount > 0 && count > 0 && knownCount == 0
    }
}
