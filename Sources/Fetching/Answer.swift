import FeedModel
import Transport

/// The last hop's answer, and what it means.
struct Answer {
    let response: HTTPResponse
    let chain: RedirectChain
    let request: FetchRequest
    let wasConditional: Bool
    let now: Timestamp

    func outcome() throws(FetchError) -> FetchOutcome {
        if BotCheck.isRecognised(in: response) {
            throw error(.challenge, "answers with a page that wants to see a browser.")
        }
        switch response.status {
        case 200, 203: return try document(isDelta: false)
        case 226 where wasConditional: return try document(isDelta: true)
        case 304 where wasConditional:
            // The validators that were sent are kept: a new one in a 304 would vouch for what we may not have.
            return .notModified(metadata(validators: request.validators))
        // A temporary detour that is gone says nothing of the feed.
        case 410 where chain.hopCount == 1 || chain.isPermanent:
            return .gone(metadata(validators: Validators()))
        default: throw refusal()
        }
    }

    private func document(isDelta: Bool) throws(FetchError) -> FetchOutcome {
        guard !response.body.isEmpty else { throw error(.badResponse, "sent an empty document.") }
        var metadata = metadata(validators: response.validators)
        (metadata.hubURL, metadata.selfURL) = (linked(as: "hub"), linked(as: "self"))
        let digest = bodyDigest(response.body)
        if digest == request.bodyDigest { return .unchanged(metadata) }
        let document = FetchedDocument(
            body: response.body, contentType: response.headers["Content-Type"],
            contentLocation: response.headers["Content-Location"],
            finalURL: chain.url.description, digest: digest, isDelta: isDelta)
        return .fetched(document, metadata)
    }

    private func linked(as relation: String) -> String? {
        let fields = response.headers.values(of: "Link")
        guard !fields.isEmpty else { return nil }
        return LinkHeader(fields).targets(of: relation).lazy.compactMap(chain.url.resolving).first?
            .description
    }

    private func metadata(validators: Validators) -> FetchMetadata {
        FetchMetadata(
            validators: validators,
            validatorsURL: chain.url.description,
            freshFor: Freshness(response.headers, now: now).lifetime,
            retryAfter: response.retryAfter(now: now),
            permanentRedirect: chain.adoptableTarget(for: request.settings),
            status: response.status, hopCount: chain.hopCount,
            isFromPublicAddress: response.isFromPublicAddress,
            wasUnconditional: request.isUnconditional)
    }
}

extension Answer {
    private func refusal() -> FetchError {
        switch response.status {
        case 401, 407:
            error(.unauthorized, "asks for a username and password, or refuses those given.")
        case 403, 451: error(.blocked, "refuses to give us the feed.")
        case 404: error(.notFound, "has no feed at that address: check the URL.")
        case 410: error(.notFound, "redirects to a page that is gone.")
        case 429: error(.rateLimited, "finds that we ask too often.")
        case 500...: error(.serverError, "has a problem of its own.")
        case 400..<500: error(.clientError, "does not take our request.")
        case 304: error(.badResponse, "says that nothing is new, which it was not asked.")
        case 300..<400: error(.badRedirect, "redirects without saying where to.")
        default: error(.badResponse, "sent an answer that has no place here.")
        }
    }

    private func error(_ kind: FetchError.Kind, _ reason: String) -> FetchError {
        FetchError(
            kind: kind, description: "\(chain.url.authority) \(reason) (HTTP \(response.status))",
            retryAfter: response.retryAfter(now: now), status: response.status)
    }
}

extension HTTPResponse {
    /// As received; one that could not be sent back byte for byte is none.
    fileprivate var validators: Validators {
        Validators(etag: validator("ETag"), lastModified: validator("Last-Modified"))
    }

    private func validator(_ name: String) -> String? {
        // Sent back, a star would mean any version at all.
        guard let value = headers[name], !value.isEmpty, value != "*",
            value.utf8.count <= validatorLimit,
            // What is not UTF-8 was mended when it was read.
            !value.unicodeScalars.contains("\u{FFFD}")
        else { return nil }
        return value
    }
}

/// A longer one is no validator but an attempt to fill the store.
private let validatorLimit = 2048
