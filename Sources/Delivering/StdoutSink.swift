package import FeedModel
import Glibc
import Synchronization

/// Writes each event as a line to standard output, at least once.
///
/// A reader that is slow is waited for, on a thread of its own; one that is gone stops the sink.
package final class StdoutSink: Sink {
    package let name: SinkName
    package let batchLimit = 100
    private let format: SinkSettings.LineFormat
    private let isColourWanted: Bool
    private let output: LineOutput
    private let queue: BlockingQueue

    package init(
        name: SinkName, format: SinkSettings.LineFormat, isColourWanted: Bool,
        output: LineOutput = LineOutput(descriptor: STDOUT_FILENO)
    ) {
        (self.name, self.format, self.output) = (name, format, output)
        self.isColourWanted = isColourWanted
        queue = BlockingQueue(label: "feedwatch.sink.\(name)")
        // A reader that went away is then an error of write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
    }

    package func deliver(_ batch: [Delivery]) async -> [DeliveryOutcome] {
        let bytes = batch.flatMap { line($0.event) }
        let cancellation = Cancellation()
        let result = await withTaskCancellationHandler {
            await queue.run { [output] in
                Result { () throws(SystemCallError) in
                    try output.write(bytes) { cancellation.isCancelled }
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
        let outcome: DeliveryOutcome =
            switch result {
            case .success: .delivered
            case .failure(let error): Self.outcome(of: error)
            }
        return batch.map { _ in outcome }
    }

    private func line(_ event: SequencedEvent) -> [UInt8] {
        switch format {
        case .json: EventRenderer.json(event) + [UInt8(ascii: "\n")]
        case .text: Array("\(EventRenderer.line(event, inColour: isColourWanted))\n".utf8)
        }
    }

    private static func outcome(of error: SystemCallError) -> DeliveryOutcome {
        switch error.code {
        case EPIPE: .stopped(reason: "Standard output was closed by its reader.")
        case EBADF: .stopped(reason: "Standard output is closed.")
        case ECANCELED:
            .retry(reason: "Standard output was still waiting for its reader.", after: nil)
        default:
            .retry(
                reason:
                    "Standard output cannot be written because \(error); events wait until it can.",
                after: nil)
        }
    }
}

/// Whether the task that waits for an answer was cancelled.
private final class Cancellation: Sendable {
    private let flag = Atomic(false)
    var isCancelled: Bool { flag.load(ordering: .relaxed) }
    func cancel() { flag.store(true, ordering: .relaxed) }
}
