/// One HTTP request, with the limits that its answer must keep. Redirects are not followed: the caller decides.
package struct HTTPRequest: Sendable {
    package var method: String
    /// Absolute, `http` or `https`.
    package var url: String
    /// Sent as they are; `Host` and the framing headers are added.
    package var headers: HeaderList
    package var body: [UInt8]
    /// The whole of it: resolving, connecting, sending, the answer's last byte.
    package var timeout: Duration
    /// Bytes of the answer's body after decompression.
    package var bodyLimit: Int
    package var addressPolicy: AddressPolicy

    package init(
        method: String = "GET", url: String, headers: HeaderList = HeaderList(),
        body: [UInt8] = [], timeout: Duration = .seconds(30), bodyLimit: Int = 32 << 20,
        addressPolicy: AddressPolicy = .any
    ) {
        (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
        (self.timeout, self.bodyLimit, self.addressPolicy) = (timeout, bodyLimit, addressPolicy)
    }
}

/// Which addresses a request may be sent to. It is checked on the address that was connected to, not on a name.
package enum AddressPolicy: Sendable, Hashable {
    /// The operator wrote the URL.
    case any
    /// A server or a document named the URL: neither loopback, private, link-local nor otherwise special.
    case publicOnly
}
