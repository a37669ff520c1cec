package import FeedModel

/// One sink as the operator configured it. Defaults live here, once.
package struct SinkSettings: Sendable, Hashable {
    package var name: SinkName
    package var kind: Kind
    package var route: Route
    /// `nil`: each event is told by itself.
    package var digest: DigestPolicy?
    /// `nil`: at any hour.
    package var quiet: QuietHours?

    package init(name: SinkName, kind: Kind, route: Route = Route()) {
        (self.name, self.kind, self.route) = (name, kind, route)
    }

    package enum Kind: Sendable, Hashable {
        case stdout(LineFormat)
        /// `path` is absolute.
        case file(path: String)
        case webhook(WebhookSettings)
    }

    package enum LineFormat: String, Sendable, CaseIterable { case text, json }
}

package struct WebhookSettings: Sendable, Hashable {
    package enum Format: String, Sendable, CaseIterable {
        case event, cloudevents, slack, discord, teams, mattermost, ntfy, template
    }

    package struct Header: Sendable, Hashable {
        package var name: String
        package var value: Secret
        package init(name: String, value: Secret) { (self.name, self.value) = (name, value) }
    }

    /// The address is a secret too: chat services put the key into the path.
    package var url: Secret
    package var format: Format = .event
    /// Of the operator's own template, absolute; for `format: template`. Its ending says what it makes: `.json`,
    /// `.html`, `.txt`.
    package var templatePath: String?
    /// `whsec_…`: each signs, so that one can be rotated in before the other goes.
    package var secrets: [Secret] = []
    package var headers: [Header] = []
    /// Waits between attempts; after the last comes the dead letter.
    package var retries: [Duration] = [
        .seconds(5), .minutes(5), .minutes(30), .hours(2), .hours(5), .hours(10), .hours(14),
        .hours(20), .hours(24),
    ]
    package var timeout: Duration = .seconds(20)

    package init(url: Secret) { self.url = url }
}
