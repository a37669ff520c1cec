import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Gathers one answer on the event loop, and ends it as soon as it is larger than it may be.
///
/// A delegate and not an async sequence: a body comes in many parts, and each hop between executors costs more than its bytes.
final class ResponseCollector: HTTPClientResponseDelegate, Sendable {
    /// Thrown to end the answer early though all is well: it is an error page, and enough of it is here.
    struct EnoughReceived: Error {}
    struct BodyTooLarge: Error {}

    /// Of the body of a redirect or an error: enough to recognise a bot check.
    private static let errorBodyLimit = 64 << 10
    /// What a `Content-Length` may reserve before a byte has come.
    private static let reservedLimit = 1 << 20

    private let limit: Int
    private let state: Mutex<HTTPResponse>

    init(limit: Int, isFromPublicAddress: Bool) {
        self.limit = limit
        state = Mutex(HTTPResponse(status: 0, isFromPublicAddress: isFromPublicAddress))
    }

    var response: HTTPResponse { state.withLock { $0 } }

    func didReceiveHead(
        task: HTTPClient.Task<HTTPResponse>, _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> {
        var headers = HeaderList()
        headers.reserveCapacity(head.headers.count)
        for (name, value) in head.headers { headers.append(name, value) }
        let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        let isTooLarge = state.withLock { response in
            response.status = Int(head.status.code)
            response.headers = headers
            response.body.reserveCapacity(min(length, limit, Self.reservedLimit))
            return response.isSuccess && length > limit
        }
        if isTooLarge { return task.eventLoop.makeFailedFuture(BodyTooLarge()) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(
        task: HTTPClient.Task<HTTPResponse>, _ buffer: ByteBuffer
    ) -> EventLoopFuture<Void> {
        let failure: (any Error)? = state.withLock { response in
            let limit = response.isSuccess ? limit : min(limit, Self.errorBodyLimit)
            let room = limit - response.body.count
            response.body.append(contentsOf: buffer.readableBytesView.prefix(room))
            if buffer.readableBytes <= room { return nil }
            return response.isSuccess ? BodyTooLarge() : EnoughReceived()
        }
        if let failure { return task.eventLoop.makeFailedFuture(failure) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<HTTPResponse>) throws -> HTTPResponse {
        state.withLock { response in
            let whole = response
            response.body = []
            return whole
        }
    }
}

extension HTTPResponse {
    package var isSuccess: Bool { 200..<300 ~= status }
}
