package import FeedModel
package import Transport

/// Makes sinks from their settings.
package enum Sinks {
    /// What sinks need of the program around them.
    package struct Surroundings: Sendable {
        package var transport: HTTPTransport
        package var userAgent: String
        /// Standard output is a terminal and colour was not declined.
        package var isColourWanted: Bool
        package var now: @Sendable () -> Timestamp

        package init(
            transport: HTTPTransport, userAgent: String, isColourWanted: Bool = false,
            now: @escaping @Sendable () -> Timestamp
        ) {
            (self.transport, self.userAgent) = (transport, userAgent)
            (self.isColourWanted, self.now) = (isColourWanted, now)
        }
    }
}

extension Sinks {
    package static func make(
        _ settings: SinkSettings, in surroundings: Surroundings
    ) throws(SinkError) -> any Sink {
        switch settings.kind {
        case .stdout(let format):
            return StdoutSink(
                name: settings.name, format: format, isColourWanted: surroundings.isColourWanted)
        case .file(let path):
            return FileSink(name: settings.name, path: path)
        case .webhook(let webhook):
            let transport = surroundings.transport
            return try WebhookSink(
                name: settings.name, settings: webhook, userAgent: surroundings.userAgent,
                now: surroundings.now
            ) { request throws(TransportError) in try await transport.send(request) }
        }
    }
}
