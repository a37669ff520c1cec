import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// HTTP/1.1 whose connections may be dropped unserved.
///
/// Hummingbird wraps a connection as it is accepted. One that comes while the server stops is served by nobody, and a
/// `NIOAsyncChannel` that goes without having been finished traps: the whole process would end with it.
struct GuardedChannel: ServerChildChannel {
    /// Closes the connection as it goes, if nobody has served it.
    final class Value: ServerChildChannelValue {
        private let wrapped: HTTP1Channel.Value
        private let isServed = Atomic(false)

        fileprivate init(_ wrapped: HTTP1Channel.Value) { self.wrapped = wrapped }

        deinit {
            guard !isServed.load(ordering: .relaxed) else { return }
            // It can only fail where the other side was quicker to close.
            Task { [wrapped] in try? await wrapped.executeThenClose { _, _ in } }
        }

        var channel: any Channel { wrapped.channel }

        fileprivate func serve(_ body: (HTTP1Channel.Value) async -> Void) async {
            isServed.store(true, ordering: .relaxed)
            await body(wrapped)
        }
    }

    let http: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        http.setup(channel: channel, logger: logger).map(Value.init)
    }

    func handle(value: Value, logger: Logger) async {
        await value.serve { await http.handle(value: $0, logger: logger) }
    }
}
