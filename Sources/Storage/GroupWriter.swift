import GRDB
import Synchronization

/// Writes that are ready together share one transaction, and so one fsync; each is undone alone if it fails.
///
/// The first caller commits for all that wait by then. Who comes meanwhile waits, and the first of those leads the
/// next transaction. A fault of the disk fails the whole batch, for SQLite may have rolled all of it back.
actor GroupWriter {
    private enum Turn { case done, lead }

    private struct Job {
        var work: @Sendable (Database) throws -> Void
        var fail: @Sendable (StoreError) -> Void
        var waiter: CheckedContinuation<Turn, Never>?
    }

    /// Bounds one transaction's memory.
    private static let batchLimit = 64

    private let queue: DatabaseQueue
    private let path: String
    private var waiting: [Job] = []
    private var isCommitting = false

    init(queue: DatabaseQueue, path: String) {
        (self.queue, self.path) = (queue, path)
    }

    /// Runs `work` in a transaction of its own or a shared one, and returns when it is on disk.
    /// `mark`: called before `work`; what it answers is called should `work` come to nothing, before
    ///   any later write begins.
    func perform<Answer: Sendable>(
        undoing mark: @escaping @Sendable () -> @Sendable () -> Void = { {} },
        _ work: @escaping @Sendable (Database) throws -> Answer
    ) async throws(StoreError) -> Answer {
        let outcome = Outcome<Answer>()
        var job = Job(
            work: { db in
                outcome.begin(undo: mark())
                outcome.succeed(try work(db))
            },
            fail: { outcome.fail($0) }, waiter: nil)
        guard isCommitting else {
            waiting.append(job)
            await commitBatch()
            return try outcome.get()
        }
        let turn = await withCheckedContinuation { waiter in
            job.waiter = waiter
            waiting.append(job)
        }
        if turn == .lead { await commitBatch() }
        return try outcome.get()
    }

    private func commitBatch() async {
        isCommitting = true
        let batch = Array(waiting.prefix(Self.batchLimit))
        waiting.removeFirst(batch.count)
        let path = path
        do {
            try await queue.write { db in
                for job in batch { try Self.run(job.work, fail: job.fail, in: db, path: path) }
            }
        } catch {
            let failure = StoreError(error, path: path)
            // Newest first, as what they decided was built on one another.
            for job in batch.reversed() { job.fail(failure) }
        }
        // The leader's own job has no waiter: it is the one that is running this.
        for job in batch { job.waiter?.resume(returning: .done) }
        passTheLead()
    }

    private func passTheLead() {
        guard !waiting.isEmpty else {
            isCommitting = false
            return
        }
        let next = waiting[0].waiter
        waiting[0].waiter = nil
        next?.resume(returning: .lead)
    }

    private static func run(
        _ work: @escaping @Sendable (Database) throws -> Void,
        fail: @Sendable (StoreError) -> Void, in db: Database, path: String
    ) throws {
        do {
            try db.inSavepoint {
                try work(db)
                return .commit
            }
        } catch let error as DatabaseError where error.endsTransaction {
            throw error
        } catch {
            fail(StoreError(error, path: path))
        }
    }
}

extension DatabaseError {
    /// Errors after which SQLite may have rolled back the whole transaction. <https://sqlite.org/lang_transaction.html>
    fileprivate var endsTransaction: Bool {
        switch resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_BUSY, .SQLITE_INTERRUPT,
            .SQLITE_CORRUPT, .SQLITE_READONLY:
            true
        default: false
        }
    }
}

/// Carries one job's answer from the database's thread to who asked.
private final class Outcome<Answer: Sendable>: Sendable {
    private let result = Mutex<Result<Answer, StoreError>?>(nil)

    private let undo = Mutex<(@Sendable () -> Void)?>(nil)

    func begin(undo: @escaping @Sendable () -> Void) { self.undo.withLock { $0 = undo } }
    func succeed(_ answer: Answer) { result.withLock { $0 = .success(answer) } }

    /// The latest failure counts; what was begun is undone once.
    func fail(_ error: StoreError) {
        result.withLock { $0 = .failure(error) }
        let undo = undo.withLock { undo in
            defer { undo = nil }
            return undo
        }
        undo?()
    }

    func get() throws(StoreError) -> Answer {
        guard let result = result.withLock({ $0 }) else {
            preconditionFailure("a committed job has an answer")
        }
        return try result.get()
    }
}
