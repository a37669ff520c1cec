import FeedModel
import Transport

/// What a webhook's answer means for the delivery. Its body plays no part and is never shown.
enum WebhookAnswer {
    static func outcome(
        of response: HTTPResponse, from host: String, at now: Timestamp
    ) -> DeliveryOutcome {
        let status = response.status
        switch status {
        case 200..<300:
            return .delivered
        case 300..<400:
            return .retry(
                reason: "\(host) answered \(status), a redirect, and those are not followed; "
                    + "give the sink the address that it leads to.",
                after: nil)
        case 410:
            return .stopped(
                reason: "\(host) answered 410: it wants no more events, so the sink has stopped.")
        case 401, 403, 404:
            return .retry(
                reason: "\(host) answered \(status); look at the sink's address and keys.",
                after: nil)
        case 413:
            return .rejected(reason: "\(host) answered 413: the event is too large for it.")
        case 429, 502, 503, 504:
            return .retry(
                reason: "\(host) answered \(status) and is given time.",
                after: response.retryAfter(now: now))
        default:
            return .retry(reason: "\(host) answered \(status).", after: nil)
        }
    }
}
