import FeedModel
import TestSupport
import Testing
import Transport

@testable import Fetching

@Suite("A request to a hub")
struct HubClientTests {
    private static func send(
        to server: LocalFeedServer, path: String = "/hub", isPublicOnly: Bool = false
    ) async throws {
        let transport = HTTPTransport()
        var settings = FetchSettings(userAgent: "feedwatch/1")
        settings.timeout = .ample
        let client = HubClient(
            transport: transport, settings: settings, callbackBase: "https://us.example/push/")
        let request = HubRequest(
            mode: .subscribe,
            hub: FeedHub(
                url: server.url(path), topic: "https://a.example/f?a=b&c=ü",
                isPublicOnly: isPublicOnly), token: PushToken("t0ken"), secret: Secret("s"))
        let result: Result<Void, any Error>
        do { result = .success(try await client.send(request)) } catch { result = .failure(error) }
        await transport.shutdown()
        try result.get()
    }

    @Test func `it is a form with all that WebSub asks for`() async throws {
        try await LocalFeedServer.run({ _ in .init(202) }) { server in
            try await Self.send(to: server)
            let request = try #require(server.requests.first)
            #expect(request.method == "POST")
            #expect(request["Content-Type"] == "application/x-www-form-urlencoded")
            #expect(request["User-Agent"] == "feedwatch/1")
            #expect(
                request.text
                    == "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2Ff%3Fa%3Db%26c%3D%C3%BC"
                    + "&hub.callback=https%3A%2F%2Fus.example%2Fpush%2Ft0ken&hub.secret=s&hub.lease_seconds=864000"
            )
        }
    }

    @Test func `a redirect that keeps the method is followed, another is a refusal`() async throws {
        let script: LocalFeedServer.Script = { request in
            switch request.path {
            case "/moved": .redirect(308, to: "/hub")
            case "/see": .redirect(302, to: "/hub")
            default: .init(202)
            }
        }
        try await LocalFeedServer.run(script) { server in
            try await Self.send(to: server, path: "/moved")
            #expect(server.requests(to: "/hub").map(\.method) == ["POST"])
            await #expect(throws: FetchError.self) {
                try await Self.send(to: server, path: "/see")
            }
            #expect(server.requests(to: "/hub").count == 1)
        }
    }

    @Test(arguments: [(404, FetchError.Kind.clientError), (503, .serverError)])
    func `a refusal is an error`(_ status: Int, _ kind: FetchError.Kind) async throws {
        try await LocalFeedServer.run({ _ in .init(status) }) { server in
            let error = await #expect(throws: FetchError.self) { try await Self.send(to: server) }
            #expect(error?.kind == kind)
            #expect(error?.description.contains("t0ken") == false)
        }
    }

    @Test func `a public feed's hub is not asked inside`() async throws {
        try await LocalFeedServer.run({ _ in .init(202) }) { server in
            let error = await #expect(throws: FetchError.self) {
                try await Self.send(to: server, isPublicOnly: true)
            }
            #expect(error?.kind == .blockedAddress)
            #expect(server.requests.isEmpty)
        }
    }
}
