/// Bytes that grow at the end: the text of the elements that are open, reused from field to field.
///
/// Memory of our own rather than an array, because it is filled from C callbacks for every run of text, and
/// an array's checks would cost as much as the copy.
struct TextBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 16 << 10) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    mutating func append(_ bytes: UnsafePointer<UInt8>, count length: Int) {
        if capacity - count < length { grow(by: length) }
        (base + count).update(from: bytes, count: length)
        count &+= length
    }

    mutating func append(_ bytes: Bytes) {
        guard let start = bytes.baseAddress else { return }
        append(start, count: bytes.count)
    }

    mutating func append(_ byte: UInt8) {
        if capacity == count { grow(by: 1) }
        base[count] = byte
        count &+= 1
    }

    mutating func append(_ text: StaticString) {
        append(text.utf8Start, count: text.utf8CodeUnitCount)
    }

    mutating func truncate(to length: Int) { count = min(count, length) }

    /// Lends what stands from `start` on.
    func withBytes<Result>(from start: Int, _ body: (Bytes) -> Result) -> Result {
        body(Bytes(start: base + start, count: count - start))
    }

    private mutating func grow(by length: Int) {
        let larger = max(capacity * 2, count + length)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }
}
