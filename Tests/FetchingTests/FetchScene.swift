import FeedModel
import Fetching
import TestSupport
import Transport

/// A scripted server and a fetcher that asks it, for one test.
struct FetchScene {
    let server: LocalFeedServer
    let clock = ManualClock()
    let transport: HTTPTransport
    let fetcher: Fetcher

    static func run<Result>(
        _ script: @escaping LocalFeedServer.Script, settings: FetchSettings = .testing,
        while body: (FetchScene) async throws -> Result
    ) async throws -> Result {
        try await LocalFeedServer.run(script) { server in
            let scene = FetchScene(server: server, settings: settings)
            do {
                let result = try await body(scene)
                await scene.transport.shutdown()
                return result
            } catch {
                await scene.transport.shutdown()
                throw error
            }
        }
    }

    private init(server: LocalFeedServer, settings: FetchSettings) {
        self.server = server
        let clock = clock
        transport = HTTPTransport()
        fetcher = Fetcher(transport: transport, settings: settings) { clock.now }
    }

    func fetch(
        _ path: String = "/feed", validators: Validators = Validators(), digest: [UInt8]? = nil
    ) async throws(FetchError) -> FetchOutcome {
        try await fetcher.fetch(
            FetchRequest(url: server.url(path), validators: validators, bodyDigest: digest))
    }
}

extension FetchSettings {
    static var testing: FetchSettings {
        var settings = FetchSettings(userAgent: "feedwatch/0 (+https://feedwatch.example)")
        settings.timeout = .ample
        settings.bodyLimit = 1 << 20
        settings.contact = "ops@example.com"
        return settings
    }
}

extension FetchOutcome {
    /// The case's name.
    var word: String {
        switch self {
        case .notModified: "notModified"
        case .unchanged: "unchanged"
        case .fetched: "fetched"
        case .gone: "gone"
        }
    }

    var document: FetchedDocument? {
        if case .fetched(let document, _) = self { document } else { nil }
    }
}
