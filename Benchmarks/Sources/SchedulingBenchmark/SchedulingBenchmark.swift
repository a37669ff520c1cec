import FeedModel
import Glibc
import Scheduling

/// What deciding costs, in seconds of this process's CPU, so that a busy machine changes little:
/// `swift run -c release SchedulingBenchmark [NUMBER OF FEEDS …]`.
///
/// One round is one poll as the daemon lives it, network and store left out: the schedule names the feed, its pace is
/// read from bytes, learns, is written to bytes again, and the next poll is planned and entered.
@main
struct SchedulingBenchmark {
    private static let start = Timestamp(seconds: 1_704_067_200)

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let counts = arguments.isEmpty ? [1000, 10_000, 100_000] : arguments.compactMap { Int($0) }
        for count in counts { measure(feedCount: count) }
        measureBusyHost(feedCount: 10_000)
    }

    private static func measure(feedCount: Int) {
        var random = SeededRandom(seed: 7)
        let settings = PollingSettings()
        let paces = learnedPaces(feedCount: feedCount, using: &random)
        let memory = Memory.resident
        var schedule = Schedule(
            settings: settings,
            price: PollPrice(
                settings: settings, balancing: paces.lazy.compactMap(FeedPace.init(encoded:))))
        let filling = Processor.measure {
            for feed in 0..<feedCount {
                let wait = Int64.random(in: 0..<1_800_000, using: &random)
                schedule.add(
                    FeedID(Int64(feed)), host: "host-\(feed / 3).example",
                    lastPoll: start - .minutes(10), nextPoll: start + .milliseconds(wait))
            }
        }
        let growth = Memory.resident - memory
        let pollCount = 500_000
        var polls = 0
        let polling = Processor.measure {
            polls = poll(pollCount, &schedule, paces, settings: settings, using: &random)
        }
        print(
            "\(feedCount) feeds: filled in \(Processor.text(filling)), "
                + "\(growth / feedCount) bytes a feed, "
                + "\(microseconds(polling, polls)) µs a poll, pace learned and planned")
    }

    private static func poll(
        _ pollCount: Int, _ schedule: inout Schedule, _ stored: [[UInt8]],
        settings: PollingSettings, using random: inout SeededRandom
    ) -> Int {
        let policy = PacePolicy(settings: settings)
        var now = start
        var polls = 0
        while polls < pollCount {
            switch schedule.next(at: now) {
            case .wait(let until): now = until ?? now + .seconds(1)
            case .poll(let feed):
                polls += 1
                var pace = FeedPace(encoded: stored[Int(feed.rawValue)]) ?? FeedPace()
                pace.observe(
                    newItemTimes: polls % 20 == 0 ? [now - .minutes(4)] : [], at: now)
                precondition(!pace.encoded.isEmpty)
                let next = policy.nextPoll(
                    of: .init(pace: pace, windowSize: 20), after: now, price: schedule.price,
                    using: &random)
                schedule.finish(feed, at: now, nextPoll: next)
            }
        }
        return polls
    }

    /// All feeds on one host that takes one poll at a time, and all of them due: the longest queue there can be.
    private static func measureBusyHost(feedCount: Int) {
        var schedule = Schedule(settings: PollingSettings())
        for feed in 0..<feedCount {
            schedule.add(FeedID(Int64(feed)), host: "one.example", nextPoll: start)
        }
        let pollCount = 100_000
        var now = start
        let polling = Processor.measure {
            for _ in 0..<pollCount {
                now = now + .milliseconds(10)
                guard case .poll(let feed) = schedule.next(at: now) else { continue }
                schedule.finish(feed, at: now, nextPoll: now)
            }
        }
        print(
            "\(feedCount) feeds waiting for one host: \(microseconds(polling, pollCount)) µs a poll"
        )
    }

    /// Four weeks of an item now and then, as bytes from a store.
    private static func learnedPaces(
        feedCount: Int, using random: inout SeededRandom
    ) -> [[UInt8]] {
        (0..<feedCount).map { _ in
            var pace = FeedPace(watchedFrom: start - .days(28))
            for day in 0..<28 {
                let items = Int.random(in: 0...4, using: &random)
                let times = (0..<items).map { _ in
                    start - .days(28 - day) + .seconds(Int.random(in: 1..<86_000, using: &random))
                }
                pace.observe(newItemTimes: times, at: start - .days(27 - day) - .seconds(1))
            }
            return pace.encoded
        }
    }

    private static func microseconds(_ seconds: Double, _ count: Int) -> Double {
        (seconds / Double(count) * 1e8).rounded() / 100
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
    static func measure(_ body: () -> Void) -> Double {
        let start = seconds
        body()
        return seconds - start
    }

    static func text(_ seconds: Double) -> String { "\(Double(Int(seconds * 10_000)) / 10) ms" }

    private static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
