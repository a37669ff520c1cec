import FeedModel
import Foundation
import GRDB
import Glibc

extension StoreReader {
    /// Copies the store as it is at this moment, beside a daemon that may be writing, and puts the copy at `destination`
    /// only when it is whole and on the disk. What is there is replaced if it is a store too, and left alone otherwise.
    package func backUp(to destination: String) throws(StoreError) {
        let partial = destination + ".partial"
        do {
            try checkPlace(destination)
            try Self.remove(partial)
            try copy(to: partial)
            try Self.sync(partial)
            guard rename(partial, destination) == 0 else { throw SystemFailure() }
            try Self.sync((destination as NSString).deletingLastPathComponent)
        } catch {
            // What is half made is of no use; that it cannot be removed changes nothing.
            try? Self.remove(partial)
            if let error = error as? StoreError { throw error }
            let reason = (error as? DatabaseError)?.reason ?? "\(error)"
            throw .notBackedUp(path: destination, reason: reason)
        }
    }
}

extension StoreReader {
    private struct SystemFailure: Error, CustomStringConvertible {
        let description = String(cString: strerror(errno))
    }

    private struct WrongPlace: Error, CustomStringConvertible { let description: String }

    private func checkPlace(_ destination: String) throws {
        var (store, place) = (stat(), stat())
        guard stat(path, &store) == 0 else { throw SystemFailure() }
        guard stat(destination, &place) == 0 else { return }
        if store.st_dev == place.st_dev, store.st_ino == place.st_ino {
            throw WrongPlace(description: "it is the store itself")
        }
        guard place.st_mode & S_IFMT == S_IFREG else {
            throw WrongPlace(description: "it is no regular file")
        }
        do throws(StoreError) {
            _ = try StoreReader(path: destination)
        } catch .newer {
            return
        } catch {
            throw WrongPlace(description: "another file is there, and it is no backup of a store")
        }
    }

    private func copy(to partial: String) throws {
        // Made before SQLite does, so that nobody else may read it at any moment.
        let file = open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw SystemFailure() }
        Glibc.close(file)
        let copy = try DatabaseQueue(path: partial)
        try queue.backup(to: copy)
        let problems = try copy.writeWithoutTransaction { db in
            // One file, with no log beside it.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            return try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
        }
        try copy.close()
        guard problems == ["ok"] else {
            throw StoreError.corrupt(path: path, reason: problems.first ?? "")
        }
    }

    private static func remove(_ path: String) throws {
        for name in [path, path + "-journal", path + "-wal", path + "-shm"] {
            guard unlink(name) == 0 || errno == ENOENT else { throw SystemFailure() }
        }
    }

    private static func sync(_ path: String) throws {
        let file = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure() }
        defer { Glibc.close(file) }
        guard fsync(file) == 0 else { throw SystemFailure() }
    }
}
