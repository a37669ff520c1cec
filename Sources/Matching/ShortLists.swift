/// A list for each of many numbers, mostly of one: such a list stands in the table itself, so that to look at it costs one
/// access to memory.
struct ShortLists: Sendable {
    /// The only value; -1 for none; below that, where in `long` the list stands: how many, then the values.
    private var entries: [Int32]
    private var long: [Int32] = []

    /// `pairs` in ascending order of their lists; values are not negative.
    init(count: Int, _ pairs: [(list: Int32, value: Int32)]) {
        entries = Array(repeating: -1, count: count)
        var index = 0
        while index < pairs.count {
            let list = pairs[index].list
            let start = index
            while index < pairs.count, pairs[index].list == list { index += 1 }
            set(Int(list), pairs[start..<index].map(\.value))
        }
    }

    private mutating func set(_ list: Int, _ values: [Int32]) {
        guard values.count > 1 else {
            entries[list] = values.first ?? -1
            return
        }
        entries[list] = -2 - Int32(long.count)
        long.append(Int32(values.count))
        long.append(contentsOf: values)
    }

    @inline(__always)
    func forEach(of list: Int, _ body: (Int32) -> Void) {
        let entry = entries[list]
        if entry >= 0 { return body(entry) }
        guard entry < -1 else { return }
        let place = Int(-2 - entry)
        for offset in 1...Int(long[place]) { body(long[place + offset]) }
    }
}
