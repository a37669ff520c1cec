/// Where something next stands, remembered: asking again from further on costs nothing until it was passed.
///
/// Keeps scanners linear on input in which something is opened a million times and closed once, or never.
struct ForwardFinder {
    private let pattern: StaticString
    private var from = 0
    private var found: Int?
    private var isKnown = false

    init(_ pattern: StaticString) { self.pattern = pattern }

    /// The same text must be meant every time.
    mutating func index(in text: Bytes, from start: Int) -> Int? {
        if isKnown, start >= from, found.map({ $0 >= start }) ?? true { return found }
        from = start
        found = text.firstIndex(of: pattern, from: start)
        isKnown = true
        return found
    }
}
