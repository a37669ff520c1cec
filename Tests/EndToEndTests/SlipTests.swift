import FeedModel
import Glibc
import TestSupport
import Testing

@Suite("A slip of the hand is told, with what was meant")
struct SlipTests {
    private func folder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(FeedText.rss([("1", "Leica M11")]), to: "feed.xml")
        try folder.write(
            FeedText.config(
                feeds: ["file:\(folder.path)/feed.xml"],
                sinks: "[{type: file, name: log, path: mentions.jsonl}]"), to: "feedwatch.yaml")
        let run = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
        #expect(run.status == 0, "\(run.errors)")
        return folder
    }

    @Test(arguments: [
        (
            ["metnions"], 64 as Int32,
            "feedwatch: there is no command 'metnions'. Did you mean 'mentions'?\n"
        ),
        (
            ["xyzzy"], 64,
            "feedwatch: there is no command 'xyzzy'. 'feedwatch --help' lists them all.\n"
        ),
        (
            ["mentions", "--watch", "liecas"], 64,
            "feedwatch: there is no watch liecas, neither in the config nor in the store. Did you mean \"leica\"?\n"
        ),
        (
            ["redeliver", "msg_none"], 66,
            "feedwatch: there is no event msg_none in the store. 'feedwatch deliveries --limit 0' lists all ids.\n"
        ),
        (
            ["redeliver", "--sink", "lag", "--failed"], 64,
            "feedwatch: There is no sink lag in the config.\n"
        ),
    ])
    func `it ends with a sentence`(_ arguments: [String], _ status: Int32, _ errors: String)
        async throws
    {
        let folder = try await folder()
        let said = try await FeedwatchProcess.run(arguments, in: folder.path)
        #expect(said.status == status)
        #expect(said.errors == errors)
        #expect(said.output == "")
    }

    @Test func `what a file has already is written a second time, and that is said`() async throws {
        let folder = try await folder()
        let again = try await FeedwatchProcess.run(
            ["redeliver", "--sink", "log", "--since", "1d"], in: folder.path)
        #expect(again.status == 0, "\(again.errors)")
        let path = folder.file("mentions.jsonl")
        #expect(
            again.output
                == "1 delivery put back into the outbox.\nWhat is in \(path) already is written there a second time.\n"
        )
        _ = try await FeedwatchProcess.run(["run", "--once"], in: folder.path)
        let lines = try folder.text(of: "mentions.jsonl").split(separator: "\n")
        #expect(lines.count == 2)
        #expect(Set(lines).count == 1)
    }

    @Test func `a daemon is ready when its sockets can be connected to`() async throws {
        let folder = try await folder()
        let config = try folder.text(of: "feedwatch.yaml")
        try folder.write(
            config + "\nconsole: {listen: 'unix:console.sock'}\n", to: "feedwatch.yaml")
        let notices = try NotifySocket(path: folder.file("notify"))
        let daemon = try FeedwatchProcess(
            ["run"], in: folder.path, environment: ["NOTIFY_SOCKET": notices.path])
        #expect(await notices.next(holding: "READY=1") != nil)
        #expect(access(folder.file("console.sock"), F_OK) == 0)
        #expect(access(folder.file("feedwatch.db.sock"), F_OK) == 0)
        daemon.send(SIGTERM)
        #expect(await daemon.waitForExit() == 0)
    }
}
