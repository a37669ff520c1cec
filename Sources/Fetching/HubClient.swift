package import FeedModel
package import Transport

/// What a hub is asked: to begin telling us of a feed, or to end it.
package struct HubRequest: Sendable, Hashable {
    package enum Mode: String, Sendable { case subscribe, unsubscribe }

    package var mode: Mode
    package var hub: FeedHub
    package var token: PushToken
    package var secret: Secret
}

/// Sends requests to hubs. A hub is a stranger whom a feed named: it may not lead us from the public internet into a
/// private network, which is checked on the address that was connected to, on every hop.
package struct HubClient: Sendable {
    private static let bodyLimit = 16 << 10

    private let transport: HTTPTransport
    private let settings: FetchSettings
    private let callbackBase: String

    /// `callbackBase`: where our listener can be reached from outside; it ends in `/`.
    package init(transport: HTTPTransport, settings: FetchSettings, callbackBase: String) {
        (self.transport, self.settings) = (transport, settings)
        self.callbackBase = callbackBase
    }

    /// Returns where the hub took the request; it confirms by calling back.
    package func send(_ request: HubRequest) async throws(FetchError) {
        guard let url = WebURL(request.hub.url) else {
            throw FetchError(kind: .badURL, description: "The hub's URL is none.")
        }
        var chain = RedirectChain(from: url, isDiscovered: request.hub.isPublicOnly)
        while true {
            let response = try await post(request, to: chain)
            // Those that keep the method; others would turn the request into a GET.
            if response.status == 307 || response.status == 308,
                let location = response.headers["Location"]
            {
                try chain.follow(
                    location, status: response.status, limit: settings.redirectLimit,
                    isFromPublicAddress: response.isFromPublicAddress)
                continue
            }
            guard response.isSuccess else {
                throw FetchError(
                    kind: response.status >= 500 ? .serverError : .clientError,
                    description:
                        "The hub \(chain.url.authority) does not take the request (HTTP \(response.status)).",
                    status: response.status)
            }
            return
        }
    }
}

extension HubClient {
    private func post(
        _ request: HubRequest, to chain: RedirectChain
    ) async throws(FetchError) -> HTTPResponse {
        let headers: HeaderList = [
            "User-Agent": settings.userAgentHeader,
            "Content-Type": "application/x-www-form-urlencoded",
        ]
        do {
            return try await transport.send(
                HTTPRequest(
                    method: "POST", url: chain.url.description, headers: headers,
                    body: Array(form(request).utf8), timeout: settings.timeout,
                    bodyLimit: Self.bodyLimit, addressPolicy: chain.addressPolicy))
        } catch {
            throw FetchError(error, hops: chain.hopCount)
        }
    }

    private func form(_ request: HubRequest) -> String {
        var fields = [
            ("hub.mode", request.mode.rawValue), ("hub.topic", request.hub.topic),
            ("hub.callback", callbackBase + request.token.rawValue),
        ]
        if request.mode == .subscribe {
            fields.append(("hub.secret", request.secret.reveal()))
            fields.append(
                ("hub.lease_seconds", "\(PushSubscription.lease.components.seconds)"))
        }
        return fields.map { "\($0)=\(formEncoded($1))" }.joined(separator: "&")
    }
}

/// All but the letters, digits and marks that stand for themselves anywhere.
private func formEncoded(_ text: String) -> String {
    text.utf8.map { byte in
        let character = Character(UnicodeScalar(byte))
        if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
            return String(character)
        }
        return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }.joined()
}
