package import FeedModel

/// One poll of one feed: where, and what is known of the version that is stored.
package struct FetchRequest: Sendable, Hashable {
    /// `http`, `https` or `file`, as the operator wrote it or as it was adopted after a move.
    package var url: String
    /// As received with the stored version, and only if that came from this `url` and this version of the parser.
    package var validators: Validators
    /// `FetchMetadata.validatorsURL` of the stored version, if that is known: no other URL is sent the validators.
    package var validatorsURL: String?
    /// `FetchedDocument.digest` of the stored version.
    package var bodyDigest: [UInt8]?
    package var settings: FeedRequestSettings
    /// Leaves the validators out, to find out a server that answers 304 for ever.
    package var isUnconditional: Bool
    /// The URL came from a document or a server, not from the operator: it may not lead to a private address.
    package var isDiscovered: Bool

    package init(
        url: String, validators: Validators = Validators(), validatorsURL: String? = nil,
        bodyDigest: [UInt8]? = nil,
        settings: FeedRequestSettings = FeedRequestSettings(), isUnconditional: Bool = false,
        isDiscovered: Bool = false
    ) {
        (self.url, self.validators, self.bodyDigest) = (url, validators, bodyDigest)
        self.validatorsURL = validatorsURL
        (self.settings, self.isUnconditional) = (settings, isUnconditional)
        self.isDiscovered = isDiscovered
    }
}
