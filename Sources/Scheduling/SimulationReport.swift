import FeedModel

/// How long items waited to be seen, in the second half of a trace: what `simulate` prints.
package struct SimulationReport: Sendable, Equatable {
    /// Seconds.
    package struct Delay: Sendable, Equatable {
        package var mean = 0.0
        package var p50 = 0.0
        package var p95 = 0.0
        package var p99 = 0.0

        package init(mean: Double = 0, p50: Double = 0, p95: Double = 0, p99: Double = 0) {
            (self.mean, self.p50, self.p95, self.p99) = (mean, p50, p95, p99)
        }
    }

    package var feedCount: Int
    package var itemCount = 0
    package var delay = Delay()
    package var pollCount = 0
    package var lostCount = 0
    /// The most polls of one host in any 3,600 seconds.
    package var busiestHostHour = 0

    /// Scores the polls of `trace`, which are in order of time.
    package init(_ trace: Trace, polls: [Simulation.Poll]) {
        feedCount = trace.feeds.count
        guard let start = trace.start, let end = trace.end else { return }
        let middle = Timestamp(
            milliseconds: start.milliseconds + (end.milliseconds - start.milliseconds) / 2)
        pollCount = polls.count { $0.time >= middle }
        var pollTimes = [[Timestamp]](repeating: [], count: trace.feeds.count)
        for poll in polls { pollTimes[poll.feed].append(poll.time) }
        var delays: [Double] = []
        for (feed, times) in zip(trace.feeds, pollTimes) {
            score(feed.itemTimes, polls: times, from: middle, to: end, into: &delays)
        }
        itemCount = delays.count
        delay = Delay(delays)
        busiestHostHour = Self.busiestHour(trace, polls.filter { $0.time >= middle })
    }

    /// The contract's JSON, on one line.
    package var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("feeds", feedCount)
            writer.field("items", itemCount)
            writer.key("delay")
            writer.object { writer in
                let values = [delay.mean, delay.p50, delay.p95, delay.p99]
                for (name, value) in zip(["mean", "p50", "p95", "p99"], values) {
                    writer.key(name)
                    writer.value((value * 1000).rounded() / 1000)
                }
            }
            writer.field("polls", pollCount)
            writer.field("lost", lostCount)
            writer.field("host_hour", busiestHostHour)
        }
        return writer.text
    }
}

extension SimulationReport {
    private mutating func score(
        _ items: [Timestamp], polls: [Timestamp], from middle: Timestamp, to end: Timestamp,
        into delays: inout [Double]
    ) {
        var next = 0
        for (index, item) in items.enumerated() where item >= middle {
            while next < polls.count, polls[next] < item { next += 1 }
            let seen = next < polls.count ? polls[next] : end
            delays.append((seen - item).inSeconds)
            let newer = index + Simulation.windowSize
            if newer < items.count, items[newer] <= seen { lostCount += 1 }
        }
    }

    private static func busiestHour(_ trace: Trace, _ polls: [Simulation.Poll]) -> Int {
        var pollTimes: [String: [Timestamp]] = [:]
        for poll in polls { pollTimes[trace.feeds[poll.feed].host, default: []].append(poll.time) }
        var most = 0
        for times in pollTimes.values {
            var first = 0
            for (index, time) in times.enumerated() {
                while time - times[first] >= .hours(1) { first += 1 }
                most = max(most, index - first + 1)
            }
        }
        return most
    }
}

extension SimulationReport.Delay {
    fileprivate init(_ delays: [Double]) {
        guard !delays.isEmpty else { return }
        let sorted = delays.sorted()
        mean = sorted.reduce(0, +) / Double(sorted.count)
        // The nearest rank: the smallest value with at least that part of all at or below it.
        func percentile(_ part: Double) -> Double {
            sorted[max(0, Int((part * Double(sorted.count)).rounded(.up)) - 1)]
        }
        (p50, p95, p99) = (percentile(0.5), percentile(0.95), percentile(0.99))
    }
}
