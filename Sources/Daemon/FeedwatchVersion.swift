/// Which feedwatch this is. The one place that says so.
package enum FeedwatchVersion {
    package static let number = "0.1.0"
    /// What servers see, without the contact.
    package static let userAgent = "feedwatch/\(number) (+https://github.com/feedwatch/feedwatch)"
}
