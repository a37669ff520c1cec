import FeedModel
import Hummingbird

/// Refuses a request that came to the loopback address under another name: a web page whose own name was made to
/// resolve to 127.0.0.1 (DNS rebinding) would otherwise read the console through the browser of whoever visits it.
struct HostGuard<Context: RequestContext>: RouterMiddleware {
    @concurrent func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard isOurs(authority: request.head.authority) else {
            return Response(status: .misdirectedRequest)
        }
        return try await next(request, context)
    }

    /// HTTP/1.0 clients may name no host; browsers always do.
    private func isOurs(authority: String?) -> Bool {
        guard let authority, !authority.isEmpty else { return true }
        if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
        let host = authority.prefix { $0 != ":" }
        return ConsoleAddress.isLoopback(host: String(host))
    }
}
