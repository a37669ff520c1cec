import Hummingbird
import NIOCore
import Synchronization

/// What hubs are answered. A callback is the last part of the path: what stands before it is the affair of the proxy.
struct PushRoutes {
    /// Names that there is no constant for.
    private static let signatureName = HTTPFields.Element.Name("X-Hub-Signature")

    var source: PushSource
    /// Bytes of one push.
    var bodyLimit: Int

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: SafeHeaders())
        router.get("**") { request, _ in await answer(request) }
        router.post("**") { request, _ in try await receive(request) }
        return router
    }
}

extension PushRoutes {
    private func answer(_ request: Request) async -> Response {
        var parameters: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            parameters[String(name)] = String(value)
        }
        guard let text = await source.answer(callback(of: request), parameters) else {
            return Response(status: .notFound)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// The same whether the signature was right or not: only a callback that is over says so, which ends the hub's pushes.
    private func receive(_ request: Request) async throws -> Response {
        let callback = callback(of: request)
        guard await source.isKnown(callback) else { return Response(status: .gone) }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bodyLimit {
            return Response(status: .contentTooLarge)
        }
        let signature = Self.signatureName.flatMap { request.headers[$0] }
        await source.receive(callback, signature, pieces(of: request.body, limit: bodyLimit))
        return Response(status: .accepted)
    }

    private func callback(of request: Request) -> String {
        String(request.uri.path.split(separator: "/").last ?? "")
    }
}

/// A body's pieces; the one that would lead over the limit is an error.
private func pieces(of body: RequestBody, limit: Int) -> PushSource.Body {
    let count = Atomic(0)
    return body.map { buffer in
        let (_, sum) = count.add(buffer.readableBytes, ordering: .relaxed)
        guard sum <= limit else { throw TooLong() }
        return Array(buffer.readableBytesView)
    }
}

private struct TooLong: Error {}
