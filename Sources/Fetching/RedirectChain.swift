import FeedModel
import Transport

/// The hops from a feed's URL to its document: where we are, what may be sent there, what was permanent.
struct RedirectChain: Sendable {
    let start: WebURL
    private(set) var url: WebURL
    private(set) var hopCount = 1
    private(set) var addressPolicy: AddressPolicy
    /// Where the hops led for as long as each was a 301 or 308.
    private(set) var permanentTarget: WebURL?
    private(set) var isPermanent = true
    private var visited: Set<String>

    init(from start: WebURL, isDiscovered: Bool) {
        (self.start, url) = (start, start)
        addressPolicy = isDiscovered ? .publicOnly : .any
        visited = [start.description]
    }

    /// Whether this hop may see what the operator gave for the feed: its headers and its password.
    var isTrusted: Bool { url.isSameOrigin(as: start) }

    /// Goes where an answer points to.
    mutating func follow(
        _ location: String, status: Int, limit: Int, isFromPublicAddress: Bool
    ) throws(FetchError) {
        guard let target = url.resolving(location) else {
            throw FetchError(
                kind: .badRedirect,
                description: "\(url.authority) redirects to what is neither http nor https: "
                    + "\(VisibleText(location, limit: 200)).", status: status)
        }
        guard visited.insert(target.description).inserted else {
            throw FetchError(
                kind: .redirectLoop,
                description: "The redirects of \(start.authority) go in a circle.",
                status: status)
        }
        guard hopCount <= limit else {
            throw FetchError(
                kind: .tooManyRedirects,
                description: "\(start.authority) redirects more than \(limit) times.",
                status: status)
        }
        // Once on the public internet, nobody sends us back into a private network.
        if isFromPublicAddress { addressPolicy = .publicOnly }
        isPermanent = isPermanent && (status == 301 || status == 308)
        if isPermanent { permanentTarget = target }
        url = target
        hopCount += 1
    }
}

extension RedirectChain {
    /// What may become the feed's URL, if it is said often enough.
    ///
    /// Not where the feed has a password or headers and the target is another server, which would then be given them; not
    /// from https to http.
    func adoptableTarget(for settings: FeedRequestSettings) -> String? {
        guard let permanentTarget else { return nil }
        let isPrivate =
            settings.password != nil || settings.username != nil || !settings.headers.isEmpty
            || start.credentials != nil
        if isPrivate, !permanentTarget.isSameOrigin(as: start) { return nil }
        if start.scheme == .https, permanentTarget.scheme == .http { return nil }
        return permanentTarget.description
    }
}
