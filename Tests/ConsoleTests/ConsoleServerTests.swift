import FeedModel
import Logging
import ServiceLifecycle
import TestSupport
import Testing

@testable import Console

@Suite struct ConsoleServerTests {
    struct StoreIsGone: Error {}

    @Test func thePageShowsMentionsAndFeedsAndRunsNothing() async throws {
        try await withConsole(source()) { client in
            let answer = try await client.get("/")
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "text/html; charset=utf-8")
            #expect(answer.body.contains("2 feeds, 1 failing"))
            #expect(answer.body.contains("L² Technology &lt;b&gt;"))
            #expect(!answer.body.contains("<script"))
            let policy = try #require(answer.header("content-security-policy"))
            #expect(policy.hasPrefix("default-src 'none'; style-src 'self';"))
            #expect(answer.header("x-content-type-options") == "nosniff")
            #expect(answer.header("referrer-policy") == "no-referrer")
            #expect(answer.header("cache-control") == "no-store")
        }
    }

    @Test func theStyleSheetThatThePageNamesIsThere() async throws {
        try await withConsole(source()) { client in
            let answer = try await client.get("/style.css")
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "text/css; charset=utf-8")
        }
    }

    @Test func healthFollowsTheDaemon() async throws {
        try await withConsole(source()) { client in
            let answer = try await client.get("/healthz")
            #expect(answer.status == 200)
            #expect(answer.body == "ok\n")
        }
        var stuck = source()
        stuck.health = { .unhealthy(reason: "No poll has ended\nfor 10 minutes.") }
        try await withConsole(stuck) { client in
            let answer = try await client.get("/healthz")
            #expect(answer.status == 503)
            #expect(answer.body == "No poll has ended for 10 minutes.\n")
        }
    }

    @Test func metricsAreServedAsText() async throws {
        try await withConsole(source()) { client in
            let answer = try await client.get("/metrics")
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.body.contains("\nfeedwatch_mentions_total 14\n"))
        }
    }

    @Test func aStoreThatFailsIsA503ThatTellsNoSecrets() async throws {
        var broken = source()
        broken.feeds = { throw StoreIsGone() }
        broken.counters = { throw StoreIsGone() }
        try await withConsole(broken) { client in
            for path in ["/", "/metrics"] {
                let answer = try await client.get(path)
                #expect(answer.status == 503)
                #expect(!answer.body.contains("StoreIsGone"))
            }
        }
    }

    @Test func anErrorHasTheSafeHeadersToo() async throws {
        try await withConsole(source()) { client in
            let answer = try await client.get("/nothing-here")
            #expect(answer.status == 404)
            #expect(answer.header("content-security-policy") != nil)
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE"])
    func nothingCanBeChanged(method: String) async throws {
        try await withConsole(source()) { client in
            let answer = try await client.get("/", method: method)
            #expect([404, 405].contains(answer.status))
        }
    }

    @Test(arguments: [
        ("localhost:1", 200), ("127.0.0.1", 200), ("[::1]:1", 200), ("evil.example", 421),
    ])
    func onLoopbackOnlyOurOwnNamesAreAnswered(host: String, status: Int) async throws {
        try await withConsole(source()) { client in
            let answer = try await client.get("/metrics", host: host)
            #expect(answer.status == status)
        }
    }

    @Test(arguments: [
        "", "GET / HTTP/1.1\r\nHost: 127", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ])
    func anOpenConnectionDoesNotHoldUpTheEnd(request: String) async throws {
        let console = try await RunningConsole(source())
        try await console.client.hold(request) { try await console.end() }
    }

    /// A connection that was accepted but not yet served trapped as it went.
    @Test func abortingWhileConnectionsArriveEndsNothingButTheConnections() async throws {
        for _ in 0..<20 {
            let console = try await RunningConsole(source())
            let sockets = try (0..<8).map { _ in try LoopbackSocket(port: console.client.port) }
            await console.abort()
            #expect(sockets.count == 8)
        }
    }

    @Test func anAddressInUseIsOneSentence() async throws {
        try await withConsole(source()) { client in
            let second = ConsoleServer(
                listen: .tcp(host: "127.0.0.1", port: client.port), source: source(), logger: silent
            )
            let error = await #expect(throws: ConsoleError.self) { try await second.run() }
            #expect(error?.kind == "cannot-listen")
            #expect(error?.description.contains("127.0.0.1:\(client.port)") == true)
        }
    }
}

private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

private func source() -> ConsoleSource {
    ConsoleSource(
        status: { "2 feeds, 1 failing, 14 mentions today, outbox empty" },
        health: { .healthy },
        feeds: {
            [
                ConsoleFeedRow(name: "Ledger", url: "https://ledger.example/feed", state: .ok),
                ConsoleFeedRow(
                    name: "Flange", url: "https://flange.example/feed", state: .failing,
                    failuresInARow: 3, lastError: "HTTP 503"),
            ]
        },
        mentions: { _ in [mention(title: "L² Technology <b>", url: "https://ledger.example/1")] },
        counters: { ConsoleCounters(version: "1", started: Timestamp(seconds: 0), mentions: 14) })
}

/// Runs a console on a free port for as long as `body` takes, then ends it gracefully and waits for its end.
private func withConsole(
    _ source: ConsoleSource, _ body: (LoopbackClient) async throws -> Void
) async throws {
    let console = try await RunningConsole(source)
    do {
        try await body(console.client)
    } catch {
        try await console.end()
        throw error
    }
    try await console.end()
}

/// A console on a free port.
private struct RunningConsole {
    let client: LoopbackClient
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(_ source: ConsoleSource) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = ConsoleServer(
            listen: .tcp(host: "127.0.0.1", port: 0), source: source, logger: silent,
            onListening: { address in
                if case .tcp(_, let bound) = address { port.yield(bound) }
            })
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: server)], logger: silent))
        task = Task {
            defer { port.finish() }
            try await group.run()
        }
        self.group = group
        var bound = ports.makeAsyncIterator()
        client = LoopbackClient(port: try #require(await bound.next()))
    }

    /// At once, and waited for; how it ends is its own affair.
    func abort() async {
        task.cancel()
        _ = await task.result
    }

    /// Graceful, and waited for.
    func end() async throws {
        await group.triggerGracefulShutdown()
        try await task.value
    }
}
