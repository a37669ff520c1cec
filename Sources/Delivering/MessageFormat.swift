import FeedModel
import Transport

/// What is posted: the bytes, what they are, and the headers that belong to them.
struct MessageBody: Sendable, Equatable {
    var contentType: String
    var bytes: [UInt8]
    var headers: [HeaderList.Field] = []
}

/// Why an event cannot be put into the sink's format.
struct MessageError: Error, Sendable, Equatable, CustomStringConvertible {
    let description: String
}

/// How a webhook's body is written, ready to be used. One file a target, for each has its own markup and limits.
struct MessageFormat: Sendable {
    private let render: @Sendable (SequencedEvent) throws(MessageError) -> MessageBody

    init(_ settings: WebhookSettings, of sink: SinkName) throws(SinkError) {
        switch settings.format {
        case .event: render = EventMessage.body
        case .cloudevents: render = CloudEventMessage.body
        case .slack: render = SlackMessage.body
        case .discord: render = DiscordMessage.body
        case .teams: render = TeamsMessage.body
        case .mattermost: render = MattermostMessage.body
        case .ntfy: render = NtfyMessage.body
        case .template:
            let template = try TemplateFile.read(settings.templatePath, of: sink)
            render = { event throws(MessageError) in try template.body(event) }
        }
    }

    func body(of event: SequencedEvent) throws(MessageError) -> MessageBody { try render(event) }
}

/// The event itself.
enum EventMessage {
    static func body(_ event: SequencedEvent) -> MessageBody {
        MessageBody(contentType: "application/json", bytes: EventRenderer.json(event))
    }
}
