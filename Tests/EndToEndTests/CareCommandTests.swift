import FeedModel
import Glibc
import Storage
import TestSupport
import Testing

@Suite("doctor, backup, deliveries and redeliver, beside a daemon and without one")
struct CareCommandTests {
    private static let fast = "every: 1s, min: 1s, pace: fixed"

    @Test func `a daemon is asked to deliver again, looked at and backed up`() async throws {
        let folder = try TemporaryFolder()
        let heard = HeardEvents()
        try await LocalFeedServer.run { request in
            guard request.path == "/hook" else { return .text(FeedText.rss([("1", "Leica M11")])) }
            heard.add(request)
            return .init(204)
        } while: { server in
            try folder.write(
                FeedText.config(
                    feeds: [server.url("/feed")],
                    sinks: "[{type: webhook, url: '\(server.url("/hook"))'}]"),
                to: "feedwatch.yaml")
            let notices = try NotifySocket(path: folder.file("notify"))
            let daemon = try FeedwatchProcess(
                ["run"], in: folder.path, environment: ["NOTIFY_SOCKET": notices.path])
            #expect(await notices.next(holding: "READY=1") != nil)
            await heard.waitFor(guids: ["1"])
            let first = try #require(heard.ids.first)
            heard.forget()
            let again = try await FeedwatchProcess.run(["redeliver", first], in: folder.path)
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.output == "1 delivery put back into the outbox.\n")
            await heard.waitFor(guids: ["1"])
            #expect(heard.ids == [first])

            let doctor = try await FeedwatchProcess.run(["doctor", "--json"], in: folder.path)
            #expect(doctor.status == 0, "\(doctor.output)")
            #expect(doctor.output.contains(#""subject":"daemon","says":"It runs, and answers.""#))
            let backup = try await FeedwatchProcess.run(["backup", "copy.db"], in: folder.path)
            #expect(backup.status == 0, "\(backup.errors)")
            #expect(try StoreReader(path: folder.file("copy.db")).lastSequence() == 1)

            daemon.send(SIGTERM)
            #expect(await daemon.waitForExit() == 0)
            #expect(access(folder.file("feedwatch.db.sock"), F_OK) != 0)
            let alone = try await FeedwatchProcess.run(["redeliver", first], in: folder.path)
            #expect(alone.output == "1 delivery put back into the outbox.\n")
            let later = try await FeedwatchProcess.run(["doctor"], in: folder.path)
            #expect(later.output.contains("look at  daemon: It does not run."))
            #expect(later.output.contains("sink webhook: 1 event waiting"))
        }
    }

    @Test func `a sink that says 410 is told of, shown, and tried again after a reload`()
        async throws
    {
        let folder = try TemporaryFolder()
        let isBack = Flag()
        let heard = HeardEvents()
        try await LocalFeedServer.run { request in
            guard request.path == "/hook" else { return .text(FeedText.rss([("1", "Leica M11")])) }
            guard isBack.value else { return .init(410) }
            heard.add(request)
            return .init(204)
        } while: { server in
            let sinks = """
                [{type: webhook, name: newsroom, url: '\(server.url("/hook"))', events: [mention]}, {type: stdout, format: json}]
                """
            try folder.write(
                FeedText.config(feeds: [server.url("/feed")], sinks: sinks, polling: Self.fast),
                to: "feedwatch.yaml")
            let daemon = try FeedwatchProcess(["run"], in: folder.path)
            var told: [String] = []
            while told.count < 2, let line = await daemon.outputLine() { told.append(line) }
            #expect(told.contains { $0.contains(#""type":"sink.stopped""#) }, "\(told)")
            let shown = try await FeedwatchProcess.run(["deliveries", "--failed"], in: folder.path)
            #expect(shown.output.contains("stopped"))
            #expect(shown.output.contains("answered 410"))
            let doctor = try await FeedwatchProcess.run(["doctor"], in: folder.path)
            #expect(doctor.status == 69)
            isBack.set()
            daemon.send(SIGHUP)
            await heard.waitFor(guids: ["1"])
            daemon.send(SIGTERM)
            #expect(await daemon.waitForExit() == 0)
        }
    }
}
