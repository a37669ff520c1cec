package import Glibc

/// The system calls of a sink that writes to a file, as closures, so that a test can make each of them fail.
package struct FileOperations: Sendable {
    /// What a sink needs to know of a file.
    package struct Status: Sendable, Hashable {
        package var device: UInt64
        package var inode: UInt64
        package var size: Int64
        /// 0 once the file was deleted under us.
        package var linkCount: Int
        package var isRegular: Bool

        package init(
            device: UInt64, inode: UInt64, size: Int64, linkCount: Int, isRegular: Bool
        ) {
            (self.device, self.inode, self.size) = (device, inode, size)
            (self.linkCount, self.isRegular) = (linkCount, isRegular)
        }
    }

    package typealias Descriptor = Int32

    package var open: @Sendable (String, Int32, mode_t) throws(SystemCallError) -> Descriptor
    package var close: @Sendable (Descriptor) -> Void
    package var status: @Sendable (Descriptor) throws(SystemCallError) -> Status
    /// At most so many bytes from the offset; empty at the end.
    package var read: @Sendable (Descriptor, Int, Int64) throws(SystemCallError) -> [UInt8]
    /// Writes some of the bytes, at least one, and says how many.
    package var write: @Sendable (Descriptor, UnsafeRawBufferPointer) throws(SystemCallError) -> Int
    package var truncate: @Sendable (Descriptor, Int64) throws(SystemCallError) -> Void
    package var sync: @Sendable (Descriptor) throws(SystemCallError) -> Void
    /// The names in a folder.
    package var list: @Sendable (String) throws(SystemCallError) -> [String]
}

/// A system call that failed.
package struct SystemCallError: Error, Sendable, Hashable, CustomStringConvertible {
    package let call: String
    package let code: Int32

    package init(call: String, code: Int32 = errno) { (self.call, self.code) = (call, code) }

    /// The cause in the operator's words.
    package var description: String {
        switch code {
        case ENOSPC: "its disk is full"
        case EDQUOT: "the disk quota is used up"
        case EROFS: "its file system is read-only"
        case EACCES, EPERM: "permission is denied"
        case EIO: "the disk reports an input/output error"
        case ENOENT, ENOTDIR: "its folder does not exist"
        case EISDIR: "it is a folder"
        case ENOTSUP, ENXIO: "it is no regular file"
        case ELOOP: "it is a symbolic link, which is not followed; name the file itself"
        case EFBIG: "it has reached the largest size that is allowed"
        case EMFILE, ENFILE: "too many files are open"
        default: String(cString: strerror(code))
        }
    }
}
