/// How far into which file a file sink's settled deliveries reach. The file is known by its inode, not by its
/// path, so that a rename by log rotation does not lose it.
package struct FilePosition: Sendable, Hashable, Codable {
    package var device: UInt64
    package var inode: UInt64
    /// Bytes; the end of a line.
    package var offset: Int64
    /// Of the line that ends at `offset`; `nil` before the first.
    package var lastSequence: Int64?

    package init(device: UInt64, inode: UInt64, offset: Int64, lastSequence: Int64? = nil) {
        (self.device, self.inode) = (device, inode)
        (self.offset, self.lastSequence) = (offset, lastSequence)
    }
}
