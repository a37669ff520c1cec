import AsyncHTTPClient
import FeedModel
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension TransportError {
    /// Translates what the client or the network threw; `host` is all that is said of the URL.
    init(_ error: any Error, host: String, _ request: HTTPRequest) {
        switch error {
        case let error as TransportError: self = error
        case let error as UnwelcomeAddress:
            self.init(
                kind: .blockedAddress,
                description: "\(host) is at a \(error.addressClass.rawValue) address, where only "
                    + "a URL of the configuration may lead.")
        case is ResponseCollector.BodyTooLarge:
            self.init(
                kind: .tooLarge,
                description:
                    "The answer of \(host) is larger than \(ByteSize(Int64(request.bodyLimit)).exact), the limit."
            )
        case let error as HTTPClientError: self.init(error, host: host, request)
        case let error as NIOConnectionError: self.init(error, host: host)
        case let error as IOError: self.init(error, host: host)
        case let error as ChannelError: self.init(error, host: host)
        case HTTPParserError.invalidEOFState:
            self.init(HTTPClientError.remoteConnectionClosed, host: host, request)
        case is CancellationError: self = .cancelled(host)
        default: self.init(unknown: error, host: host)
        }
    }

    init(_ failure: ContentDecoding.Failure, host: String, _ request: HTTPRequest) {
        switch failure {
        case .tooLarge:
            self.init(ResponseCollector.BodyTooLarge(), host: host, request)
        case .tooDense:
            self.init(
                kind: .tooLarge,
                description: "The compressed answer of \(host) grows beyond measure: a bomb.")
        case .malformed, .truncated:
            self.init(
                kind: .badResponse,
                description:
                    "The compressed answer of \(host) is \(failure == .truncated ? "cut short" : "damaged")."
            )
        case .unknownEncoding(let name):
            self.init(
                kind: .badResponse,
                description:
                    "\(host) sent its answer as \(VisibleText(name, limit: 40)), which was not asked for."
            )
        }
    }

    private init(_ error: HTTPClientError, host: String, _ request: HTTPRequest) {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout:
            self.init(
                kind: .timeout,
                description: "\(host) did not answer in full within \(request.timeout).")
        case .connectTimeout, .getConnectionFromPoolTimeout:
            self.init(kind: .timeout, description: "No connection to \(host) came about in time.")
        case .tlsHandshakeTimeout:
            self.init(
                kind: .timeout, description: "\(host) did not finish the TLS handshake in time.")
        case .remoteConnectionClosed:
            self.init(
                kind: .reset,
                description: "\(host) closed the connection before its answer was whole.")
        case .cancelled, .alreadyShutdown: self = .cancelled(host)
        case .invalidURL, .emptyHost, .emptyScheme:
            self.init(kind: .badURL, description: "The URL at \(host) cannot be read.")
        default: self.init(unclassified: error, host: host)
        }
    }

    /// Its case names may hold header names, never values.
    private init(unclassified error: HTTPClientError, host: String) {
        if error.shortDescription.hasPrefix("Invalid header") {
            self.init(
                kind: .badRequest,
                description: "A header for \(host) has characters that HTTP cannot carry.")
        } else if error.shortDescription.contains("application protocol") {
            self.init(kind: .tls, description: "\(host) speaks neither HTTP/1.1 nor HTTP/2.")
        } else {
            self.init(
                kind: .badResponse,
                description: "The exchange with \(host) failed: \(error.shortDescription).")
        }
    }

    private init(_ error: NIOConnectionError, host: String) {
        if let first = error.connectionErrors.first?.error {
            if let error = first as? IOError {
                self.init(error, host: host)
            } else {
                self.init(
                    kind: .timeout, description: "No connection to \(host) came about in time.")
            }
        } else {
            self.init(
                kind: .dns,
                description: "The name \(host) could not be resolved: check its spelling.")
        }
    }

    private init(_ error: IOError, host: String) {
        switch error.errnoCode {
        case ECONNRESET, EPIPE, ECONNABORTED:
            self.init(
                kind: .reset,
                description: "\(host) reset the connection before its answer was whole.")
        default:
            let reason = String(cString: strerror(error.errnoCode))
            self.init(kind: .connect, description: "Connecting to \(host) failed: \(reason).")
        }
    }

    private init(_ error: ChannelError, host: String) {
        switch error {
        case .connectTimeout:
            self.init(kind: .timeout, description: "No connection to \(host) came about in time.")
        default:
            self.init(
                kind: .reset,
                description: "The connection to \(host) ended before its answer was whole.")
        }
    }

    private static func cancelled(_ host: String) -> TransportError {
        TransportError(kind: .cancelled, description: "The request to \(host) was cancelled.")
    }

    private init(unknown error: any Error, host: String) {
        let type = String(reflecting: Swift.type(of: error))
        // By name, for the module comes with the client and is no dependency of ours.
        if type.hasPrefix("NIOSSL.") {
            self.init(kind: .tls, description: "TLS with \(host) failed: \(tlsReason("\(error)")).")
        } else {
            self.init(
                kind: .badResponse,
                description:
                    "The answer of \(host) breaks the rules of HTTP: \(VisibleText("\(error)", limit: 200))."
            )
        }
    }
}

/// What an operator can do something with, of what BoringSSL says.
private func tlsReason(_ text: String) -> String {
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
        return "its certificate is expired, self-signed or from an unknown authority"
    }
    if text.contains("failedToValidateHostname") { return "its certificate is for another name" }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
        return "it does not speak TLS on that port"
    }
    if text.contains("EOF during handshake") { return "it ended the connection in the middle" }
    return VisibleText(text, limit: 300).description
}
