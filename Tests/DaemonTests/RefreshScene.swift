import ConfigFile
import Deduping
import FeedModel
import Scheduling
import Storage
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Daemon

/// One feed on a server of its own, refreshed into a real store by a clock that the test moves.
///
/// `refresh` is one poll, whenever the test wants it; `restart` is the end of the process and its next beginning.
final class RefreshScene: Sendable {
    let server: LocalFeedServer
    let clock = ManualClock()
    private let folder: TemporaryFolder
    private let house: Mutex<House?>
    private let outage = OutageWatch(feedCount: 1, every: .minutes(30))

    /// `polling` is what stands under that key of the config.
    static func run(
        _ script: @escaping LocalFeedServer.Script, polling: String = "{every: 30m}",
        while body: (RefreshScene) async throws -> Void
    ) async throws {
        try await LocalFeedServer.run(script) { server in
            let scene = try await RefreshScene(server, polling: polling)
            do {
                try await body(scene)
                try await scene.close()
            } catch {
                try await scene.close()
                throw error
            }
        }
    }

    private init(_ server: LocalFeedServer, polling: String) async throws {
        self.server = server
        folder = try TemporaryFolder()
        try folder.write(
            """
            store: feedwatch.db
            first_poll: none
            watches: [{name: leica, query: Leica}]
            feeds: ['\(server.url("/feed"))']
            sinks: [{type: file, name: log, path: mentions.jsonl}]
            polling: \(polling)
            """, to: "feedwatch.yaml")
        house = Mutex(try await Self.open(folder, clock))
    }

    private static func open(_ folder: TemporaryFolder, _ clock: ManualClock) async throws -> House
    {
        let config = try ConfigFile.load(
            path: folder.file("feedwatch.yaml"), environment: [:], version: "0",
            readOPML: { _ in [] })
        return try await House.open(config, surroundings: surroundings(clock))
    }

    private static func surroundings(_ clock: ManualClock) -> Surroundings {
        Surroundings(now: { clock.now }, sleep: { clock.advance(by: $0) })
    }

    private func current() throws -> House {
        try #require(house.withLock { $0 })
    }

    /// Gives up the store and its lock; nothing, where that has been done.
    private func close() async throws {
        try await house.withLock { $0.take() }?.close()
    }

    /// Polls the feed, and returns it as it is afterwards.
    @discardableResult
    func refresh() async throws -> FeedState {
        let house = try current()
        let refresh = Refresh(
            current: CurrentGeneration(house.generation), store: house.store, outage: outage,
            surroundings: Self.surroundings(clock))
        let settings = house.generation.config.polling
        _ = try await refresh.run(house.generation.plans[0].id, price: .init(settings: settings))
        return try await state()
    }

    /// What telling stories apart has cost so far.
    func storyWork() throws -> StoryWork { try current().stories.work }

    func state() async throws -> FeedState {
        let house = try current()
        return try #require(try await house.store.feed(house.generation.plans[0].id))
    }

    /// Moves the clock to when the feed is due and polls it; returns how long that was.
    func refreshWhenDue() async throws -> Duration {
        let due = try await state().nextPoll
        let wait = due - clock.now
        clock.advance(by: wait)
        try await refresh()
        return wait
    }

    func restart() async throws {
        try await close()
        let house = try await Self.open(folder, clock)
        self.house.withLock { $0 = house }
    }

    /// Writes down another state of the feed, as a refresh would.
    func store(_ feed: FeedState) async throws {
        let house = try current()
        _ = try await house.store.commit(
            RefreshCommit(time: clock.now, feed: feed), rules: house.generation.rules)
    }

    /// All events so far.
    func events() async throws -> [Event] {
        let work = try await current().store.work(for: SinkName("log"), at: clock.now, limit: 1000)
        return work.due.map(\.event.event)
    }

    /// `type: reason` of the events of health, in order.
    func health() async throws -> [String] {
        try await events().filter { $0.type != .mentionNew }.map {
            "\($0.type.rawValue): \($0.reason ?? "")"
        }
    }
}

/// What a script answers at the moment; a test sets it.
final class Phase<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// Items `numbers` as an RSS document, the newest first; `number` is also the hour of publication from the clock's start.
func document(_ numbers: some Sequence<Int>, head: String = "") -> String {
    let start = ManualClock().now
    let items = numbers.sorted(by: >).map { number in
        """
        <item><guid isPermaLink="false">\(number)</guid><title>Leica number \(number)</title>
        <pubDate>\((start + .hours(number)).mailDate)</pubDate></item>
        """
    }
    return """
        <rss version="2.0"><channel><title>Notes</title><link>https://notes.example/</link>
        <description>d</description>\(head)\(items.joined())</channel></rss>
        """
}

extension Timestamp {
    /// As in RFC 822, for a feed.
    fileprivate var mailDate: String {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let date = civil
        let time = [date.hour, date.minute, date.second].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return
            "\(date.day) \(months[date.month - 1]) \(date.year) \(time.joined(separator: ":")) GMT"
    }
}
