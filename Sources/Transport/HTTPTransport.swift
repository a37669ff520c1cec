import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The one HTTP client: connections are shared and reused, each request is bounded in time and bytes.
///
/// It follows no redirect, keeps no cookie and adds no header but those that frame a message.
///
/// Inside are two pools of connections. One refuses every address that is not public, the other every one that is, at
/// the moment when the connection stands and before a byte of a request is sent. So the address that was connected to
/// decides, not what a name resolved to a moment ago, and a connection made for one kind never serves the other.
package final class HTTPTransport: Sendable {
    private let publicClient: HTTPClient
    private let insideClient: HTTPClient
    private let group: MultiThreadedEventLoopGroup
    /// Hosts that were last seen at an address that is not public: which pool to try first, no more.
    private let insideHosts = Mutex<Set<String>>([])
    private let ratioLimit: Int

    package init(_ settings: TransportSettings = TransportSettings()) {
        ratioLimit = settings.decompressionRatioLimit
        // One loop: waiting for servers is not work, and a second one would cost wakeups.
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        publicClient = HTTPClient(
            eventLoopGroup: group, configuration: settings.configuration { $0.isPublic })
        insideClient = HTTPClient(
            eventLoopGroup: group, configuration: settings.configuration { !$0.isPublic })
    }

    /// The answer, whatever its status; no answer within the limits is an error.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let deadline = NIODeadline.now() + .nanoseconds(request.timeout.nanoseconds)
        guard let url = WebURL(request.url) else {
            throw TransportError(
                kind: .badURL, description: "This is not an http or https URL with a host.")
        }
        let foreign = try foreignRequest(request, url: url)
        let response = try await exchange(foreign, request, url, deadline)
        return try decoded(response, request, host: url.authority)
    }

    /// Closes all connections and waits for their ends; requests under way fail as cancelled.
    package func shutdown() async {
        await Self.shutDown([publicClient, insideClient], group)
    }

    /// A client that goes without a shutdown would trap, as where an error is thrown past it.
    deinit {
        Task { [publicClient, insideClient, group] in
            await Self.shutDown([publicClient, insideClient], group)
        }
    }

    private static func shutDown(
        _ clients: [HTTPClient], _ group: MultiThreadedEventLoopGroup
    ) async {
        for client in clients {
            // It can only fail when it was shut down before, which is what we want.
            try? await client.shutdown()
        }
        // Likewise.
        try? await group.shutdownGracefully()
    }
}

extension HTTPTransport {
    private enum Side { case `public`, inside }

    private func exchange(
        _ foreign: HTTPClient.Request, _ request: HTTPRequest, _ url: WebURL,
        _ deadline: NIODeadline
    ) async throws(TransportError) -> HTTPResponse {
        guard request.addressPolicy == .any else {
            return try await send(foreign, request, url, through: .public, deadline)
        }
        let first = insideHosts.withLock { $0.contains(url.host) } || isInside(literal: url.host)
        do {
            return try await send(
                foreign, request, url, through: first ? .inside : .public, deadline)
        } catch {
            guard error.kind == .blockedAddress else { throw error }
            remember(url.host, isInside: !first)
            return try await send(
                foreign, request, url, through: first ? .public : .inside, deadline)
        }
    }

    private func send(
        _ foreign: HTTPClient.Request, _ request: HTTPRequest, _ url: WebURL, through side: Side,
        _ deadline: NIODeadline
    ) async throws(TransportError) -> HTTPResponse {
        let collector = ResponseCollector(
            limit: request.bodyLimit, isFromPublicAddress: side == .public)
        let client = side == .public ? publicClient : insideClient
        do {
            let task = client.execute(request: foreign, delegate: collector, deadline: deadline)
            return try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.cancel()
            }
        } catch is ResponseCollector.EnoughReceived {
            return collector.response
        } catch {
            throw TransportError(error, host: url.authority, request)
        }
    }

    private func foreignRequest(
        _ request: HTTPRequest, url: WebURL
    ) throws(TransportError) -> HTTPClient.Request {
        var headers = HTTPHeaders()
        headers.reserveCapacity(request.headers.fields.count + 2)
        for field in request.headers.fields { headers.add(name: field.name, value: field.value) }
        do {
            return try HTTPClient.Request(
                url: url.description, method: HTTPMethod(rawValue: request.method),
                headers: headers,
                body: request.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: request.body)))
        } catch {
            throw TransportError(error, host: url.authority, request)
        }
    }

    /// Off the event loop, so that a large body holds up no other.
    private func decoded(
        _ response: HTTPResponse, _ request: HTTPRequest, host: String
    ) throws(TransportError) -> HTTPResponse {
        let encodings = response.headers.values(of: "Content-Encoding")
        if encodings.isEmpty || response.body.isEmpty { return response }
        let decoding = ContentDecoding(limit: request.bodyLimit, ratioLimit: ratioLimit)
        var response = response
        do {
            response.body = try decoding.decode(response.body, encodings: encodings)
        } catch {
            // Of an error page little is asked, and it may have been cut.
            guard response.isSuccess else {
                response.body = []
                return response
            }
            throw TransportError(error, host: host, request)
        }
        return response
    }

    private func isInside(literal host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        return AddressClass(literal: bare).map { !$0.isPublic } ?? false
    }

    private func remember(_ host: String, isInside: Bool) {
        insideHosts.withLock { hosts in
            // It only saves a second connection; forgetting costs nothing but that.
            if hosts.count > 10_000 { hosts.removeAll() }
            if isInside { hosts.insert(host) } else { hosts.remove(host) }
        }
    }
}

extension TransportSettings {
    /// For a pool whose connections all lead to addresses that `isWelcome`.
    fileprivate func configuration(
        _ isWelcome: @escaping @Sendable (AddressClass) -> Bool
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .nanoseconds(connectTimeout.nanoseconds)))
        configuration.connectionPool.idleTimeout = .nanoseconds(idleTimeout.nanoseconds)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerHost
        // Whether and when to try again is the schedule's decision.
        configuration.connectionPool.retryConnectionEstablishment = false
        let guardAddress: @Sendable (any Channel) -> EventLoopFuture<Void> = { channel in
            let address = AddressClass(channel.remoteAddress)
            if isWelcome(address) { return channel.eventLoop.makeSucceededVoidFuture() }
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(UnwelcomeAddress(addressClass: address))
        }
        configuration.http1_1ConnectionDebugInitializer = guardAddress
        configuration.http2ConnectionDebugInitializer = guardAddress
        return configuration
    }
}

/// Thrown inside the client when a connection leads where its pool must not go.
struct UnwelcomeAddress: Error {
    let addressClass: AddressClass
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow
            ? .max : product.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
    }
}
