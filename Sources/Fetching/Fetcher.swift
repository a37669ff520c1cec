package import FeedModel
package import Transport

/// Fetches one feed: asks only for what is new, follows redirects within limits, says what the answer was.
///
/// When to ask, and what becomes of the answer, is decided elsewhere. Nothing is kept between two fetches.
package struct Fetcher: Sendable {
    private let transport: HTTPTransport
    private let settings: FetchSettings
    private let now: @Sendable () -> Timestamp

    package init(
        transport: HTTPTransport, settings: FetchSettings, now: @escaping @Sendable () -> Timestamp
    ) {
        (self.transport, self.settings, self.now) = (transport, settings, now)
    }

    /// Follows the feed's URL to its document, or to a server's word that there is nothing new.
    package func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchOutcome {
        if let file = try FeedFile(url: request.url) {
            // A feed that a stranger named may not make us read our own disk.
            guard !request.isDiscovered else { throw .notFollowed(to: "a file") }
            return try file.outcome(request, limit: settings.bodyLimit)
        }
        guard let url = WebURL(request.url) else {
            throw FetchError(
                kind: .badURL, description: "The URL is none: http, https and file: are supported.")
        }
        var chain = RedirectChain(from: url, isDiscovered: request.isDiscovered)
        while true {
            let headers = RequestHeaders(request, settings, chain: chain)
            let response = try await send(headers, to: chain)
            if let location = response.redirectLocation {
                try chain.follow(
                    location, status: response.status, limit: settings.redirectLimit,
                    isFromPublicAddress: response.isFromPublicAddress)
                continue
            }
            let answer = Answer(
                response: response, chain: chain, request: request,
                wasConditional: headers.isConditional,
                now: now())
            return try answer.outcome()
        }
    }

    private func send(
        _ headers: RequestHeaders, to chain: RedirectChain
    ) async throws(FetchError) -> HTTPResponse {
        do {
            return try await transport.send(
                HTTPRequest(
                    url: chain.url.description, headers: headers.list, timeout: settings.timeout,
                    bodyLimit: settings.bodyLimit, addressPolicy: chain.addressPolicy))
        } catch {
            throw FetchError(error, hops: chain.hopCount)
        }
    }
}

extension HTTPResponse {
    /// Where the answer sends us; `nil` where it is no redirect, or one without a target.
    fileprivate var redirectLocation: String? {
        switch status {
        case 301, 302, 303, 307, 308: headers["Location"]
        default: nil
        }
    }
}
