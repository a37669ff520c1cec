package import FeedModel

/// The limits of one fetch, and how we introduce ourselves. Defaults live here, once.
package struct FetchSettings: Sendable, Hashable {
    /// The whole of one hop, from connecting to the body's last byte.
    package var timeout: Duration = .seconds(30)
    /// Bytes after decompression.
    package var bodyLimit = 32 << 20
    package var redirectLimit = 5
    /// Without the contact; `VERSION` has been filled in.
    package var userAgent: String
    /// An address or a URL that a server's operator can turn to; put into the user agent.
    package var contact: String?

    package init(userAgent: String) { self.userAgent = userAgent }

    /// What goes into `User-Agent`.
    package var userAgentHeader: String {
        contact.map { "\(userAgent) (contact: \($0))" } ?? userAgent
    }
}

/// What the operator said of one feed's requests.
package struct FeedRequestSettings: Sendable, Hashable {
    package var headers: [HeaderField]
    package var username: String?
    package var password: Secret?

    package init(
        headers: [HeaderField] = [], username: String? = nil, password: Secret? = nil
    ) {
        (self.headers, self.username, self.password) = (headers, username, password)
    }

    package struct HeaderField: Sendable, Hashable {
        package var name: String
        /// Secret, for an operator's header is often a key.
        package var value: Secret
        package init(name: String, value: Secret) { (self.name, self.value) = (name, value) }
    }
}
