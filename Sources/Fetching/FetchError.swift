/// Why a poll brought no document: a fixed word for logs and events, a sentence for the operator.
package struct FetchError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// 401, 407
        case unauthorized
        /// 403, 451
        case blocked
        /// 404
        case notFound = "not-found"
        /// 5xx
        case serverError = "server-error"
        /// 429
        case rateLimited = "rate-limited"
        /// Another 4xx.
        case clientError = "client-error"
        /// A page that wants to see a browser.
        case challenge
        case dns
        case connect
        case tls
        case timeout
        /// The connection ended before the answer did.
        case reset
        case tooLarge = "too-large"
        case badURL = "bad-url"
        /// An operator's header that cannot be sent.
        case badRequest = "bad-request"
        /// From a public server to a private address.
        case blockedAddress = "blocked-address"
        case redirectLoop = "redirect-loop"
        case tooManyRedirects = "too-many-redirects"
        /// A redirect that leads nowhere, or not to http or https.
        case badRedirect = "bad-redirect"
        case badResponse = "bad-response"
        /// A file that is not there or not ours to read.
        case unreadable
        case cancelled
    }

    package let kind: Kind
    package let description: String
    /// `Retry-After`, at most 7 days.
    package let retryAfter: Duration?
    package let status: Int?

    package init(
        kind: Kind, description: String, retryAfter: Duration? = nil, status: Int? = nil
    ) {
        (self.kind, self.description) = (kind, description)
        (self.retryAfter, self.status) = (retryAfter, status)
    }

    /// The failure says nothing of the server: nothing was reached at all. All feeds failing so at once is our own outage.
    package var isNetwork: Bool {
        switch kind {
        case .dns, .connect, .timeout, .tls, .reset: true
        default: false
        }
    }
}
