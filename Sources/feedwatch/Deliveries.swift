import ArgumentParser
import ConfigFile
import FeedModel
import Storage

/// `feedwatch deliveries`: the outbox.
struct Deliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the outbox: what was sent where, what waits, what failed.",
        discussion: "Example: feedwatch deliveries --failed")

    @OptionGroup var options: ConfigOptions
    @Flag(help: "Only those that failed at least once and were not delivered.") var failed = false
    @Option(help: "So many at most, the newest; 0: all.") var limit = 50
    @Flag(help: "One JSON object a line.") var json = false

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must not be negative.") }
    }

    func run() async throws {
        let config = try options.load()
        do throws(StoreError) {
            let reader = try StoreReader(path: config.storeLocation)
            show(try reader.deliveries(failedOnly: failed, limit: limit))
        } catch {
            throw error.exit
        }
    }

    private func show(_ reports: [DeliveryReport]) {
        guard !json else {
            for report in reports { StandardOutput.print(report.json) }
            return
        }
        var table = Table([
            "SEQ", "SINK", "STATE", "TRIED", "NEXT TRY", "EVENT", "ID", "SAYS",
        ])
        for report in reports { table.add(report.cells) }
        StandardOutput.print(table.text)
    }
}

extension DeliveryReport {
    fileprivate var cells: [String] {
        [
            String(sequence), sink.rawValue, stoppedReason == nil ? state : "stopped",
            "\(attemptCount)×", nextAttempt?.rfc3339(withMilliseconds: false) ?? "-", type,
            id.rawValue,
            stoppedReason ?? lastError ?? sinkProblem ?? digestSequence.map { "in digest \($0)" }
                ?? "",
        ]
    }

    fileprivate var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("seq", sequence)
            writer.field("id", id.rawValue)
            writer.field("type", type)
            writer.field("time", time.description)
            writer.field("sink", sink.rawValue)
            writer.field("state", state)
            writer.field("attempts", attemptCount)
            writer.field("next_attempt", nextAttempt?.description)
            writer.field("settled", settledAt?.description)
            writer.field("digest", digestSequence)
            writer.field("stopped", stoppedReason)
            writer.field("error", lastError ?? sinkProblem)
        }
        return writer.text
    }
}
