import Deduping
import FeedModel
import Glibc

/// What it costs to tell whether a matched item is of a story already told, as the window fills: time and memory
/// an item.
///
///     DedupingBenchmark [ITEMS]        100,000 unless told
@main struct DedupingBenchmark {
    static func main() {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
        measureStories(count)
        measureIdentity()
    }

    /// News as they come: four in ten are another feed's telling of something earlier.
    private static func measureStories(_ count: Int) {
        var writer = NewsWriter(seed: 1)
        var index = StoryIndex()
        let memoryBefore = residentBytes()
        print(
            "items in window   us/item mean   p99   max   joined   counted bytes/item   resident bytes/item"
        )
        var times: [Double] = []
        var joined = 0
        var nextReport = max(1000, count / 100)
        for number in 0..<count {
            let candidate = writer.next(number)
            let start = processorTime()
            let decision = index.assign(candidate)
            times.append((processorTime() - start) * 1e6)
            if !decision.isBeginning { joined += 1 }
            guard number + 1 == nextReport || number + 1 == count else { continue }
            // The writer's own memory of what it wrote is small and bounded.
            let resident = residentBytes() - memoryBefore
            times.sort()
            let mean = times.reduce(0, +) / Double(times.count)
            let p99 = times[times.count * 99 / 100]
            print(
                "\(number + 1)   \(rounded(mean))   \(rounded(p99))   \(rounded(times.last ?? 0))   "
                    + "\(joined)   \(index.byteCount / (number + 1))   \(resident / (number + 1))")
            times.removeAll(keepingCapacity: true)
            nextReport = nextReport * 10 / 3
        }
    }

    /// A document of 30 items, as each poll brings them.
    private static func measureIdentity() {
        var writer = NewsWriter(seed: 2)
        let items = (0..<30).map { number in
            let candidate = writer.next(number)
            return IdentifiableItem(
                item: Item(
                    guid: "tag:example.com,2026:\(number)",
                    url: "https://www.example.com/news/\(number)?utm_source=rss&id=\(number)",
                    title: candidate.text.title, published: candidate.published),
                text: candidate.text)
        }
        let bytes = items.reduce(0) { $0 + $1.text.body.utf8.count }
        let rounds = 300.0
        let identities = measure(Int(rounds)) {
            precondition(ItemIdentity.assign(to: items).count == 30)
        }
        let digests = measure(Int(rounds)) {
            for item in items { precondition(ContentDigest(item.text).bytes.count == 16) }
        }
        print("identities of 30 items: \(rounded(identities * 1e6 / rounds)) us")
        print(
            "content digests of 30 items, \(bytes) bytes: \(rounded(digests * 1e6 / rounds)) us, "
                + "\(rounded(Double(bytes) * rounds / digests / 1e6)) MB/s")
    }

    private static func measure(_ rounds: Int, _ work: () -> Void) -> Double {
        let start = processorTime()
        for _ in 0..<rounds { work() }
        return processorTime() - start
    }

    /// Of this thread, in seconds, so that a busy machine changes little.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// From /proc: pages that are in memory.
    private static func residentBytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
}
