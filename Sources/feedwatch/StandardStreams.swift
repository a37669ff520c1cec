import Glibc

/// Answers go here. A reader that has gone away ends the command quietly, as it ends any filter.
enum StandardOutput {
    static func print(_ line: String) { write(Array((line + "\n").utf8)) }

    static func write(_ bytes: [UInt8]) {
        guard StandardStream.write(bytes, to: STDOUT_FILENO) else { exit(errno == EPIPE ? 0 : 74) }
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// Logs, progress and complaints go here.
enum StandardError {
    static func print(_ line: String) {
        // There is nobody left to tell where stderr is closed.
        _ = StandardStream.write(Array((line + "\n").utf8), to: STDERR_FILENO)
    }

    static func write(_ text: String) {
        _ = StandardStream.write(Array(text.utf8), to: STDERR_FILENO)
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

enum StandardStream {
    /// A stream that was closed before we began must not become the number of the next file that is opened: answers
    /// would be written into it. In its place is what takes no writes, or gives nothing to read.
    static func fillGaps() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is this one.
            _ = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// All of it; `false`, with `errno` set, where it could not be written.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}
