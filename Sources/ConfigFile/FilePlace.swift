import Foundation
import Glibc

/// Where a path leads: two that are equal are one file, by whatever names and links.
enum FilePlace: Hashable {
    case file(device: UInt64, inode: UInt64)
    /// There is no file yet; the folder is known by its true name.
    case name(String)

    /// `path` is absolute.
    init(_ path: String) {
        var status = stat()
        if stat(path, &status) == 0 {
            self = .file(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
            return
        }
        let plain = (path as NSString).standardizingPath as NSString
        let folder = plain.deletingLastPathComponent
        let known = realpath(folder, nil)
        defer { free(known) }
        let place = known.map { String(cString: $0) } ?? folder
        self = .name((place as NSString).appendingPathComponent(plain.lastPathComponent))
    }
}
