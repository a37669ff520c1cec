import Delivering
import FeedModel
import Glibc
import Synchronization
import Testing

/// Makes the system calls of a file sink fail: those after so many that succeed, for so long as it is told.
final class FailingDisk: Sendable {
    struct Plan: Sendable {
        /// Calls that still succeed; `nil`: all.
        var remaining: Int?
        var code: Int32 = ENOSPC
        /// Bytes that a failing write takes before it fails.
        var takes = 0
        var calls = 0
    }

    let plan = Mutex(Plan())

    func fail(after count: Int?, code: Int32 = ENOSPC, takes: Int = 0) {
        plan.withLock { $0 = Plan(remaining: count, code: code, takes: takes) }
    }

    var callCount: Int { plan.withLock { $0.calls } }

    private func check(_ call: String) throws(SystemCallError) {
        let code: Int32? = plan.withLock { plan in
            plan.calls += 1
            guard let remaining = plan.remaining else { return nil }
            plan.remaining = max(0, remaining - 1)
            return remaining == 0 ? plan.code : nil
        }
        if let code { throw SystemCallError(call: call, code: code) }
    }

    var operations: FileOperations {
        let real = FileOperations.system
        var failing = real
        failing.open = { path, flags, mode throws(SystemCallError) in
            try self.check("open")
            return try real.open(path, flags, mode)
        }
        failing.status = { descriptor throws(SystemCallError) in
            try self.check("fstat")
            return try real.status(descriptor)
        }
        failing.read = { descriptor, count, offset throws(SystemCallError) in
            try self.check("pread")
            return try real.read(descriptor, count, offset)
        }
        failing.write = { descriptor, bytes throws(SystemCallError) in
            let count = try self.writableCount(bytes.count)
            return try real.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
        failing.truncate = { descriptor, size throws(SystemCallError) in
            try self.check("ftruncate")
            try real.truncate(descriptor, size)
        }
        failing.sync = { _ throws(SystemCallError) in
            // Real disks are slow, and what they do is not what is tested here.
            try self.check("fsync")
        }
        failing.list = { folder throws(SystemCallError) in
            try self.check("opendir")
            return try real.list(folder)
        }
        return failing
    }

    /// A disk that fills up still takes a part.
    private func writableCount(_ wanted: Int) throws(SystemCallError) -> Int {
        do throws(SystemCallError) {
            try check("write")
            return wanted
        } catch {
            let takes = plan.withLock { plan in
                defer { plan.takes = 0 }
                return min(plan.takes, wanted)
            }
            guard takes > 0 else { throw error }
            return takes
        }
    }
}

@Suite struct FileFailureTests {
    @Test func aFullDiskIsOneClearSentenceAndNothingIsLost() async {
        let disk = FailingDisk()
        var caller = SettlingCaller(operations: disk.operations)
        await caller.deliver(1...2)
        disk.fail(after: 0)
        let batch = [EventFixtures.delivery(EventFixtures.mention(3))]
        let outcomes = await caller.sink.deliver(batch)
        let path = caller.folder.file("log.jsonl")
        #expect(
            outcomes == [
                .retry(
                    reason:
                        "\(path) cannot be written because its disk is full; events wait until it can.",
                    after: nil)
            ])
        disk.fail(after: nil)
        #expect(await caller.deliver(3...3))
        #expect(caller.lines() == [1, 2, 3])
    }

    @Test(arguments: [ENOSPC, EIO, EROFS])
    func whicheverCallFailsEachEventIsThereOnce(code: Int32) async throws {
        for failing in 0..<28 {
            for takes in [0, 700] {
                let disk = FailingDisk()
                var caller = SettlingCaller(operations: disk.operations)
                await caller.deliver(1...2)
                caller.folder.rename("log.jsonl", "log.jsonl.1")
                await caller.sink.reopen()
                disk.fail(after: failing, code: code, takes: takes)
                for first in [Int64(3), 5, 7] { await caller.deliver(first...(first + 1)) }
                // As long as it fails, the caller offers the same batch again.
                disk.fail(after: nil)
                if caller.settled?.lastSequence ?? 0 < 8 {
                    let next = (caller.settled?.lastSequence ?? 2) + 1
                    #expect(await caller.deliver(next...8))
                }
                let lines = caller.lines("log.jsonl.1") + caller.lines()
                #expect(lines.compactMap(\.self).sorted() == Array(1...8), "\(failing) \(takes)")
                #expect(!lines.contains(nil))
            }
        }
    }

    @Test func killedWhileTheDiskIsFailingEachEventIsThereOnce() async throws {
        for failing in 0..<24 {
            let disk = FailingDisk()
            var caller = SettlingCaller(operations: disk.operations)
            await caller.deliver(1...2)
            disk.fail(after: failing, takes: 300)
            _ = await caller.deliverWithoutSettling(3...5)
            // Neither cutting back nor closing in order: the process is gone.
            disk.fail(after: nil)
            _ = try await caller.restart(pending: 3)
            #expect(await caller.deliver(3...6))
            #expect(caller.lines() == [1, 2, 3, 4, 5, 6], "\(failing)")
        }
    }

    @Test func aFolderThatIsMissingIsNamed() async throws {
        let sink = FileSink(name: SinkName("file"), path: "/nonexistent-folder/log.jsonl")
        await #expect(throws: SinkError.self) {
            _ = try await sink.recover(settled: nil, pending: nil)
        }
        let outcomes = await sink.deliver([EventFixtures.delivery(EventFixtures.mention(1))])
        #expect(
            outcomes == [
                .retry(
                    reason:
                        "/nonexistent-folder/log.jsonl cannot be written because its folder does not exist; "
                        + "events wait until it can.", after: nil)
            ])
    }

    @Test func aSymbolicLinkIsNotFollowed() async {
        let folder = ScratchFolder()
        folder.write("target", [])
        symlink(folder.file("target"), folder.file("log.jsonl"))
        let sink = FileSink(name: SinkName("file"), path: folder.file("log.jsonl"))
        let outcomes = await sink.deliver([EventFixtures.delivery(EventFixtures.mention(1))])
        guard case .retry(let reason, _) = outcomes.first else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(reason.contains("symbolic link"))
        #expect(folder.read("target").isEmpty)
    }

    @Test func aPipeAtThePathIsRefusedAtOnce() async {
        let folder = ScratchFolder()
        mkfifo(folder.file("log.jsonl"), 0o600)
        let sink = FileSink(name: SinkName("file"), path: folder.file("log.jsonl"))
        let outcomes = await sink.deliver([EventFixtures.delivery(EventFixtures.mention(1))])
        #expect(outcomes.first != .delivered)
    }
}
