import FeedModel
import Glibc

/// A descriptor that lines are written to, a pipe or a terminal as a rule. No write blocks for longer than
/// `patience`, so that a reader that has stopped reading cannot keep the program from ending.
package struct LineOutput: Sendable {
    private let descriptor: Int32
    private let patience: Duration

    package init(descriptor: Int32, patience: Duration = .milliseconds(200)) {
        (self.descriptor, self.patience) = (descriptor, patience)
    }

    /// Writes all of the bytes; `isCancelled` is asked while the reader takes none.
    package func write(
        _ bytes: [UInt8], isCancelled: () -> Bool
    ) throws(SystemCallError) {
        var done = 0
        while done < bytes.count {
            guard try isReady() else {
                if isCancelled() { throw SystemCallError(call: "write", code: ECANCELED) }
                continue
            }
            // A pipe that is ready takes this much without blocking.
            let count = min(bytes.count - done, Int(PIPE_BUF))
            let result = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, count)
            }
            if result >= 0 {
                done += result
            } else if errno != EINTR && errno != EAGAIN {
                throw SystemCallError(call: "write")
            }
        }
    }

    /// The reader takes bytes, or is gone, which the write will tell.
    private func isReady() throws(SystemCallError) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let result = poll(&request, 1, Int32(clamping: patience.milliseconds))
        if result < 0 && errno != EINTR { throw SystemCallError(call: "poll") }
        return result > 0
    }
}
