package import FeedModel

/// `Retry-After` as a wait from now: a number of seconds or a date (RFC 9110, section 10.2.3).
package struct RetryAfter: Sendable, Hashable {
    /// The longest wait that is believed.
    package static let limit = Duration.days(7)

    /// Never negative, at most `limit`.
    package let wait: Duration

    /// `nil` where the value is neither.
    package init?(_ value: String, now: Timestamp) {
        let text = value.filter { $0 != " " && $0 != "\t" }
        if !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
            // A number too large to read is a long wait, not a malformed one.
            wait = Int64(text).map { min(.seconds($0), Self.limit) } ?? Self.limit
        } else if let date = HTTPDate.parse(value, now: now) {
            wait = min(max(date - now, .zero), Self.limit)
        } else {
            return nil
        }
    }
}

extension HTTPResponse {
    /// How long the server asks to be left alone.
    package func retryAfter(now: Timestamp) -> Duration? {
        headers["Retry-After"].flatMap { RetryAfter($0, now: now)?.wait }
    }
}
