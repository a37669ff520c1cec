package import FeedModel
import Synchronization

/// Appends each event to a file as one line of JSON, each exactly once, whatever is killed when.
///
/// The caller stores `position` in the transaction that settles a batch and hands it back to `recover` after a start.
/// A disk that is full or read-only is no loss: the batch waits, and the file is left as it was before.
package final class FileSink: Sink {
    package let name: SinkName
    package let batchLimit = 500
    private let path: String
    private let log: Mutex<FileLog>
    private let queue: BlockingQueue

    /// `path` is absolute. The file is made when it is first needed.
    package init(name: SinkName, path: String, operations: FileOperations = .system) {
        (self.name, self.path) = (name, path)
        log = Mutex(FileLog(path: path, operations: operations))
        queue = BlockingQueue(label: "feedwatch.sink.\(name)")
    }

    package var position: FilePosition? { log.withLock { $0.position } }

    /// Where it throws, `deliver` looks again by itself: the sink may be used, and will wait.
    package func recover(
        settled: FilePosition?, pending: Int64?
    ) async throws(SinkError) -> SinkRecovery {
        let result = await queue.run { [self] in
            log.withLock { log in
                Result { () throws(SystemCallError) in
                    try log.recover(settled: settled, pending: pending)
                }
            }
        }
        switch result {
        case .success(let recovery): return recovery
        case .failure(let error):
            throw .unusableFile(name, path: path, problem: error.description)
        }
    }

    package func deliver(_ batch: [Delivery]) async -> [DeliveryOutcome] {
        let events = batch.map(\.event)
        let result = await queue.run { [self] in
            log.withLock { log in
                Result { () throws(SystemCallError) in try log.append(events) }
            }
        }
        let outcome: DeliveryOutcome =
            switch result {
            case .success: .delivered
            case .failure(let error): .retry(reason: waiting(error), after: nil)
            }
        return batch.map { _ in outcome }
    }

    package func reopen() async {
        await queue.run { [self] in log.withLock { $0.reopen() } }
    }

    private func waiting(_ error: SystemCallError) -> String {
        "\(VisibleText(path)) cannot be written because \(error); events wait until it can."
    }
}
