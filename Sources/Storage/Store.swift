import FeedModel
import Foundation
import GRDB
import Synchronization

/// The store as the daemon has it: the one read-write connection to one SQLite file (WAL, `synchronous=FULL`).
///
/// Each method is a transaction that keeps an invariant. Calls that are ready together share a transaction.
package final class Store: Sendable {
    package let path: String
    let queue: DatabaseQueue
    let writer: GroupWriter
    private let lock: StoreLock
    private let isClosed = Mutex(false)

    /// Opens the store, creates it where it is missing, and brings an older one up to date.
    /// Throws `held` if another feedwatch has it, `newer` or `notAStore` if it is not ours to touch.
    package init(path: String) throws(StoreError) {
        self.path = path
        lock = try StoreLock(path: path)
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration)
            try Self.check(queue, path: path)
            try Schema.migrator.migrate(queue)
        } catch {
            throw StoreError(error, path: path)
        }
        writer = GroupWriter(queue: queue, path: path)
    }

    /// Folds the log back into the file and closes it; nothing, where that has been done.
    package func close() throws(StoreError) {
        let wasClosed = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        guard !wasClosed else { return }
        do {
            queue.writeWithoutTransaction { db in
                // Readers may hold the log; the next start folds it.
                _ = try? db.checkpoint(.truncate)
            }
            try queue.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// On the only connection that writes, and between its transactions: all of it is of one moment.
    ///
    /// GRDB's own `read` would guard against writing with `PRAGMA query_only`, which makes SQLite compile every statement
    /// anew afterwards, those of the next write too.
    func read<Answer: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Answer
    ) async throws(StoreError) -> Answer {
        do {
            return try await queue.unsafeRead(work)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension Store {
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.label = "feedwatch.store"
        configuration.prepareDatabase { db in
            // Items of some 3 KB leave a fourth of a smaller page empty. Both settings bind a new store only.
            try db.execute(
                sql: """
                    PRAGMA page_size = 8192;
                    PRAGMA auto_vacuum = INCREMENTAL;
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = -8192;
                    """)
        }
        return configuration
    }

    /// Refuses what is not ours: another program's database, or one of a newer feedwatch.
    static func check(_ queue: DatabaseQueue, path: String) throws {
        try queue.read { db in
            // The list of migrations is there first: a first start that was killed leaves nothing else.
            let isEmpty =
                try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'")
                == 0
            if isEmpty { return }
            let application = try Int32.fetchOne(db, sql: "PRAGMA application_id")
            guard application == Schema.applicationID else {
                throw StoreError.notAStore(path: path)
            }
            if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.newer(path: path) }
        }
    }
}

extension Timestamp {
    init?(stored milliseconds: Int64?) {
        guard let milliseconds else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

/// JSON for columns that hold a value of ours.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
