package import FeedModel
package import Transport

/// Posts each event to an address, signed where there is a secret, at least once.
///
/// What went wrong is told with the host only: the rest of an address is often a key, and an answer's body is a
/// stranger's text.
package struct WebhookSink: Sink {
    package typealias Send =
        @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

    package let name: SinkName
    package var batchLimit: Int { 1 }
    private let settings: WebhookSettings
    private let host: String
    private let signer: WebhookSigner
    private let message: MessageFormat
    private let userAgent: String
    private let send: Send
    private let now: @Sendable () -> Timestamp

    /// Of the answer; nothing of it is used but its status and `Retry-After`.
    private static let answerLimit = 256 << 10

    package init(
        name: SinkName, settings: WebhookSettings, userAgent: String,
        now: @escaping @Sendable () -> Timestamp, send: @escaping Send
    ) throws(SinkError) {
        guard let host = WebhookAddress.host(settings.url.reveal()) else {
            throw .badAddress(name, problem: "it is not an http or https URL with a host")
        }
        do {
            signer = try WebhookSigner(settings.secrets)
        } catch {
            throw .badSecret(name, number: error.number, problem: error.problem)
        }
        for header in settings.headers {
            if let problem = WebhookAddress.problem(of: header) {
                throw .badHeader(name, header: header.name, problem: problem)
            }
        }
        message = try MessageFormat(settings, of: name)
        (self.name, self.settings, self.host) = (name, settings, host)
        (self.userAgent, self.now, self.send) = (userAgent, now, send)
    }

    package func deliver(_ batch: [Delivery]) async -> [DeliveryOutcome] {
        var outcomes: [DeliveryOutcome] = []
        for delivery in batch { outcomes.append(await deliver(delivery.event)) }
        return outcomes
    }

    private func deliver(_ event: SequencedEvent) async -> DeliveryOutcome {
        let body: MessageBody
        do {
            body = try message.body(of: event)
        } catch {
            return .rejected(reason: error.description)
        }
        do {
            let response = try await send(request(event, body))
            return WebhookAnswer.outcome(of: response, from: host, at: now())
        } catch  where error.kind == .tooLarge {
            // Only an answer that says success is held to the limit.
            return .delivered
        } catch {
            return .retry(reason: error.description, after: nil)
        }
    }

    private func request(_ event: SequencedEvent, _ body: MessageBody) -> HTTPRequest {
        let (id, timestamp) = (event.event.id.rawValue, now().seconds)
        var headers: HeaderList = ["Content-Type": body.contentType, "User-Agent": userAgent]
        for header in body.headers { headers.set(header.name, header.value) }
        for header in settings.headers { headers.set(header.name, header.value.reveal()) }
        headers.set("webhook-id", id)
        headers.set("webhook-timestamp", String(timestamp))
        if signer.isSigning {
            headers.set(
                "webhook-signature",
                signer.signature(id: id, timestamp: timestamp, body: body.bytes))
        }
        return HTTPRequest(
            method: "POST", url: settings.url.reveal(), headers: headers, body: body.bytes,
            timeout: settings.timeout, bodyLimit: Self.answerLimit)
    }
}
