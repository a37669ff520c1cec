import FeedModel
import Glibc
import TestSupport
import Testing

@Suite("A disk that fails, a clock that is set back", .timeLimit(.minutes(5)))
struct FaultTests {
    private static let fast = "every: 1s, min: 1s, pace: fixed"

    /// A daemon under faults, with a feed that grows at each poll.
    private struct Scene {
        let folder: TemporaryFolder
        let faults: Faults
        let polls: Count
        let daemon: FeedwatchProcess

        /// All that it says until a line holds `text`, that one included.
        func errors(until text: String) async -> [String] {
            var lines: [String] = []
            for await line in daemon.errorLines {
                lines.append(line)
                if line.contains(text) { break }
            }
            return lines
        }

        /// Ends it, and answers what it said meanwhile.
        func end() async -> [String] {
            daemon.send(SIGTERM)
            #expect(await daemon.waitForExit() == 0)
            return await errors(until: "never said")
        }
    }

    private func run(
        sinks: String = "[{type: file, path: mentions.jsonl}, {type: stdout, format: json}]",
        onHook: @escaping @Sendable (LocalFeedServer.Request, Faults) -> Int = { _, _ in 204 },
        _ body: (Scene) async throws -> Void
    ) async throws {
        let (folder, faults, polls) = (try TemporaryFolder(), try Faults(), Count())
        try await LocalFeedServer.run { request in
            if request.path == "/hook" { return .init(onHook(request, faults)) }
            let count = polls.next()
            return .text(FeedText.rss((1...count).map { ("\($0)", "Leica number \($0)") }))
        } while: { server in
            let sinks = sinks.replacing("HOOK", with: server.url("/hook"))
            try folder.write(
                FeedText.config(feeds: [server.url("/feed")], sinks: sinks, polling: Self.fast),
                to: "feedwatch.yaml")
            let daemon = try FeedwatchProcess(
                ["run"], in: folder.path, environment: faults.environment)
            try await body(
                Scene(folder: folder, faults: faults, polls: polls, daemon: daemon))
        }
    }

    @Test(arguments: ["write feedwatch.db 28", "write feedwatch.db 5", "sync feedwatch.db 5"])
    func `a store that cannot be written is said once, and then nothing is missing`(_ fault: String)
        async throws
    {
        try await run { scene in
            #expect(await scene.daemon.outputLine() != nil)
            try scene.faults.set(fault)
            var said = await scene.errors(until: "nothing can be stored")
            let pollCount = scene.polls.value
            while scene.polls.value < pollCount + 2 { await Task.yield() }
            try scene.faults.set()
            said += await scene.errors(until: "can be stored again")
            #expect(await scene.daemon.outputLine() != nil)
            said += await scene.end()
            #expect(said.count { $0.contains("nothing can be stored") } == 1, "\(said)")
            let log = try EventLog(scene.folder)
            #expect(log.sequences == Array(1...log.sequences.count))
            #expect(Set(log.guids).count == log.guids.count)
            // Each item of the last poll that was stored, none twice.
            #expect(Set(log.guids) == Set((1...log.guids.count).map(String.init)))
        }
    }

    @Test(arguments: [
        "write mentions.jsonl 28", "write mentions.jsonl 5", "sync mentions.jsonl 5",
        "write / 28\nsync / 5",
    ])
    func `a log that cannot be written waits alone, and then each event is in it once`(
        _ fault: String
    ) async throws {
        try await run { scene in
            #expect(await scene.daemon.outputLine() != nil)
            // Pipes have no path: what is said is heard. The whole folder is the disk that fails.
            try scene.faults.set(fault.replacing(" / ", with: " \(scene.folder.path) "))
            let isWholeDisk = fault.contains(" / ")
            var said = await scene.errors(
                until: isWholeDisk ? "nothing can be stored" : "sink cannot deliver")
            if !isWholeDisk { #expect(await scene.daemon.outputLine() != nil) }
            try scene.faults.set()
            said += await scene.errors(
                until: isWholeDisk ? "can be stored again" : "sink delivers again")
            #expect(await scene.daemon.outputLine() != nil)
            said += await scene.end()
            if !isWholeDisk {
                #expect(said.count { $0.contains("sink cannot deliver") } == 1, "\(said)")
            }
            let log = try EventLog(scene.folder)
            #expect(log.sequences == Array(1...log.sequences.count))
        }
    }

    @Test func `what was sent while the store was full is not sent again`() async throws {
        let heard = HeardEvents()
        try await run(
            sinks: "[{type: webhook, url: 'HOOK'}, {type: stdout, format: json}]",
            onHook: { request, faults in
                // The first event arrives, and its arrival cannot be written down. A rule that is not set shows below.
                if heard.messages.isEmpty { try? faults.set("write feedwatch.db 28") }
                heard.add(request)
                return 204
            }
        ) { scene in
            var said = await scene.errors(until: "There is no room on the disk")
            try scene.faults.set()
            await heard.waitFor(guids: ["1", "2", "3"])
            said += await scene.end()
            #expect(Set(heard.ids).count == heard.ids.count)
        }
    }

    @Test func `a clock that is set back by a day stops neither polls nor retries`() async throws {
        let heard = HeardEvents()
        let isDown = Flag()
        try await run(
            sinks: "[{type: webhook, url: 'HOOK', retries: [1s, 3s, 5s, 5s, 5s]}]",
            onHook: { request, _ in
                guard isDown.value else { return 503 }
                heard.add(request)
                return 204
            }
        ) { scene in
            var said = await scene.errors(until: "sink cannot deliver")
            try scene.faults.set("clock _ -86400")
            said += await scene.errors(until: "the clock was set back")
            let pollCount = scene.polls.value
            isDown.set()
            await heard.waitFor(guids: ["1", "\(pollCount + 2)"])
            said += await scene.end()
            #expect(said.count { $0.contains("clock was set back") } == 1)
        }
    }

    @Test func `a webhook that is down for the whole run loses nothing and holds up nobody`()
        async throws
    {
        let folder = try TemporaryFolder()
        let heard = HeardEvents()
        let isUp = Flag()
        try await LocalFeedServer.run { request in
            guard request.path == "/hook" else {
                return .text(FeedText.rss((1...5).map { ("\($0)", "Leica number \($0)") }))
            }
            guard isUp.value else { return .init(500) }
            heard.add(request)
            return .init(204)
        } while: { server in
            let sinks = """
                [{type: file, path: mentions.jsonl}, {type: webhook, url: '\(server.url("/hook"))', retries: [1s, 1s]}]
                """
            try folder.write(
                FeedText.config(feeds: [server.url("/feed")], sinks: sinks), to: "feedwatch.yaml")
            let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
            #expect(run.status == 0)
            #expect(run.errors.contains("What it missed waits in the outbox."))
            #expect(try EventLog(folder).sequences == [1, 2, 3, 4, 5])
            isUp.set()
            let daemon = try FeedwatchProcess(["run"], in: folder.path)
            await heard.waitFor(guids: ["1", "2", "3", "4", "5"])
            daemon.send(SIGTERM)
            #expect(await daemon.waitForExit() == 0)
            #expect(heard.ids == (try EventLog(folder).lines.map(\.id)))
        }
    }
}
