package import FeedModel

/// What a server said of a feed. All of these are answers; failures are thrown as `FetchError`.
package enum FetchOutcome: Sendable, Hashable {
    /// 304: the stored version is the current one.
    case notModified(FetchMetadata)
    /// 200 with the very bytes that were stored.
    case unchanged(FetchMetadata)
    case fetched(FetchedDocument, FetchMetadata)
    /// 410: the feed is no more.
    case gone(FetchMetadata)

    package var metadata: FetchMetadata {
        switch self {
        case .notModified(let metadata), .unchanged(let metadata), .fetched(_, let metadata),
            .gone(let metadata):
            metadata
        }
    }
}

/// A document's bytes, decompressed, with what is needed to read them.
package struct FetchedDocument: Sendable, Hashable {
    package var body: [UInt8]
    /// As received.
    package var contentType: String?
    /// As received; relative to `finalURL`.
    package var contentLocation: String?
    /// After redirects: what relative links in the document are relative to. Without credentials.
    package var finalURL: String
    /// Of `body`, to recognise it next time.
    package var digest: [UInt8]
    /// 226: only the items that are new since the stored version.
    package var isDelta: Bool

    package init(
        body: [UInt8], contentType: String? = nil, contentLocation: String? = nil,
        finalURL: String, digest: [UInt8], isDelta: Bool = false
    ) {
        (self.body, self.contentType, self.contentLocation) = (body, contentType, contentLocation)
        (self.finalURL, self.digest, self.isDelta) = (finalURL, digest, isDelta)
    }
}

/// What the answer said besides the document.
package struct FetchMetadata: Sendable, Hashable {
    /// To be stored with the document; on 304, those that were sent.
    package var validators: Validators
    /// The URL that gave the validators: the last hop's. Worth storing beside them.
    package var validatorsURL: String?
    /// No poll before this long from now: the server's own word, capped; zero: it is stale already; `nil`: nothing was said.
    package var freshFor: Duration?
    /// 503 and 429 are errors; this is a `Retry-After` on an answer that is none.
    package var retryAfter: Duration?
    /// Where an unbroken chain of 301 and 308 led to.
    package var permanentRedirect: String?
    /// Of the last hop; 200 for a file.
    package var status: Int
    /// Requests made: 1 without a redirect, 0 for a file.
    package var hopCount: Int
    /// Whether the last hop was on the public internet: then what the document names may not lead to a private address.
    package var isFromPublicAddress: Bool
    /// Validators were at hand and left out.
    package var wasUnconditional: Bool
    /// Who tells of the feed, and its own name there: from the `Link` header, absolute.
    package var hubURL: String?
    package var selfURL: String?

    package init(
        validators: Validators = Validators(), validatorsURL: String? = nil,
        freshFor: Duration? = nil, retryAfter: Duration? = nil, permanentRedirect: String? = nil,
        status: Int = 200,
        hopCount: Int = 1, isFromPublicAddress: Bool = true, wasUnconditional: Bool = false
    ) {
        (self.validators, self.validatorsURL) = (validators, validatorsURL)
        (self.freshFor, self.retryAfter) = (freshFor, retryAfter)
        (self.permanentRedirect, self.status, self.hopCount) = (permanentRedirect, status, hopCount)
        (self.isFromPublicAddress, self.wasUnconditional) = (isFromPublicAddress, wasUnconditional)
    }
}
