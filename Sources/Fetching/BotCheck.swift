import Transport

/// Recognises the pages that services put between a site and whatever they take for a robot.
///
/// Telling them apart from a broken feed matters, because the cure is another: to ask the site's owner, not to fix a URL.
enum BotCheck {
    static func isRecognised(in response: HTTPResponse) -> Bool {
        if response.status == 304 { return false }
        if hasMark(response.headers) { return true }
        guard isPage(response) else { return false }
        let start = String(decoding: response.body.prefix(searchedLimit), as: UTF8.self)
            .lowercased()
        return phrases.contains(where: start.contains)
    }

    private static let searchedLimit = 16 << 10

    /// Headers by which such a service says so itself.
    private static func hasMark(_ headers: HeaderList) -> Bool {
        headers["cf-mitigated"] == "challenge" || headers["x-vercel-mitigated"] == "challenge"
            || headers.contains("x-amzn-waf-action") || headers.contains("sg-captcha")
    }

    /// Only an HTML page is searched: a feed may well report of "checking your browser".
    private static func isPage(_ response: HTTPResponse) -> Bool {
        var start = response.body.prefix(512)[...]
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
        let text = String(decoding: start.drop { $0 <= 0x20 }.prefix(64), as: UTF8.self)
            .lowercased()
        return text.hasPrefix("<!doctype html") || text.hasPrefix("<html")
            || text.hasPrefix("<head")
            || text.hasPrefix("<script") || text.hasPrefix("<!--[if")
    }

    private static let phrases = [
        "<title>just a moment...</title>",
        "cf-browser-verification", "cf_chl_opt", "/cdn-cgi/challenge-platform/",
        "attention required! | cloudflare",
        "checking your browser before accessing", "checking if the site connection is secure",
        "enable javascript and cookies to continue",
        "making sure you&#39;re not a bot", "making sure you're not a bot",
        "ddos protection by", "/.well-known/ddos-guard/", "/_incapsula_resource",
        "sucuri_cloudproxy_js",
        "<title>vercel security checkpoint</title>", "px-captcha", "geo.captcha-delivery.com",
        "awswafintegration", "<title>robot challenge screen</title>",
        "please verify you are a human",
        "verifying you are human", "are you a robot?</title>",
        "<title>one moment, please...</title>",
    ]
}
