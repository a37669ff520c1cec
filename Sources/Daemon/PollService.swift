import FeedModel
import Logging
import Scheduling
import ServiceLifecycle
import Storage

/// Polls every feed when it is due, for as long as the daemon runs.
///
/// One task owns the schedule and starts refreshes as its children; they report back as messages.
final class PollService: Service {
    enum Message: Sendable {
        case tick
        case done(Refreshed)
        case notStored(FeedID, StoreError)
        /// A hub says that the feed has something new; it may be polled for that at this instant.
        case pushed(FeedID, Timestamp)
        case reloaded
    }

    /// Never longer between two looks at the schedule: a clock that was set must be noticed.
    private static let tick: Duration = .seconds(1)

    private let context: PollContext
    private let messages: AsyncStream<Message>
    private let outbox: AsyncStream<Message>.Continuation

    init(_ context: PollContext) {
        self.context = context
        (messages, outbox) = AsyncStream.makeStream(of: Message.self)
    }

    /// The config was swapped: takes its feeds in.
    func reload() { outbox.yield(.reloaded) }

    /// Brings a feed's next poll forward; it is never put off.
    func hasten(_ feed: FeedID, to instant: Timestamp) { outbox.yield(.pushed(feed, instant)) }

    func run() async {
        await withDiscardingTaskGroup { background in
            background.addTask { await self.keepTicking() }
            await withDiscardingTaskGroup { refreshes in
                var round = PollRound(context)
                for await message in messages.cancelOnGracefulShutdown() {
                    round.take(message)
                    while let poll = round.nextPoll() {
                        refreshes.addTask { await self.refresh(poll) }
                    }
                }
            }
            background.cancelAll()
        }
    }

    private func keepTicking() async {
        while !Task.isCancelled {
            outbox.yield(.tick)
            await context.surroundings.sleep(Self.tick)
        }
    }

    private func refresh(_ poll: PollRound.Poll) async {
        do throws(StoreError) {
            let refreshed = try await poll.refresh.run(poll.feed, price: poll.price)
            context.wakeSinks(refreshed.summary.sinks)
            await context.pushes?.note(refreshed)
            outbox.yield(.done(refreshed))
        } catch {
            outbox.yield(.notStored(poll.feed, error))
        }
    }
}

/// What polling needs of the program around it.
struct PollContext: Sendable {
    let current: CurrentGeneration
    let store: Store
    let surroundings: Surroundings
    let logger: Logger
    let wakeSinks: @Sendable (Set<SinkName>) -> Void
    /// Called whenever the schedule has been looked at and nothing hangs.
    let onProgress: @Sendable () -> Void
    let counters: RunCounters
    /// `nil`: hubs are not asked.
    let pushes: PushBook?
}
