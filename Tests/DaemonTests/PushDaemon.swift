import ConfigFile
import Console
import FeedModel
import Fetching
import Logging
import Scheduling
import ServiceLifecycle
import Storage
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Daemon

/// The parts of a daemon that polls and pushes need, each run when the test says so; only the listener runs by itself.
final class PushDaemon {
    let house: House
    private let clock: ManualClock
    private let book: PushBook
    private let service: PushService
    private let listener: ServiceGroup
    private let listening: Task<Void, any Error>
    private let pushed: Phase<[(FeedID, Timestamp)]>
    private var round: PollRound

    init(_ folder: TemporaryFolder, _ clock: ManualClock) async throws {
        self.clock = clock
        let surroundings = Surroundings(now: { clock.now }, sleep: { _ in })
        let config = try ConfigFile.load(
            path: folder.file("feedwatch.yaml"), environment: [:], version: "0",
            readOPML: { _ in [] })
        house = try await House.open(config, surroundings: surroundings)
        let current = CurrentGeneration(house.generation)
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let parts = try await PushParts.open(
            config, store: house.store, surroundings: surroundings, logger: silent)
        book = try #require(parts).book
        let pushed = Phase<[(FeedID, Timestamp)]>([])
        self.pushed = pushed
        let bridge = PushBridge(book: book, current: current) { pushed.value.append(($0, $1)) }
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        listener = Self.listener(bridge.source, port, silent)
        listening = Task { [listener] in
            defer { port.finish() }
            try await listener.run()
        }
        var bound = ports.makeAsyncIterator()
        let base = "http://127.0.0.1:\(try #require(await bound.next()))/push/"
        service = PushService(
            book: book,
            client: HubClient(
                transport: house.transport, settings: config.fetch, callbackBase: base),
            current: current, surroundings: surroundings)
        round = PollRound(
            PollContext(
                current: current, store: house.store, surroundings: surroundings, logger: silent,
                wakeSinks: { _ in }, onProgress: {}, counters: RunCounters(started: clock.now),
                pushes: book))
    }

    private static func listener(
        _ source: PushSource, _ port: AsyncStream<Int>.Continuation, _ logger: Logger
    ) -> ServiceGroup {
        let server = PushServer(
            listen: .tcp(host: "127.0.0.1", port: 0), source: source, bodyLimit: 1000,
            logger: logger,
            onListening: { address in
                if case .tcp(_, let bound) = address { port.yield(bound) }
            })
        return ServiceGroup(
            configuration: .init(services: [.init(service: server)], logger: logger))
    }

    func end() async throws {
        await listener.triggerGracefulShutdown()
        try await listening.value
        try await house.close()
    }

    /// Asks all hubs that are due.
    func askHubs() async { await service.askHubs() }

    /// Starts the poll that is due now, if there is one.
    func startPoll() -> PollRound.Poll? {
        takePushes()
        return round.nextPoll()
    }

    func finish(_ poll: PollRound.Poll) async throws {
        let refreshed = try await poll.refresh.run(poll.feed, price: poll.price)
        await book.note(refreshed)
        takePushes()
        round.take(.done(refreshed))
    }

    /// Polls the feed if it is due; whether it was.
    func poll() async throws -> Bool {
        guard let poll = startPoll() else { return false }
        try await finish(poll)
        return true
    }

    /// All feeds of the config, as they are stored.
    func feeds() async throws -> [FeedState] {
        var feeds: [FeedState] = []
        for plan in house.generation.plans {
            feeds.append(try #require(try await house.store.feed(plan.id)))
        }
        return feeds
    }

    func subscriptions() async throws -> [PushSubscription] {
        try await house.store.pushSubscriptions()
    }

    func isPushAwaited(at token: PushToken) async -> Bool { await book.secret(at: token) != nil }

    /// As another start would, on the same store.
    func openParts(of config: Config) async throws -> PushParts? {
        try await PushParts.open(
            config, store: house.store,
            surroundings: Surroundings(now: { [clock] in clock.now }, sleep: { _ in }),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// As a hub, or anyone else.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var request = request
        request.timeout = .ample
        return try await house.transport.send(request)
    }

    private func takePushes() {
        for (feed, instant) in pushed.value { round.take(.pushed(feed, instant)) }
        pushed.value = []
    }
}
