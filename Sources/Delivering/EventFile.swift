import FeedModel
import Glibc

/// An open file of event lines: it appends whole lines or nothing, and can say what it holds.
///
/// It is opened for reading and appending, never through a symbolic link, and closed with its last reference.
final class EventFile {
    private let descriptor: FileOperations.Descriptor
    private let operations: FileOperations
    let device: UInt64
    let inode: UInt64

    /// `nil` where the file is missing.
    convenience init?(
        existingAt path: String, operations: FileOperations
    ) throws(SystemCallError) {
        do {
            try self.init(path: path, flags: 0, operations: operations)
        } catch {
            if error.code == ENOENT { return nil }
            throw error
        }
    }

    /// Makes the file where it is missing, to be read by its owner's group too.
    convenience init(path: String, operations: FileOperations) throws(SystemCallError) {
        try self.init(path: path, flags: O_CREAT, operations: operations)
    }

    private init(
        path: String, flags: Int32, operations: FileOperations
    ) throws(SystemCallError) {
        // O_NONBLOCK: a pipe at the path must not make the sink wait for its reader.
        let always = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK
        descriptor = try operations.open(path, always | flags, 0o640)
        self.operations = operations
        let status: FileOperations.Status
        do {
            status = try operations.status(descriptor)
        } catch {
            operations.close(descriptor)
            throw error
        }
        guard status.isRegular else {
            operations.close(descriptor)
            throw SystemCallError(call: "open", code: ENOTSUP)
        }
        (device, inode) = (status.device, status.inode)
    }

    deinit { operations.close(descriptor) }

    func size() throws(SystemCallError) -> Int64 { try operations.status(descriptor).size }

    /// Somebody removed the file: what is written now would vanish.
    func isDeleted() throws(SystemCallError) -> Bool {
        try operations.status(descriptor).linkCount == 0
    }

    func isAt(_ position: FilePosition) -> Bool {
        device == position.device && inode == position.inode
    }

    /// All of the bytes reach the disk, or the file is as it was before. Answers the new size.
    func append(_ bytes: [UInt8]) throws(SystemCallError) -> Int64 {
        let before = try size()
        do {
            try write(bytes)
            try operations.sync(descriptor)
        } catch {
            // Where even this fails, the next opening finds the torn tail and mends it.
            try? operations.truncate(descriptor, before)
            throw error
        }
        return before + Int64(bytes.count)
    }

    func cut(at size: Int64) throws(SystemCallError) {
        try operations.truncate(descriptor, size)
        try operations.sync(descriptor)
    }

    /// Somebody else wrote a line without an end, or cut one.
    func endsWithinLine() throws(SystemCallError) -> Bool {
        let size = try size()
        guard size > 0 else { return false }
        return try read(1, at: size - 1) != [UInt8(ascii: "\n")]
    }

    func sync() throws(SystemCallError) { try operations.sync(descriptor) }

    func read(_ count: Int, at offset: Int64) throws(SystemCallError) -> [UInt8] {
        try operations.read(descriptor, count, offset)
    }

    private func write(_ bytes: [UInt8]) throws(SystemCallError) {
        var done = 0
        while done < bytes.count {
            let result = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                return Result { () throws(SystemCallError) in
                    try operations.write(descriptor, rest)
                }
            }
            let count = try result.get()
            // A disk that takes nothing without saying why is full.
            guard count > 0 else { throw SystemCallError(call: "write", code: ENOSPC) }
            done += count
        }
    }
}
