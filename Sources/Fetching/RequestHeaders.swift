import FeedModel
import Transport

/// What is sent on one hop. No `Referer`, no cookie; what the operator gave goes to the feed's own server only.
struct RequestHeaders {
    private(set) var list: HeaderList
    /// A validator is among them, so that 304 and 226 are answers.
    private(set) var isConditional = false

    init(_ request: FetchRequest, _ settings: FetchSettings, chain: RedirectChain) {
        list = [
            "User-Agent": settings.userAgentHeader, "Accept": accept,
            "Accept-Encoding": "gzip, deflate",
        ]
        if chain.isTrusted { addPrivate(request, url: chain.start) }
        if !request.isUnconditional, request.validatorsBelong(to: chain.url) {
            addValidators(request.validators)
        }
    }

    private mutating func addPrivate(_ request: FetchRequest, url: WebURL) {
        let username = request.settings.username ?? url.credentials?.username
        let password = request.settings.password?.reveal() ?? url.credentials?.password
        if username != nil || password != nil {
            let pair = "\(username ?? ""):\(password ?? "")"
            list.append("Authorization", "Basic " + base64(Array(pair.utf8)))
        }
        for header in request.settings.headers { list.set(header.name, header.value.reveal()) }
    }

    private mutating func addValidators(_ validators: Validators) {
        if let etag = validators.etag {
            list.set("If-None-Match", etag)
            // RFC 3229: the server may answer with only the new items.
            list.set("A-IM", "feed")
        }
        if let lastModified = validators.lastModified {
            list.set("If-Modified-Since", lastModified)
        }
        isConditional = !validators.isEmpty
    }
}

extension FetchRequest {
    /// A validator means nothing to another URL than the one that gave it.
    fileprivate func validatorsBelong(to url: WebURL) -> Bool {
        validatorsURL.map { $0 == url.description } ?? true
    }
}

private let accept =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5"

/// RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var encoded: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        word <<= UInt32(8 * (3 - group.count))
        for place in 0..<4 {
            let letter = alphabet[Int(word >> UInt32(18 - 6 * place) & 63)]
            encoded.append(place <= group.count ? letter : UInt8(ascii: "="))
        }
    }
    return String(decoding: encoded, as: UTF8.self)
}
