import FeedModel
import Hummingbird
import Logging

/// What the console answers to which path. Reading only: there is nothing here that changes anything.
struct ConsoleRoutes {
    var source: ConsoleSource
    /// Where only this machine can connect, a request must also have meant this machine; see `HostGuard`.
    var isLoopback: Bool

    func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: SafeHeaders())
        if isLoopback { router.add(middleware: HostGuard()) }
        router.get("/") { _, context in await page(context) }
        router.get("/style.css") { _, _ in answer(.ok, "text/css; charset=utf-8", styleSheet) }
        router.get("/healthz") { _, _ in await health() }
        router.get("/metrics") { _, context in await metrics(context) }
        return router
    }
}

extension ConsoleRoutes {
    private func page(_ context: BasicRequestContext) async -> Response {
        do {
            let page = StatusPage(
                status: try await source.status(), health: await source.health(),
                feeds: try await source.feeds(),
                mentions: try await source.mentions(StatusPage.mentionLimit))
            return answer(.ok, "text/html; charset=utf-8", page.html.markup)
        } catch {
            return unavailable(error, context)
        }
    }

    private func metrics(_ context: BasicRequestContext) async -> Response {
        do {
            let text = MetricsText(try await source.counters()).text
            return answer(.ok, MetricsText.contentType, text)
        } catch {
            return unavailable(error, context)
        }
    }

    private func health() async -> Response {
        switch await source.health() {
        case .healthy: answer(.ok, plainText, "ok\n")
        case .unhealthy(let reason):
            answer(.serviceUnavailable, plainText, "\(VisibleText(reason))\n")
        }
    }

    /// The reason goes to the log, not to whoever asked: it may name a path.
    private func unavailable(_ error: any Error, _ context: BasicRequestContext) -> Response {
        context.logger.warning(
            "The console could not read the store.",
            metadata: ["error": .string(VisibleText("\(error)").description)])
        return answer(
            .serviceUnavailable, plainText,
            "The store could not be read; the log of feedwatch says why.\n")
    }
}

private let plainText = "text/plain; charset=utf-8"

private func answer(_ status: HTTPResponse.Status, _ type: String, _ text: String) -> Response {
    Response(
        status: status, headers: [.contentType: type],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
}

private let styleSheet = """
    :root { color-scheme: light dark; }
    body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
    h1 { font-size: 1.4rem; }
    h2 { font-size: 1.1rem; margin-top: 2rem; }
    table { border-collapse: collapse; width: 100%; }
    th, td { border-bottom: 1px solid #8884; padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; }
    td { overflow-wrap: anywhere; }
    time { white-space: nowrap; }
    .bad { color: #c22; font-weight: 600; }

    """
