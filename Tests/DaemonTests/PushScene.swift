import Crypto
import FeedModel
import Fetching
import Foundation
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Daemon

/// A feed with its hub, on one server, and a feedwatch that listens for pushes, by a clock that the test moves.
///
/// The hub does what the test has it do: `hubRequests` are what it was asked, `call` and `push` are what it says.
final class PushScene {
    static let feedPath = "/feed"

    let server: LocalFeedServer
    let clock: ManualClock
    let hub: HubScript
    private let folder: TemporaryFolder
    /// Its store is another's only when nothing of it is left.
    private var running: PushDaemon?

    var daemon: PushDaemon { get throws { try #require(running) } }

    /// What hub and feed answer; a test sets it.
    struct HubScript: Sendable {
        let status = Phase(202)
        /// What the feed names as its hub; `nil`: none.
        let path = Phase<String?>("/hub")
        let itemCount = Phase(1)
        /// Nothing is reached: each connection is reset before an answer.
        let isCut = Phase(false)
        /// We ask too often, and are to wait for ten minutes.
        let isRefusing = Phase(false)

        func answer(_ request: LocalFeedServer.Request) -> LocalFeedServer.Response {
            if isCut.value { return .reset }
            if isRefusing.value { return .init(429, [("Retry-After", "600")]) }
            guard request.path == PushScene.feedPath else { return .init(status.value) }
            let link = path.value.map { "<\($0)>; rel=hub, <\(PushScene.feedPath)>; rel=self" }
            return .text(
                document(1...itemCount.value), headers: link.map { [("Link", $0)] } ?? [])
        }
    }

    static func run(while body: (PushScene) async throws -> Void) async throws {
        let hub = HubScript()
        try await LocalFeedServer.run({ hub.answer($0) }) { server in
            let scene = try await PushScene(server, hub)
            let result: Result<Void, any Error>
            do { result = .success(try await body(scene)) } catch { result = .failure(error) }
            try await scene.end()
            try result.get()
        }
    }

    private init(_ server: LocalFeedServer, _ hub: HubScript) async throws {
        (self.server, self.hub) = (server, hub)
        let (folder, clock) = (try TemporaryFolder(), ManualClock())
        (self.folder, self.clock) = (folder, clock)
        try Self.write([server.url(Self.feedPath)], to: folder)
        running = try await PushDaemon(folder, clock)
    }

    private static func write(_ feeds: [String], to folder: TemporaryFolder) throws {
        try folder.write(
            """
            store: feedwatch.db
            first_poll: none
            watches: [{name: leica, query: Leica}]
            feeds: [\(feeds.map { "'\($0)'" }.joined(separator: ", "))]
            polling: {every: 12h, pace: fixed, timeout: 10m}
            websub: {listen: "127.0.0.1:7374", public_url: "http://127.0.0.1/push"}
            """, to: "feedwatch.yaml")
    }

    /// Ends the process and begins the next one, with these feeds in the config.
    func restart(feeds: [String]? = nil) async throws {
        try await end()
        if let feeds { try Self.write(feeds, to: folder) }
        running = try await PushDaemon(folder, clock)
    }

    private func end() async throws {
        let ending = running
        running = nil
        try await ending?.end()
    }

    /// Polls the feed once it is due, and has the hub asked and confirming.
    func subscribe() async throws -> Asked {
        #expect(try await daemon.poll())
        try await daemon.askHubs()
        let asked = try #require(hubRequests.last)
        #expect(try await call(asked, lease: 864_000).status == 200)
        return asked
    }
}

// MARK: - The hub

extension PushScene {
    /// A request that the hub got.
    struct Asked {
        let fields: [String: String]

        var mode: String { fields["hub.mode"] ?? "" }
        var callback: String { fields["hub.callback"] ?? "" }
        var secret: String { fields["hub.secret"] ?? "" }
        var topic: String { fields["hub.topic"] ?? "" }
    }

    var hubRequests: [Asked] {
        server.requests.filter { $0.path.hasPrefix("/hub") }.map { request in
            let pairs = request.text.split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1)
                return (String(parts[0]), String(parts.last ?? "").removingPercentEncoding ?? "")
            }
            return Asked(fields: Dictionary(pairs, uniquingKeysWith: { $1 }))
        }
    }

    /// Puts the hub's question to the callback.
    func call(
        _ asked: Asked, mode: String? = nil, topic: String? = nil, lease: Int? = nil
    ) async throws -> HTTPResponse {
        let allowed = CharacterSet.alphanumerics
        var query = "hub.mode=\(mode ?? asked.mode)&hub.challenge=abc"
        let topic = (topic ?? asked.topic).addingPercentEncoding(withAllowedCharacters: allowed)
        query += "&hub.topic=\(topic ?? "")"
        if let lease { query += "&hub.lease_seconds=\(lease)" }
        return try await daemon.send(HTTPRequest(url: "\(asked.callback)?\(query)"))
    }

    /// Pushes to the callback, signed with the secret; returns the status.
    func push(_ asked: Asked, body: String = "anything", secret: String? = nil) async throws -> Int
    {
        let key = SymmetricKey(data: Array((secret ?? asked.secret).utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array(body.utf8), using: key)
        let digits = code.map { String(format: "%02x", $0) }.joined()
        return try await daemon.send(
            HTTPRequest(
                method: "POST", url: asked.callback,
                headers: ["X-Hub-Signature": "sha256=\(digits)"], body: Array(body.utf8))
        ).status
    }
}
