import FeedModel

/// What a `StoryIndex` remembers: the items in the order in which they came, and the ways to find them. Every
/// change can be undone, the last one first.
struct StoryMemory: Sendable {
    private(set) var entries: [StoryEntry] = []
    /// Shingles that some source repeats: they say who published, not what.
    private(set) var boilerplate: Set<UInt32> = []
    /// How many items were forgotten: an item's number is its place in `entries` and this.
    private var forgottenCount: UInt32 = 0
    private var keys = KeyTable()
    /// The table has keys of items that were taken back.
    private var areKeysStale = false
    private var links: [UInt64: UInt32] = [:]
    private var titles: [UInt32: UInt32] = [:]
    /// The last items of each feed.
    private var recent: [FeedID: [UInt32]] = [:]
    private var changes: [Change] = []
    /// Changes that can no longer be undone.
    private var keptChangeCount = 0

    private enum Change: Sendable {
        case entry
        case link(UInt64, before: UInt32?)
        case title(UInt32, before: UInt32?)
        case boilerplate(UInt32)
    }

    /// Changes beyond this are kept: no transaction is that long.
    private static let changeLimit = 200_000

    var changeCount: Int { keptChangeCount + changes.count }

    func entry(link: String) -> StoryEntry? { links[Self.hash(link)].flatMap(entry) }

    func entry(titleOf signature: StorySignature) -> StoryEntry? {
        guard let entry = titles[signature.titleHash].flatMap(entry) else { return nil }
        return entry.signature.plainTitleHash == signature.plainTitleHash ? entry : nil
    }

    /// The last items of a feed, the newest first.
    func entries(of feed: FeedID, _ policy: StoryPolicy) -> [StoryEntry] {
        (recent[feed] ?? []).suffix(policy.boilerplateDepth).reversed().compactMap(entry)
    }

    /// First items of stories that have some of the shingles, those with the most first.
    func candidates(for shingles: [UInt32], policy: StoryPolicy) -> [StoryEntry] {
        var hits: [UInt32: Int] = [:]
        for shingle in shingles {
            keys.forEachItem(of: shingle >> 1) { hits[$0, default: 0] += 1 }
        }
        return hits.filter { $0.value >= policy.candidateKeys }
            .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            .prefix(policy.candidateLimit)
            .compactMap { entry($0.key) }
    }

    /// To be called before anything is looked for or appended. What was taken back costs this but once, however much
    /// it was, and only where writing failed.
    mutating func prepare() {
        if areKeysStale { rebuildKeys(capacity: keys.capacity) }
    }

    mutating func append(_ entry: StoryEntry, link: String?, policy: StoryPolicy) {
        if keys.isFull { rebuildKeys(capacity: keys.grownCapacity) }
        let number = forgottenCount + UInt32(entries.count)
        entries.append(entry)
        insertKeys(of: entry, number)
        changes.append(.entry)
        if let link { register(link: Self.hash(link), number) }
        if entry.isBeginning { register(title: entry.signature, number) }
        recent[entry.feed, default: []].append(number)
        learnBoilerplate(of: entry, policy)
        if changes.count > Self.changeLimit { keepChanges() }
    }

    /// What was done so far stays.
    mutating func keepChanges() {
        keptChangeCount += changes.count
        changes.removeAll(keepingCapacity: changes.count < 1000)
    }
}

extension StoryMemory {
    mutating func undo(until changeCount: Int) {
        while self.changeCount > changeCount, let change = changes.popLast() {
            switch change {
            case .entry:
                removeLastEntry()
                areKeysStale = true
            case .link(let hash, let before): links[hash] = before
            case .title(let hash, let before): titles[hash] = before
            case .boilerplate(let shingle): boilerplate.remove(shingle)
            }
        }
    }

