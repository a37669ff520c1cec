/// An event with its place in the store's sequence: what a sink is handed.
package struct SequencedEvent: Sendable, Equatable {
    /// Grows by one for each event of a store.
    package var sequence: Int64
    package var event: Event
    package init(sequence: Int64, event: Event) { (self.sequence, self.event) = (sequence, event) }
}

/// One event bound for one sink: a row of the outbox.
package struct Delivery: Sendable, Equatable {
    package var sink: SinkName
    package var event: SequencedEvent
    /// Attempts made so far; 0 before the first.
    package var attemptCount: Int

    package init(sink: SinkName, event: SequencedEvent, attemptCount: Int = 0) {
        (self.sink, self.event, self.attemptCount) = (sink, event, attemptCount)
    }
}

/// What a sink says of a delivery.
package enum DeliveryOutcome: Sendable, Equatable {
    case delivered
    /// Not now: `reason` is a sentence for the operator; `after` is what the other side asked for, if it did.
    case retry(reason: String, after: Duration?)
    /// Not ever, for this event.
    case rejected(reason: String)
    /// Not ever, for any event: the sink stops and says so.
    case stopped(reason: String)
}
