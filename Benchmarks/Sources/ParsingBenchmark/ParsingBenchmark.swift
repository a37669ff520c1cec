import FeedModel
import Glibc
import LibXMLBaseline
import Parsing

/// How fast feeds are parsed, beside libxml2 alone, in this process's CPU time:
/// `swift run -c release ParsingBenchmark [FOLDER OF FEEDS | --growth | --repeat STYLE COUNT | --write STYLE]`,
/// where STYLE is cdata or escaped.
@main
struct ParsingBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "--growth" { return try growth() }
        if arguments.first == "--repeat" { return try repeated(arguments) }
        if arguments.first == "--write" { return write(arguments) }
        for style in GeneratedFeed.Style.allCases {
            var generator = GeneratedFeed(style)
            let feed = generator.bytes()
            try compare("\(style) (\(feed.count / 1000) KB, 30 items)", [feed])
        }
        guard let folder = arguments.first else { return }
        let feeds = try Folder.files(folder)
        try compare("\(feeds.count) files of \(folder)", feeds)
    }

    /// Both in turns, the best of each: what disturbs one then disturbs the other.
    private static func compare(_ name: String, _ feeds: [[UInt8]]) throws {
        let size = feeds.reduce(0) { $0 + $1.count }
        let rounds = max(1, 8_000_000 / size)
        let parser = FeedParser()
        var (ours, baseline) = (Double.infinity, Double.infinity)
        for _ in 0..<15 {
            baseline = min(
                baseline, seconds { for _ in 0..<rounds { feeds.forEach(parseWithLibXMLAlone) } })
            ours = min(
                ours,
                try seconds {
                    for _ in 0..<rounds { for feed in feeds { _ = try parser.parse(feed) } }
                })
        }
        let megabytes = Double(size * rounds) / 1e6
        print(
            "\(name): \(Int(megabytes / ours)) MB/s, libxml2 alone \(Int(megabytes / baseline)) MB/s, "
                + "ratio \(Double(Int(baseline / ours * 100)) / 100)")
    }

    private static func parseWithLibXMLAlone(_ feed: [UInt8]) {
        feed.withUnsafeBytes { bytes in
            libxml_baseline_parse(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        }
    }

    /// A generated feed on the standard output, for other parsers to read.
    private static func write(_ arguments: [String]) {
        guard arguments.count >= 2, let style = GeneratedFeed.Style(rawValue: arguments[1]) else {
            return print("--write cdata|escaped [ITEMS]")
        }
        var generator = GeneratedFeed(style)
        let itemCount = arguments.count > 2 ? Int(arguments[2]) ?? 30 : 30
        print(
            String(decoding: generator.bytes(itemCount: itemCount), as: UTF8.self), terminator: "")
    }

    /// One feed over and over, for a profiler or a counter of allocations; 0 times shows what the rest costs.
    private static func repeated(_ arguments: [String]) throws {
        guard arguments.count == 3, let style = GeneratedFeed.Style(rawValue: arguments[1]),
            let count = Int(arguments[2])
        else { return print("--repeat cdata|escaped COUNT") }
        var generator = GeneratedFeed(style)
        let feed = generator.bytes()
        let parser = FeedParser()
        for _ in 0..<count { _ = try parser.parse(feed) }
    }

    /// Ten times the items should take ten times the time.
    private static func growth() throws {
        var previous: Double?
        for count in [10, 100, 1000, 10_000] {
            var generator = GeneratedFeed(.escaped)
            let feed = generator.bytes(itemCount: count)
            let parser = FeedParser()
            var best = Double.infinity
            for _ in 0..<7 { best = min(best, try seconds { _ = try parser.parse(feed) }) }
            let factor =
                previous.map { ", \(Double(Int(best / $0 * 100)) / 100) times the time" } ?? ""
            print("\(count) items, \(feed.count / 1000) KB: \(Int(best * 1e6)) µs\(factor)")
            previous = best
        }
    }

    private static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = processTime()
        try body()
        return processTime() - start
    }

    private static func processTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
