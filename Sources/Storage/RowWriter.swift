import FeedModel
import GRDB
import GRDBSQLite

/// A statement that writes a row, for rows that come by the thousand: values are bound straight to SQLite, in order.
///
/// GRDB's lists of arguments cost more than the insert itself. The statement stays GRDB's, and lives as long as the
/// connection.
struct RowWriter {
    private let db: Database
    private let statement: Statement

    init(_ db: Database, sql: String) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql)
    }

    /// Binds what `bind` gives, in the order of the question marks, and writes the row.
    func write(_ bind: (inout RowValues) -> Void) throws {
        let handle = statement.sqliteStatement
        sqlite3_clear_bindings(handle)
        var values = RowValues(handle)
        bind(&values)
        let result = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard result == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: result), message: db.lastErrorMessage)
        }
    }
}

/// The values of one row, as they are bound. Texts and blobs are copied by SQLite.
struct RowValues {
    private let handle: OpaquePointer
    private var position: Int32 = 0
    /// SQLITE_TRANSIENT, which is a macro that Swift does not see.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ handle: OpaquePointer) { self.handle = handle }

    mutating func add(_ text: String?) {
        position += 1
        guard var text else { return }
        text.withUTF8 { bytes in
            guard let start = bytes.baseAddress, !bytes.isEmpty else {
                sqlite3_bind_text(handle, position, "", 0, Self.copied)
                return
            }
            let count = Int32(bytes.count)
            UnsafeRawPointer(start).withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                _ = sqlite3_bind_text(handle, position, $0, count, Self.copied)
            }
        }
    }

    /// As its description, which need not be made for it.
    mutating func add(_ key: ItemKey) {
        position += 1
        let (kind, value) = (key.kind.rawValue.utf8, key.value.utf8)
        let size = kind.count + 1 + value.count
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { text in
            let bytes = UnsafeMutableRawBufferPointer(text)
            bytes.copyBytes(from: kind)
            bytes[kind.count] = UInt8(ascii: ":")
            bytes[(kind.count + 1)...].copyBytes(from: value)
            sqlite3_bind_text(handle, position, text.baseAddress, Int32(size), Self.copied)
        }
    }

    mutating func add(_ number: Int64?) {
        position += 1
        guard let number else { return }
        sqlite3_bind_int64(handle, position, number)
    }

    mutating func add(_ bytes: [UInt8]) {
        position += 1
        bytes.withUnsafeBytes {
            _ = sqlite3_bind_blob(handle, position, $0.baseAddress, Int32($0.count), Self.copied)
        }
    }
}
