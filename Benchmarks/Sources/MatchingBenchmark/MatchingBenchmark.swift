import FeedModel
import Glibc
import Matching

/// How fast the matcher is built and runs, in seconds of this process's CPU, so that a busy machine changes little:
/// `swift run -c release MatchingBenchmark [worst | dump | NUMBER OF WATCHES …]`.
@main
struct MatchingBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "worst" { return try WorstCases.run() }
        var corpus = Corpus()
        let items = (0..<4000).map { _ in corpus.item() }
        if arguments.first == "dump" { return dump(items, &corpus) }
        let bytes = items.reduce(0) { $0 + $1.title.utf8.count + $1.body.utf8.count }
        print("\(items.count) items of \(bytes / items.count) bytes on average")
        let counts =
            arguments.isEmpty ? [10, 1000, 10_000, 100_000] : arguments.compactMap { Int($0) }
        for count in counts { try measure(count, items, &corpus) }
        // Whoever has ten times the watches has rarer names in them, not ten times the mentions to read.
        print("the same with as many hits an item whatever the number of watches:")
        for count in counts {
            corpus.soundingPerMille = min(1000, 1_000_000 / count)
            try measure(count, items, &corpus)
        }
        print("the same with terms that no item has:")
        corpus.soundingPerMille = 0
        for count in counts { try measure(count, items, &corpus) }
    }

    /// Items and the terms of 10,000 watches in small letters, for `aho-corasick.py`: "item" or "term", a tab, the text.
    private static func dump(_ items: [ItemText], _ corpus: inout Corpus) {
        for item in items {
            let text = (item.title + " " + item.body).lowercased()
            print("item\t" + text.split(separator: "\n").joined(separator: " "))
        }
        for number in 0..<10_000 {
            for term in corpus.terms(of: number) { print("term\t" + term.filter { $0 != "\"" }) }
        }
    }

    private static func measure(_ count: Int, _ items: [ItemText], _ corpus: inout Corpus) throws {
        let texts = (0..<count).map { corpus.query($0) }
        let memory = Memory.resident
        var watches: [Watch] = []
        let parsing = try Processor.measure {
            for (number, text) in texts.enumerated() {
                watches.append(
                    Watch(name: WatchName("w\(number)"), query: try Query(parsing: text)))
            }
        }
        let queryMemory = Memory.resident - memory
        var matcher = Matcher([])
        let building = Processor.measure { matcher = Matcher(watches) }
        let growth = Memory.resident - memory
        let scratch = matcher.makeScratch()
        var hits = 0
        let rounds = 5
        var best = Double.infinity
        for _ in 0..<rounds {
            hits = 0
            let time = Processor.measure {
                for item in items { hits += matcher.hits(in: item, using: scratch).count }
            }
            best = min(best, time)
        }
        let perSecond = Double(items.count) / best
        print(
            "\(count) watches, \(count * 10) terms: parsed in \(Processor.text(parsing)), "
                + "built in \(Processor.text(building)), "
                + "memory +\(growth >> 20) MiB (queries \(queryMemory >> 20)), \(Int(perSecond)) items/s, "
                + "\(Double(hits) / Double(items.count)) hits an item")
    }
}

enum Memory {
    /// Bytes of this process in memory, from /proc/self/statm.
    static var resident: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, 256, file) != nil else { return 0 }
        let fields = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(getpagesize())
    }
}

enum Processor {
    /// Seconds of processor time that the body takes.
    static func measure(_ body: () throws -> Void) rethrows -> Double {
        let start = seconds
        try body()
        return seconds - start
    }

    static func text(_ seconds: Double) -> String {
        let tenths = Int(seconds * 10_000)
        return "\(Double(tenths) / 10) ms"
    }

    private static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
