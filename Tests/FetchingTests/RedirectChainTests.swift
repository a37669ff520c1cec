import FeedModel
import Testing
import Transport

@testable import Fetching

/// What a chain of redirects may see and where it may lead, without a network.
@Suite struct RedirectChainTests {
    @Test func answerFromThePublicInternetMayNotLeadInside() throws {
        var chain = RedirectChain(from: try url("http://a.example/"), isDiscovered: false)
        #expect(chain.addressPolicy == .any)
        try chain.follow(
            "http://169.254.169.254/", status: 302, limit: 5, isFromPublicAddress: true)
        #expect(chain.addressPolicy == .publicOnly)
    }

    @Test func answerFromInsideMayLeadInsideUntilItLedOutside() throws {
        var chain = RedirectChain(from: try url("http://10.0.0.1/"), isDiscovered: false)
        try chain.follow("http://10.0.0.2/", status: 302, limit: 5, isFromPublicAddress: false)
        #expect(chain.addressPolicy == .any)
        try chain.follow("http://b.example/", status: 302, limit: 5, isFromPublicAddress: true)
        try chain.follow("http://10.0.0.3/", status: 302, limit: 5, isFromPublicAddress: true)
        #expect(chain.addressPolicy == .publicOnly)
    }

    @Test(
        arguments: [
            ("https://a.example/x", "https://b.example/x", "https://b.example/x"),
            ("http://a.example/x", "https://a.example/x", "https://a.example/x"),
            ("https://a.example/x", "http://a.example/x", nil),
        ] as [(String, String, String?)])
    func moveIsAdoptable(from start: String, to target: String, _ expected: String?) throws {
        var chain = RedirectChain(from: try url(start), isDiscovered: false)
        try chain.follow(target, status: 301, limit: 5, isFromPublicAddress: true)
        #expect(chain.adoptableTarget(for: FeedRequestSettings()) == expected)
    }

    private func url(_ text: String) throws -> WebURL { try #require(WebURL(text)) }
}
