import ConfigFile
import Delivering
import FeedModel
import Fetching
import Storage
import Testing

@testable import Daemon

@Suite("What the doctor makes of what it finds")
struct DoctorTests {
    private static let now = Timestamp(seconds: 1_795_392_000)
    private static let sink = SinkName("hook")

    private func findings(
        _ change: (inout StoreHealth, inout StoreSite) -> Void
    ) -> [Doctor.Finding] {
        var config = Config(
            path: "feedwatch.yaml", storeLocation: "/var/lib/feedwatch.db",
            fetch: FetchSettings(userAgent: "test"))
        config.sinks = [SinkSettings(name: Self.sink, kind: .file(path: "/var/log/m.jsonl"))]
        var (health, site) = (StoreHealth(), StoreSite())
        (health.feedCount, health.lastPoll, health.latest) = (3, Self.now, Self.now)
        (site.freeBytes, site.canWrite, site.daemon) = (10 << 30, true, .answers)
        change(&health, &site)
        return Doctor(config: config, store: health, site: site, now: Self.now).findings
    }

    @Test func `where all is well nothing is to be done`() {
        let findings = findings { _, _ in }
        #expect(findings.allSatisfy { $0.level == .ok && $0.advice == nil })
        #expect(
            findings.map(\.subject) == [
                "store", "disk", "permissions", "daemon", "clock", "feeds", "sink hook",
            ])
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let subject: String
        let level: Doctor.Finding.Level
        let change: @Sendable (inout StoreHealth, inout StoreSite) -> Void

        init(
            _ claim: String, _ subject: String, _ level: Doctor.Finding.Level,
            _ change: @escaping @Sendable (inout StoreHealth, inout StoreSite) -> Void
        ) {
            (testDescription, self.subject, self.level) = (claim, subject, level)
            self.change = change
        }
    }

    @Test(arguments: [
        Row("a damaged store is bad", "store", .bad) { store, _ in
            store.problems = ["row 1 missing"]
        },
        Row("a full disk is bad", "disk", .bad) { _, site in site.freeBytes = 1 << 20 },
        Row("little room is worth a look", "disk", .warning) { _, site in site.freeBytes = 100 << 20
        },
        Row("a store for all to read is worth a look", "permissions", .warning) { _, site in
            site.isReadableByAll = true
        },
        Row("no daemon is worth a look", "daemon", .warning) { _, site in site.daemon = .none },
        Row("one that says nothing, too", "daemon", .warning) { _, site in site.daemon = .silent },
        Row("a poll of tomorrow is a clock that was set back", "clock", .warning) { store, _ in
            store.latest = now + .days(1)
        },
        Row("polling that stands still is bad", "feeds", .bad) { store, _ in
            store.lastPoll = now - .days(3)
        },
        Row("a failing feed is worth a look", "feeds", .warning) { store, _ in
            store.failingCount = 1
        },
        Row("a stopped sink is bad", "sink hook", .bad) { store, _ in
            var sink = StoreHealth.Sink(name: sink)
            sink.stoppedReason = "It answered 410."
            store.sinks = [sink]
        },
        Row("dead letters are worth a look", "sink hook", .warning) { store, _ in
            var sink = StoreHealth.Sink(name: sink)
            sink.deadCount = 2
            store.sinks = [sink]
        },
        Row("an event that waits for long is worth a look", "sink hook", .warning) { store, _ in
            var sink = StoreHealth.Sink(name: sink)
            (sink.pendingCount, sink.oldestPending) = (2, now - .hours(2))
            store.sinks = [sink]
        },
        Row("one that came just now is not", "sink hook", .ok) { store, _ in
            var sink = StoreHealth.Sink(name: sink)
            (sink.pendingCount, sink.oldestPending) = (2, now)
            store.sinks = [sink]
        },
        Row("one that its sink does not take is worth a look at once", "sink hook", .warning) {
            store, _ in
            var sink = StoreHealth.Sink(name: sink)
            (sink.pendingCount, sink.oldestPending) = (2, now)
            sink.trouble = SinkTrouble(problem: "It answered 500.", restsUntil: now + .hours(1))
            store.sinks = [sink]
        },
        Row("a file that cannot be written is bad", "sink hook", .bad) { _, site in
            site.sinkProblems = [sink: "The folder does not exist."]
        },
        Row("events for a sink that is gone are worth a look", "sink old", .warning) { store, _ in
            var old = StoreHealth.Sink(name: SinkName("old"))
            old.pendingCount = 1
            store.sinks = [old]
        },
    ])
    func finding(_ row: Row) throws {
        let finding = try #require(findings(row.change).first { $0.subject == row.subject })
        #expect(finding.level == row.level)
        #expect((finding.advice == nil) == (row.level == .ok))
    }
}
