import Transport

extension FetchError {
    /// A transport's failure in the words of a poll. `hops`: requests made, this one included.
    init(_ error: TransportError, hops: Int) {
        let origin = hops > 1 ? " It was reached by \(hops == 2 ? "a redirect" : "redirects")." : ""
        self.init(kind: Kind(error.kind), description: error.description + origin)
    }

    static func notFollowed(to place: String) -> FetchError {
        FetchError(
            kind: .blockedAddress,
            description: "What a server or a document names may not lead to \(place).")
    }
}

extension FetchError.Kind {
    fileprivate init(_ kind: TransportError.Kind) {
        self =
            switch kind {
            case .badURL: .badURL
            case .badRequest: .badRequest
            case .blockedAddress: .blockedAddress
            case .dns: .dns
            case .connect: .connect
            case .tls: .tls
            case .timeout: .timeout
            case .reset: .reset
            case .tooLarge: .tooLarge
            case .badResponse: .badResponse
            case .cancelled: .cancelled
            }
    }
}
