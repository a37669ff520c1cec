import FeedModel
import Transport

/// Looks at what the operator wrote before anything is sent with it.
enum WebhookAddress {
    /// The host and port of an http(s) URL, the one part of it that may be shown.
    static func host(_ url: String) -> String? { WebURL(url)?.authority }

    /// `nil` where the header can be sent as it is.
    static func problem(of header: WebhookSettings.Header) -> String? {
        let name = header.name.lowercased()
        let isToken = name.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && !"\"(),/:;<=>?@[\\]{}".utf8.contains($0)
        }
        guard isToken, !name.isEmpty else { return "that is no name of a header" }
        guard !reserved.contains(name) else { return "feedwatch sets it itself" }
        let isClean = header.value.reveal().utf8.allSatisfy { $0 == 9 || $0 >= 0x20 && $0 != 0x7F }
        return isClean ? nil : "its value has control characters or line breaks"
    }

    private static let reserved: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "webhook-id",
        "webhook-timestamp", "webhook-signature",
    ]
}
