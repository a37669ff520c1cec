package import FeedModel

/// A place where deliveries go. A sink knows how to send and what came of it; when to try again is decided by
/// the one who calls it.
///
/// `deliver` is called by one task at a time. No call of a sink throws or traps: whatever goes wrong is an outcome.
package protocol Sink: Sendable {
    var name: SinkName { get }

    /// The most deliveries that one call takes: each batch costs a file one write and one fsync.
    var batchLimit: Int { get }

    /// Sends the batch in its order; one outcome for each delivery.
    func deliver(_ batch: [Delivery]) async -> [DeliveryOutcome]

    /// Where the sink stands after the last batch, to be stored in the transaction that settles it;
    /// `nil` for sinks that keep no place.
    var position: FilePosition? { get async }

    /// Called once before the first batch, with what was stored last and the first sequence that is still due.
    func recover(
        settled: FilePosition?, pending: Int64?
    ) async throws(SinkError) -> SinkRecovery

    /// Opens the place anew: the log was rotated.
    func reopen() async
}

extension Sink {
    package var position: FilePosition? { nil }

    package func recover(
        settled: FilePosition?, pending: Int64?
    ) async throws(SinkError) -> SinkRecovery { SinkRecovery() }

    package func reopen() async {}
}

/// What a sink finds of what it did before a start.
package struct SinkRecovery: Sendable, Equatable {
    /// Events that it has already written: to be settled, together with its position, without being sent. They are known
    /// by their ids: a store that was restored may have given their sequences to others.
    package var written: [EventReader.Mark] = []
    /// Something that was settled may be there no more, in a sentence; `nil`: all is as it was left.
    package var loss: String?

    package init() {}
}
