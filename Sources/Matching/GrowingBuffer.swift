/// Memory that grows and is used again for the next item: an array without the cost of one in the hot loops.
///
/// Not `Sendable`: it belongs to one `MatchScratch`, and that to one caller at a time.
final class GrowingBuffer<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    var count = 0

    init(capacity: Int = 256) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    init(repeating element: Element, count: Int) {
        capacity = max(1, count)
        base = .allocate(capacity: capacity)
        base.initialize(repeating: element, count: count)
        self.count = count
    }

    deinit { base.deallocate() }

    /// Makes room for `extra` more elements, so that `base` may be written directly.
    @inline(__always)
    func reserve(_ extra: Int) {
        if count + extra > capacity { grow(to: count + extra) }
    }

    @inline(__always)
    func append(_ element: Element) {
        reserve(1)
        base[count] = element
        count += 1
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    /// A copy of what is in it, for keeping.
    var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }

    func sort(from start: Int = 0, by isBefore: (Element, Element) -> Bool) {
        guard count > start + 1 else { return }
        var rest = UnsafeMutableBufferPointer(start: base + start, count: count - start)
        rest.sort(by: isBefore)
    }

    /// Drops what is not to be kept of the elements from `start` on.
    func keep(from start: Int, where isKept: (Element) -> Bool) {
        var end = start
        for index in start..<count where isKept(base[index]) {
            base[end] = base[index]
            end += 1
        }
        count = end
    }

    private func grow(to least: Int) {
        capacity = max(least, capacity * 2)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}
