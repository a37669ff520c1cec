import Delivering
import FeedModel
import Glibc
import Testing

@Suite struct FileRotationTests {
    @Test func untilItIsReopenedARenamedFileIsContinued() async {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        caller.folder.rename("log.jsonl", "log.jsonl.1")
        await caller.deliver(3...3)
        await caller.sink.reopen()
        await caller.deliver(4...4)
        #expect(caller.lines("log.jsonl.1") == [1, 2, 3])
        #expect(caller.lines() == [4])
    }

    @Test(arguments: [false, true])
    func aCrashBeforeTheReopeningRepeatsNothing(newFileIsMade: Bool) async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        caller.folder.rename("log.jsonl", "log.jsonl-20261123")
        _ = await caller.deliverWithoutSettling(3...4)
        if newFileIsMade { caller.folder.write("log.jsonl", []) }
        #expect(try await caller.restart(pending: 3) == [3, 4])
        await caller.deliver(3...5)
        #expect(caller.lines("log.jsonl-20261123") == [1, 2, 3, 4])
        #expect(caller.lines() == [5])
    }

    @Test func aCrashAfterTheReopeningRepeatsNothing() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        caller.folder.rename("log.jsonl", "log.jsonl.1")
        await caller.sink.reopen()
        _ = await caller.deliverWithoutSettling(3...4)
        #expect(try await caller.restart(pending: 3) == [3, 4])
        await caller.deliver(3...5)
        #expect(caller.lines() == [3, 4, 5])
    }

    @Test func twoRotationsWhileItIsDownRepeatNothing() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        caller.folder.rename("log.jsonl", "log.jsonl.1")
        await caller.sink.reopen()
        _ = await caller.deliverWithoutSettling(3...4)
        caller.folder.rename("log.jsonl.1", "log.jsonl.2")
        caller.folder.rename("log.jsonl", "log.jsonl.1")
        #expect(try await caller.restart(pending: 3) == [3, 4])
        await caller.deliver(3...5)
        #expect(caller.lines("log.jsonl.2") == [1, 2])
        #expect(caller.lines("log.jsonl.1") == [3, 4])
        #expect(caller.lines() == [5])
    }

    @Test func aTornLineInTheRenamedFileIsCutThere() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        let size = caller.folder.read("log.jsonl").count
        _ = await caller.deliverWithoutSettling(3...3)
        #expect(truncate(caller.folder.file("log.jsonl"), off_t(size + 40)) == 0)
        caller.folder.rename("log.jsonl", "log.jsonl.1")
        _ = try await caller.restart(pending: 3)
        await caller.deliver(3...3)
        #expect(caller.lines("log.jsonl.1") == [1, 2])
        #expect(caller.lines() == [3])
    }

    @Test func aFileThatWasDeletedIsMadeAnew() async {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        unlink(caller.folder.file("log.jsonl"))
        await caller.deliver(3...3)
        #expect(caller.lines() == [3])
    }

    @Test func aFileThatWasEmptiedByHandIsContinued() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        #expect(truncate(caller.folder.file("log.jsonl"), 0) == 0)
        await caller.deliver(3...3)
        _ = try await caller.restart(pending: 4)
        await caller.deliver(4...4)
        #expect(caller.lines() == [3, 4])
    }
}
