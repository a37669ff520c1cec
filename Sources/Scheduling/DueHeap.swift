import FeedModel

/// Slots in order of when they are due; ties in order of slot. Any slot can be moved or taken out in O(log n).
struct DueHeap: Sendable {
    private struct Node {
        var due: Int64
        var slot: Int32

        static func < (a: Node, b: Node) -> Bool {
            a.due != b.due ? a.due < b.due : a.slot < b.slot
        }
    }

    private var nodes: [Node] = []
    /// Where each slot is in `nodes`; -1: nowhere.
    private var positions: [Int32] = []

    var count: Int { nodes.count }

    var first: (due: Timestamp, slot: Int)? {
        nodes.first.map { (Timestamp(milliseconds: $0.due), Int($0.slot)) }
    }

    func contains(_ slot: Int) -> Bool { slot < positions.count && positions[slot] >= 0 }

    /// Puts a slot in, or moves it.
    mutating func set(_ slot: Int, due: Timestamp) {
        while positions.count <= slot { positions.append(-1) }
        let node = Node(due: due.milliseconds, slot: Int32(slot))
        let position = Int(positions[slot])
        guard position >= 0 else {
            nodes.append(node)
            siftUp(nodes.count - 1)
            return
        }
        let old = nodes[position]
        nodes[position] = node
        if node < old { siftUp(position) } else { siftDown(position) }
    }

    /// Puts a slot in or moves it; takes it out where it is not due.
    mutating func set(_ slot: Int, due: Timestamp?) {
        if let due { set(slot, due: due) } else { remove(slot) }
    }

    mutating func remove(_ slot: Int) {
        guard contains(slot) else { return }
        let position = Int(positions[slot])
        positions[slot] = -1
        let last = nodes.removeLast()
        guard position < nodes.count else { return }
        nodes[position] = last
        positions[Int(last.slot)] = Int32(position)
        siftDown(position)
        siftUp(Int(positions[Int(last.slot)]))
    }
}

extension DueHeap {
    private mutating func siftUp(_ start: Int) {
        var child = start
        let node = nodes[child]
        while child > 0 {
            let parent = (child - 1) / 2
            guard node < nodes[parent] else { break }
            place(nodes[parent], at: child)
            child = parent
        }
        place(node, at: child)
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        let node = nodes[parent]
        while true {
            var child = 2 * parent + 1
            guard child < nodes.count else { break }
            if child + 1 < nodes.count, nodes[child + 1] < nodes[child] { child += 1 }
            guard nodes[child] < node else { break }
            place(nodes[child], at: parent)
            parent = child
        }
        place(node, at: parent)
    }

    private mutating func place(_ node: Node, at position: Int) {
        nodes[position] = node
        positions[Int(node.slot)] = Int32(position)
    }
}
