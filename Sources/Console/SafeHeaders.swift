import FeedModel
import Hummingbird

/// Puts on every answer, errors too, what tells a browser to run nothing, load nothing and keep nothing.
struct SafeHeaders<Context: RequestContext>: RouterMiddleware {
    @concurrent func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPError {
            response = Response(status: error.status)
        }
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        for (name, value) in unnamedHeaders { response.headers[name] = value }
        return response
    }
}

/// The element of Hummingbird's header list; its own module need not be a dependency for that.
private typealias HeaderName = HTTPFields.Element.Name

/// Names that there is no constant for; each is a valid field name.
private let unnamedHeaders: [(HeaderName, String)] = [
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
].compactMap { name, value in HeaderName(name).map { ($0, value) } }
