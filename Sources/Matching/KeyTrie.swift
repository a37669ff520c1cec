/// Finds every key that a text begins with: a double-array trie whose unshared ends are kept as plain bytes.
///
/// A key never ends before its first byte, and holds no zero byte.
struct KeyTrie: Sendable {
    /// A place of the double array. A child by byte `b` stands at `base + b` and names its parent in `check`.
    struct Node: BitwiseCopyable, Sendable {
        static let free: Int32 = -1

        /// Where the children are, or `~tail` where only one key goes on from here.
        var base: Int32 = 0
        var check: Int32 = Node.free
        /// The key that ends here, or -1.
        var key: Int32 = -1
    }

    /// The end of a key that shares it with no other.
    struct Tail: BitwiseCopyable, Sendable {
        var start: Int32
        var length: Int32
        var key: Int32
    }

    private(set) var nodes: [Node]
    private(set) var tails: [Tail]
    private(set) var tailBytes: [UInt8]

    let isEmpty: Bool

    /// `keys` in ascending order, each once; a key's number is its place.
    init(sorted keys: [ArraySlice<UInt8>]) {
        isEmpty = keys.isEmpty
        var builder = KeyTrieBuilder(keys)
        builder.build()
        (nodes, tails, tailBytes) = (builder.nodes, builder.tails, builder.tailBytes)
    }

    /// Calls `visit` with each key that the text begins with at `start`, and where it ends, shortest first.
    @inline(__always)
    func walk(
        _ text: UnsafePointer<UInt8>, from start: Int, to end: Int,
        _ visit: (_ key: Int, _ end: Int) -> Void
    ) {
        var node = 0
        var position = start
        while position < end {
            let base = nodes[node].base
            if base < 0 {
                walkTail(Int(~base), text, from: position, to: end, visit)
                return
            }
            let next = Int(base) + Int(text[position])
            let child = nodes[next]
            guard child.check == Int32(truncatingIfNeeded: node) else { return }
            node = next
            position += 1
            if child.key >= 0 { visit(Int(child.key), position) }
        }
    }

    @inline(__always)
    private func walkTail(
        _ index: Int, _ text: UnsafePointer<UInt8>, from start: Int, to end: Int,
        _ visit: (_ key: Int, _ end: Int) -> Void
    ) {
        let tail = tails[index]
        guard end - start >= Int(tail.length) else { return }
        for offset in 0..<Int(tail.length)
        where tailBytes[Int(tail.start) + offset] != text[start + offset] {
            return
        }
        visit(Int(tail.key), start + Int(tail.length))
    }
}

/// Lays the keys out, depth first, each node where its children first fit: what a walk comes by lies close together.
private struct KeyTrieBuilder {
    let keys: [ArraySlice<UInt8>]
    var nodes: [KeyTrie.Node] = []
    var tails: [KeyTrie.Tail] = []
    var tailBytes: [UInt8] = []
    /// No place before this one is free.
    private var firstFree = 1

    /// The keys `keys[range]` share their first `depth` bytes and go on from `node`.
    private struct Work {
        var node: Int
        var range: Range<Int>
        var depth: Int
    }

    init(_ keys: [ArraySlice<UInt8>]) {
        self.keys = keys
        grow(to: 512)
        nodes[0].check = 0
    }

    mutating func build() {
        guard !keys.isEmpty else { return }
        var waiting = [Work(node: 0, range: keys.indices, depth: 0)]
        while let work = waiting.popLast() { place(work, &waiting) }
    }

    private mutating func place(_ work: Work, _ waiting: inout [Work]) {
        var range = work.range
        let first = keys[range.lowerBound]
        if first.count == work.depth, work.depth > 0 {
            nodes[work.node].key = Int32(range.lowerBound)
            range.removeFirst()
        }
        guard let lower = range.first else { return }
        // The root always has children, so that an empty trie and a tail at the root need no care in the walk.
        if range.count == 1, work.depth > 0 {
            nodes[work.node].base = ~addTail(lower, from: work.depth)
            return
        }
        let groups = split(range, at: work.depth)
        let base = findBase(groups.map(\.byte))
        nodes[work.node].base = Int32(base)
        for group in groups {
            let child = base + Int(group.byte)
            nodes[child].check = Int32(work.node)
            waiting.append(Work(node: child, range: group.range, depth: work.depth + 1))
        }
    }

    private mutating func addTail(_ key: Int, from depth: Int) -> Int32 {
        let bytes = keys[key].dropFirst(depth)
        tails.append(
            KeyTrie.Tail(
                start: Int32(tailBytes.count), length: Int32(bytes.count), key: Int32(key)))
        tailBytes.append(contentsOf: bytes)
        return Int32(tails.count - 1)
    }

    private func split(_ range: Range<Int>, at depth: Int) -> [(byte: UInt8, range: Range<Int>)] {
        var groups: [(byte: UInt8, range: Range<Int>)] = []
        for index in range {
            let byte = keys[index][keys[index].startIndex + depth]
            if let last = groups.last, last.byte == byte {
                groups[groups.count - 1].range = last.range.lowerBound..<index + 1
            } else {
                groups.append((byte, index..<index + 1))
            }
        }
        return groups
    }

    private mutating func findBase(_ bytes: [UInt8]) -> Int {
        while firstFree < nodes.count, nodes[firstFree].check != KeyTrie.Node.free {
            firstFree += 1
        }
        var place = max(firstFree, Int(bytes[0]))
        var tried = 0
        while true {
            grow(to: place + 512)
            let base = place - Int(bytes[0])
            if nodes[place].check == KeyTrie.Node.free, fits(bytes, at: base) { break }
            place += 1
            tried += 1
            // A crowded start would be searched again and again for nothing.
            if tried == 64 { firstFree = max(firstFree, place - 32) }
        }
        return place - Int(bytes[0])
    }

    private func fits(_ bytes: [UInt8], at base: Int) -> Bool {
        for byte in bytes where nodes[base + Int(byte)].check != KeyTrie.Node.free { return false }
        return true
    }

    private mutating func grow(to count: Int) {
        guard nodes.count < count else { return }
        let missing = max(count, nodes.count + nodes.count / 2) - nodes.count
        nodes.append(contentsOf: repeatElement(KeyTrie.Node(), count: missing))
    }
}
