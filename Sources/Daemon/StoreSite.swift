package import ConfigFile
import Delivering
package import FeedModel
import Foundation
import Glibc
import Storage

/// The surroundings of a store, as this process sees them.
package struct StoreSite: Sendable, Equatable {
    package enum Daemon: Sendable, Equatable {
        case answers
        /// Somebody holds the store, and does not talk to this user.
        case silent
        case none
    }

    package var fileBytes: Int64 = 0
    package var logBytes: Int64 = 0
    /// On the store's disk, for this user.
    package var freeBytes: Int64 = 0
    package var isReadableByAll = false
    package var canWrite = false
    package var daemon = Daemon.none
    /// Why files cannot be written, by this user.
    package var sinkProblems: [SinkName: String] = [:]

    package init() {}

    /// Looks, and changes nothing.
    package init(_ config: Config) {
        let path = config.storeLocation
        let folder = (path as NSString).deletingLastPathComponent
        var status = stat()
        if stat(path, &status) == 0 {
            fileBytes = Int64(status.st_size)
            isReadableByAll = status.st_mode & S_IROTH != 0
        }
        if stat(path + "-wal", &status) == 0 { logBytes = Int64(status.st_size) }
        var disk = statvfs()
        if statvfs(folder, &disk) == 0 { freeBytes = Int64(disk.f_bavail) * Int64(disk.f_frsize) }
        canWrite = access(path, W_OK) == 0 && access(folder, W_OK) == 0
        daemon = Self.daemon(path)
        guard canWrite else { return }
        for sink in config.sinks {
            if case .file(let file) = sink.kind { sinkProblems[sink.name] = Self.problem(of: file) }
        }
    }

    private static func daemon(_ path: String) -> Daemon {
        // Who does not answer may hold the store all the same: the lock tells.
        let answer = try? ControlClient(store: path).ask(.greet)
        if answer == .here { return .answers }
        return StoreLock.isHeld(path) ? .silent : .none
    }

    private static func problem(of file: String) -> String? {
        if let obstacle = obstacle(at: file) { return obstacle }
        let folder = (file as NSString).deletingLastPathComponent
        let place = access(file, F_OK) == 0 ? file : folder
        return access(place, W_OK) == 0 ? nil : "\(file) cannot be written by this user."
    }

    /// Why a file sink can write nothing there, whoever it runs as; `nil`: nothing that can be seen.
    package static func obstacle(at file: String) -> String? {
        let folder = (file as NSString).deletingLastPathComponent
        var status = stat()
        guard stat(folder, &status) == 0 || errno != ENOENT else {
            return "The folder of \(file) does not exist."
        }
        guard lstat(file, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return nil
        case S_IFLNK: return "\(file) is a symbolic link; name the file itself."
        case S_IFDIR: return "\(file) is a folder; name a file in it."
        default: return "\(file) is no regular file."
        }
    }
}
