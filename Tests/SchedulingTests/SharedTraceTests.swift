import FeedModel
import Foundation
import Scheduling
import Testing

/// The small trace that developers share, where it lies beside the checkout.
@Suite struct SharedTraceTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let pollsPerDay: Double
        let min: Duration
        /// The mean delay's part of a fixed interval's.
        let ratio: Double

        init(_ claim: String, _ pollsPerDay: Double, min: Duration = .minutes(5), ratio: Double) {
            (testDescription, self.pollsPerDay, self.min) = (claim, pollsPerDay, min)
            self.ratio = ratio
        }
    }

    private static func trace() throws -> Trace? {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.deletingLastPathComponent().appending(path: "shared/traces/small-3.csv")
        guard FileManager.default.fileExists(atPath: file.path) else {
            print("Skipped: there is no \(file.lastPathComponent) in a folder beside the checkout.")
            return nil
        }
        return try Trace(csv: Array(Data(contentsOf: file)))
    }

    @Test(arguments: [
        Row("24 polls a day: hardly more than half the delay", 24, ratio: 0.52),
        Row("6 polls a day: half the delay", 6, ratio: 0.5),
        Row("12 polls a day, an hour apart: six tenths", 12, min: .minutes(60), ratio: 0.62),
    ])
    func `items wait less than with a fixed interval of the same cost`(_ row: Row) throws {
        guard let trace = try Self.trace(), let start = trace.start, let end = trace.end
        else { return }
        var settings = PollingSettings()
        settings.every = .seconds(86_400 / row.pollsPerDay)
        settings.min = row.min
        var simulation = Simulation(trace, settings: settings)
        let report = SimulationReport(trace, polls: simulation.run())
        let every = settings.every.inSeconds
        #expect(report.delay.mean <= row.ratio * every / 2)
        #expect(report.delay.p95 <= 0.95 * every)
        let days = (end - start).inSeconds / 86_400 / 2
        let budget = Double(trace.feeds.count) * days * row.pollsPerDay
        #expect(abs(Double(report.pollCount) / budget - 1) <= 0.02)
    }
}
