import Glibc

/// Reads whole files of bounded size; what can be wrong is said in words, for several kinds of sentence.
struct FileBytes: Sendable {
    enum Fault: Error, Sendable, Hashable {
        case missing
        case isDirectory
        case tooLarge
        /// In the system's words.
        case unreadable(String)

        /// A clause that follows a colon.
        var reason: String {
            switch self {
            case .missing: "there is no such file"
            case .isDirectory: "it is a directory"
            case .tooLarge: "it is too large"
            case .unreadable(let reason): reason
            }
        }
    }

    let bytes: [UInt8]
    /// Anyone on the machine may read it.
    let isWorldReadable: Bool

    init(path: String, limit: Int) throws(Fault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Self.errorText())
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(Self.errorText()) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isDirectory }
        isWorldReadable = status.st_mode & S_IFMT == S_IFREG && status.st_mode & S_IROTH != 0
        bytes = try Self.contents(of: descriptor, limit: limit)
    }

    private static func contents(of descriptor: Int32, limit: Int) throws(Fault) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(errorText()) }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else { throw .tooLarge }
            bytes += chunk[..<count]
        }
    }

    private static func errorText() -> String {
        let code = errno
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text).lowercased()
    }
}
