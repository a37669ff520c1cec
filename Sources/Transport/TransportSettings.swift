/// How connections are made and kept. Defaults live here, once.
package struct TransportSettings: Sendable, Hashable {
    /// Resolving, connecting and the TLS handshake together; a request's own timeout may be shorter.
    package var connectTimeout: Duration = .seconds(10)
    /// How long an unused connection is kept for the next feed of the same host.
    package var idleTimeout: Duration = .seconds(30)
    /// Open HTTP/1.1 connections to one host; further requests wait for one. How many polls a host gets is decided elsewhere.
    package var connectionsPerHost = 64
    /// Bytes out for one byte in; beyond it a compressed body is taken for a bomb. Feeds stay under 50.
    package var decompressionRatioLimit = 200

    package init() {}
}
