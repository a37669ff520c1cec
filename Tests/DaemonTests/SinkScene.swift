import Delivering
import FeedModel
import Logging
import Storage
import Synchronization
import TestSupport

@testable import Daemon

/// A sink's loop, taken step by step by a test, with a clock that it moves and a sink that answers as it says.
struct SinkScene {
    static let name = SinkName("hook")

    let folder: TemporaryFolder
    let store: Store
    let clock = ManualClock()
    let sink = ScriptedSink(name: name)
    let loop: SinkLoop

    init(_ change: (inout SinkSettings) -> Void = { _ in }) throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("feedwatch.db"))
        var webhook = WebhookSettings(url: Secret("https://hooks.example.com/in"))
        webhook.retries = Array(repeating: .seconds(60), count: 9)
        var settings = SinkSettings(name: Self.name, kind: .webhook(webhook))
        change(&settings)
        loop = SinkLoop(
            settings, sink: sink, store: store,
            surroundings: Surroundings(now: { [clock] in clock.now }, sleep: { _ in }),
            counters: RunCounters(started: clock.now),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The outbox, as it is shown.
    func reports() throws -> [DeliveryReport] {
        try StoreReader(path: folder.file("feedwatch.db")).deliveries(failedOnly: false, limit: 0)
    }

    /// Puts so many events into the outbox, made now.
    func tell(_ count: Int, type: EventType = .mentionNew) async throws {
        let plans = try await store.list(
            [ListedFeed(url: "https://example.com/feed", name: nil)], at: clock.now)
        guard let feed = try await store.feed(plans[0].id) else { return }
        let events = (0..<count).map { _ in
            Event(
                id: EventID("msg_\(UInt64.random(in: 0 ... .max))"), type: type, time: clock.now,
                feed: EventFeed(name: "Example", url: feed.url), watches: [WatchName("leica")],
                item: EventItem(id: "g", title: "Leica"))
        }
        let rules = TellingRules(
            routes: [(Self.name, Route())],
            stories: StoryBook(
                choose: { item, _ in
                    StoryChoice(
                        story: StoryID(item.key.value), joinedBy: nil, link: nil, signature: [])
                }, mark: { {} }, growthID: { EventID("msg_\($0)_\($1)") }))
        _ = try await store.commit(
            RefreshCommit(time: clock.now, feed: feed, healthEvents: events), rules: rules)
    }
}

/// Answers as it was told, and remembers what it was given.
final class ScriptedSink: Sink {
    let name: SinkName
    let batchLimit = 10
    private struct State {
        var answer = DeliveryOutcome.delivered
        var refusals: [Int64: DeliveryOutcome] = [:]
        var got: [SequencedEvent] = []
    }
    private let state = Mutex(State())

    init(name: SinkName) { self.name = name }

    var got: [Event] { state.withLock { $0.got.map(\.event) } }
    var sequences: [Int64] { state.withLock { $0.got.map(\.sequence) } }

    func answer(_ outcome: DeliveryOutcome) { state.withLock { $0.answer = outcome } }

    /// Answers so to this one event, whatever it answers to others.
    func refuse(_ sequence: Int64, with outcome: DeliveryOutcome) {
        state.withLock { $0.refusals[sequence] = outcome }
    }

    func deliver(_ batch: [Delivery]) async -> [DeliveryOutcome] {
        state.withLock { state in
            state.got += batch.map(\.event)
            return batch.map { state.refusals[$0.event.sequence] ?? state.answer }
        }
    }
}
