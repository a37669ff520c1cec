/// Why no answer came. Never holds a URL's credentials, path or query, nor a header's value.
package struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        case badURL = "bad-url"
        /// A header that cannot be sent.
        case badRequest = "bad-request"
        case blockedAddress = "blocked-address"
        case dns
        case connect
        case tls
        case timeout
        /// The connection ended before the answer did.
        case reset
        case tooLarge = "too-large"
        case badResponse = "bad-response"
        /// The task was cancelled, or the transport was shut down.
        case cancelled
    }

    package let kind: Kind
    /// A sentence for the operator.
    package let description: String

    package init(kind: Kind, description: String) {
        (self.kind, self.description) = (kind, description)
    }
}
