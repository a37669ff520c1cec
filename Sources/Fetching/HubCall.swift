import FeedModel

/// What a hub says or asks by calling back (W3C WebSub, sections 5.2 and 5.3): may it begin, may it end; it will not.
package struct HubCall: Sendable, Hashable {
    package enum Mode: String, Sendable { case subscribe, unsubscribe, denied }

    /// What a hub that means well sends is far shorter.
    private static let lengthLimit = 1024

    package var mode: Mode
    package var topic: String
    /// To be sent back as it is; empty where the hub denies.
    package var challenge: String
    /// How long its promise would last; `nil`: it did not say.
    package var lease: Duration?
    /// Why it denies, in the hub's own words; fit to be shown.
    package var reason: String

    /// From the parameters of the callback's URL; `nil` where they are none of WebSub's.
    package init?(_ parameters: [String: String]) {
        guard let mode = parameters["hub.mode"].flatMap(Mode.init(rawValue:)),
            let topic = parameters["hub.topic"]
        else { return nil }
        (self.mode, self.topic) = (mode, topic)
        challenge = parameters["hub.challenge"] ?? ""
        guard mode == .denied || !challenge.isEmpty, challenge.utf8.count <= Self.lengthLimit
        else { return nil }
        lease = parameters["hub.lease_seconds"].flatMap(UInt32.init).map { .seconds($0) }
        reason = VisibleText(parameters["hub.reason"] ?? "", limit: 200).description
    }
}

/// What the hub is answered.
package enum HubAnswer: Sendable, Hashable {
    /// It was asked for: the challenge goes back.
    case confirmed(challenge: String)
    case noted
    /// It was not asked for.
    case refused
}