    mutating func forget(before instant: Timestamp) {
        keepChanges()
        let count = entries.prefix { $0.seen < instant }.count
        // Taking out a few of many is not worth the work.
        guard count * 8 >= entries.count, count > 0 else { return }
        forgottenCount += UInt32(count)
        entries.removeFirst(count)
        links = links.filter { $0.value >= forgottenCount }
        titles = titles.filter { $0.value >= forgottenCount }
        recent = recent.compactMapValues { numbers in
            let kept = numbers.filter { $0 >= forgottenCount }
            return kept.isEmpty ? nil : kept
        }
        rebuildKeys(capacity: keys.capacity / 2)
    }

    var byteCount: Int {
        let signatures = entries.reduce(0) { $0 + $1.signature.bytes.count + 32 }
        return signatures + entries.capacity * MemoryLayout<StoryEntry>.stride + keys.byteCount
            + links.capacity * 13 + titles.capacity * 9 + boilerplate.capacity * 5
            + recent.values.reduce(0) { $0 + $1.capacity * 4 + 48 }
    }

    private func entry(_ number: UInt32) -> StoryEntry? {
        number < forgottenCount ? nil : entries[Int(number - forgottenCount)]
    }

    private mutating func register(link: UInt64, _ number: UInt32) {
        // The first item with a link keeps it, as long as it is remembered.
        if let holder = links[link], holder >= forgottenCount { return }
        changes.append(.link(link, before: links[link]))
        links[link] = number
    }

    private mutating func register(title signature: StorySignature, _ number: UInt32) {
        guard signature.titleWordCount > 0 else { return }
        changes.append(.title(signature.titleHash, before: titles[signature.titleHash]))
        titles[signature.titleHash] = number
    }

    /// Counts in how many stories of its source each shingle of the new item stands.
    private mutating func learnBoilerplate(of entry: StoryEntry, _ policy: StoryPolicy) {
        guard let numbers = recent[entry.feed], numbers.count >= policy.boilerplateCount else {
            return
        }
        let shingles = entry.signature.sketch
        var counts = [Int](repeating: 1, count: shingles.count)
        var stories: Set<StoryID> = [entry.story]
        for number in numbers.dropLast().suffix(policy.boilerplateDepth) {
            guard let other = self.entry(number), stories.insert(other.story).inserted else {
                continue
            }
            Self.count(other.signature.sketch, of: shingles, into: &counts)
        }
        for (shingle, count) in zip(shingles, counts) where count >= policy.boilerplateCount {
            let isNew = boilerplate.insert(shingle >> 1).inserted
            if isNew { changes.append(.boilerplate(shingle >> 1)) }
        }
    }

    /// Both are ascending.
    private static func count(_ other: [UInt32], of shingles: [UInt32], into counts: inout [Int]) {
        var next = other.startIndex
        for (index, shingle) in shingles.enumerated() {
            while next < other.endIndex, other[next] >> 1 < shingle >> 1 { next += 1 }
            guard next < other.endIndex else { return }
            if other[next] >> 1 == shingle >> 1 { counts[index] += 1 }
        }
    }

    private mutating func removeLastEntry() {
        guard let entry = entries.popLast() else { return }
        recent[entry.feed]?.removeLast()
    }

    private mutating func rebuildKeys(capacity: Int) {
        keys = KeyTable(capacity: capacity)
        areKeysStale = false
        for (offset, entry) in entries.enumerated() {
            if keys.isFull { return rebuildKeys(capacity: keys.grownCapacity) }
            insertKeys(of: entry, forgottenCount + UInt32(offset))
        }
    }

    /// Only the first item of a story is found by its text.
    private mutating func insertKeys(of entry: StoryEntry, _ number: UInt32) {
        guard entry.isBeginning else { return }
        for key in entry.signature.keys where !boilerplate.contains(key) {
            keys.insert(key, item: number)
        }
    }

    private static func hash(_ link: String) -> UInt64 { WordHash.hash(Array(link.utf8)[...]) }
}
