import Glibc

/// Holds a store for one process: an advisory lock on the database file itself, so that another name of the same
/// file (a link, a mount) is the same store. The kernel drops it when the process ends, however it ends.
///
/// A lock of the open file (`fcntl(2)`, `F_OFD_SETLK`), on a byte that SQLite neither writes nor locks: asking whether
/// it is held takes nothing, so a command that asks cannot be in the way of a daemon that starts.
package final class StoreLock: Sendable {
    private let descriptor: Int32

    /// Creates the file, readable by its owner and group, where it is missing.
    init(path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o640)
        guard descriptor >= 0 else {
            throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        var lock = FileLock(F_WRLCK)
        guard fcntl(descriptor, FileLock.set, &lock.record) == 0 else {
            let reason = errno
            close(descriptor)
            throw reason == EAGAIN || reason == EACCES
                ? .held(path: path)
                : .cannotOpen(path: path, reason: String(cString: strerror(reason)))
        }
        self.descriptor = descriptor
    }

    /// Whether some process holds the store. It is not made where it is missing.
    package static func isHeld(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var lock = FileLock(F_WRLCK)
        guard fcntl(descriptor, FileLock.get, &lock.record) == 0 else { return false }
        return lock.isTaken
    }

    /// Unlocks in so many words: a child that was forked and has not yet become its own program has the file open too.
    deinit {
        var lock = FileLock(F_UNLCK)
        _ = fcntl(descriptor, FileLock.set, &lock.record)
        close(descriptor)
    }
}

/// What `fcntl` takes and fills for one byte of a file.
private struct FileLock {
    /// `F_OFD_GETLK` and `F_OFD_SETLK` of Linux's fcntl.h, which Swift's Glibc does not show.
    static let get: Int32 = 36
    static let set: Int32 = 37

    /// SQLite locks bytes at 1 GiB, and no file is this long.
    private static let byte: off_t = 1 << 62

    var record: Glibc.flock

    init(_ kind: Int32) {
        record = Glibc.flock(
            l_type: Int16(kind), l_whence: Int16(SEEK_SET), l_start: Self.byte, l_len: 1, l_pid: 0)
    }

    var isTaken: Bool { record.l_type != Int16(F_UNLCK) }
}
