import Delivering
import FeedModel
import Glibc
import Testing

/// The file sink as its caller uses it: what is settled is stored, and handed back after a start.
struct SettlingCaller {
    let folder = ScratchFolder()
    var settled: FilePosition?
    /// What the last restart found missing.
    private(set) var loss: String?
    private(set) var sink: FileSink
    private let operations: FileOperations

    init(operations: FileOperations = .system) {
        self.operations = operations
        sink = FileSink(
            name: SinkName("file"), path: folder.file("log.jsonl"), operations: operations)
    }

    /// Delivers and settles, where the sink says that it was delivered.
    @discardableResult
    mutating func deliver(_ sequences: ClosedRange<Int64>) async -> Bool {
        guard await deliverWithoutSettling(sequences) else { return false }
        settled = sink.position
        return true
    }

    func deliverWithoutSettling(_ sequences: ClosedRange<Int64>) async -> Bool {
        let batch = sequences.map { EventFixtures.delivery(EventFixtures.mention($0)) }
        return await sink.deliver(batch).allSatisfy { $0 == .delivered }
    }

    /// As after a kill: all that was in memory is gone.
    mutating func restart(pending: Int64? = nil) async throws -> Set<Int64> {
        sink = FileSink(
            name: SinkName("file"), path: folder.file("log.jsonl"), operations: operations)
        let recovery = try await sink.recover(settled: settled, pending: pending)
        loss = recovery.loss
        return Set(recovery.written.map(\.sequence))
    }

    func lines(_ name: String = "log.jsonl") -> [Int64?] {
        folder.read(name).split(separator: UInt8(ascii: "\n"))
            .map { EventReader.mark($0)?.sequence }
    }
}

@Suite struct FileSinkTests {
    @Test func eventsAreLinesInTheirOrder() async throws {
        var caller = SettlingCaller()
        #expect(try await caller.restart() == [])
        #expect(await caller.deliver(1...3))
        #expect(await caller.deliver(4...4))
        #expect(caller.lines() == [1, 2, 3, 4])
        #expect(caller.folder.read("log.jsonl").last == UInt8(ascii: "\n"))
        #expect(caller.settled?.lastSequence == 4)
    }

    @Test func aNewFileIsClosedToOthers() async {
        var caller = SettlingCaller()
        await caller.deliver(1...1)
        var status = stat()
        #expect(stat(caller.folder.file("log.jsonl"), &status) == 0)
        #expect(status.st_mode & 0o007 == 0)
    }

    @Test func whatWasWrittenButNotSettledIsNotWrittenAgain() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...3)
        _ = await caller.deliverWithoutSettling(4...6)
        #expect(try await caller.restart(pending: 4) == [4, 5, 6])
        #expect(await caller.deliver(4...7))
        #expect(caller.lines() == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test func aBatchTornAtAnyByteIsWrittenOnceInTheEnd() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        let before = caller.folder.read("log.jsonl")
        _ = await caller.deliverWithoutSettling(3...4)
        let whole = caller.folder.read("log.jsonl")
        for length in before.count...whole.count {
            // The same file, cut: a crash leaves the inode.
            #expect(truncate(caller.folder.file("log.jsonl"), off_t(length)) == 0)
            _ = try await caller.restart(pending: 3)
            #expect(await caller.deliverWithoutSettling(3...4))
            #expect(caller.folder.read("log.jsonl") == whole, "torn at \(length)")
        }
    }

    @Test func aHoleAfterAPowerFailureIsCutOff() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        let before = caller.folder.read("log.jsonl").count
        _ = await caller.deliverWithoutSettling(3...6)
        var bytes = caller.folder.read("log.jsonl")
        let whole = bytes
        for index in (before + 400)..<(before + 900) { bytes[index] = 0 }
        overwrite(caller.folder.file("log.jsonl"), bytes)
        _ = try await caller.restart(pending: 3)
        #expect(await caller.deliver(3...6))
        #expect(caller.folder.read("log.jsonl") == whole)
    }

    @Test func whatIsSettledIsNeverCut() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...3)
        let size = caller.folder.read("log.jsonl").count
        // An editor took the last newline away.
        #expect(truncate(caller.folder.file("log.jsonl"), off_t(size - 1)) == 0)
        _ = try await caller.restart(pending: 4)
        #expect(await caller.deliver(4...4))
        #expect(caller.lines() == [1, 2, 3, 4])
    }

    @Test func aFileThatWasCutBehindOurBackIsSaidOnce() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...3)
        _ = try await caller.restart(pending: 4)
        #expect(caller.loss == nil)
        let size = caller.folder.read("log.jsonl").count
        #expect(truncate(caller.folder.file("log.jsonl"), off_t(size - 20)) == 0)
        _ = try await caller.restart(pending: 4)
        #expect(caller.loss?.contains("redeliver") == true)
        #expect(await caller.deliver(4...4))
        _ = try await caller.restart(pending: 5)
        #expect(caller.loss == nil)
        #expect(caller.lines() == [1, 2, 4])
    }

    @Test func aFileOfSomebodyElseIsContinuedNotCut() async throws {
        var caller = SettlingCaller()
        caller.folder.write("log.jsonl", Array("a note without an end".utf8))
        _ = try await caller.restart()
        #expect(await caller.deliver(1...1))
        #expect(caller.lines() == [nil, 1])
    }

    @Test func aLineThatSomebodyLeftOpenIsEndedFirst() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...1)
        let notes = open(caller.folder.file("log.jsonl"), O_WRONLY | O_APPEND | O_CLOEXEC)
        defer { close(notes) }
        #expect(Glibc.write(notes, "# note", 6) == 6)
        await caller.deliver(2...3)
        #expect(caller.lines() == [1, nil, 2, 3])
        _ = try await caller.restart(pending: 4)
        #expect(caller.loss == nil)
    }

    @Test func eventsOfALostStoreAreRecognisedByTheirIDs() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...5)
        caller.settled = nil
        #expect(try await caller.restart() == [])
        #expect(await caller.deliver(4...6))
        // As long as older ones may still be made again, all of the file is looked at after each start.
        #expect(caller.settled == nil)
        #expect(try await caller.restart() == [])
        #expect(await caller.deliver(5...7))
        #expect(caller.lines() == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test func whatIsRecognisedIsSettledWithItsPositionAndLookedAtNoMore() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        _ = await caller.deliverWithoutSettling(3...4)
        #expect(try await caller.restart(pending: 3) == [3, 4])
        caller.settled = caller.sink.position
        #expect(caller.settled?.lastSequence == 4)
        #expect(try await caller.restart(pending: nil) == [])
        await caller.deliver(5...5)
        #expect(try await caller.restart(pending: nil) == [])
        #expect(caller.settled?.lastSequence == 5)
        #expect(caller.lines() == [1, 2, 3, 4, 5])
    }

    @Test func aKillWhileRecoveringChangesNothing() async throws {
        var caller = SettlingCaller()
        await caller.deliver(1...2)
        _ = await caller.deliverWithoutSettling(3...4)
        for _ in 1...3 { #expect(try await caller.restart(pending: 3) == [3, 4]) }
        await caller.deliver(3...3)
        #expect(caller.lines() == [1, 2, 3, 4])
    }

    private func overwrite(_ path: String, _ bytes: [UInt8]) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        defer { close(descriptor) }
        #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }
}
