import ConfigFile
import Console
import Fetching
import Logging
import ServiceLifecycle
import Storage

/// The parts that only a config with `websub:` has.
struct PushParts: Sendable {
    let settings: WebSubSettings
    let book: PushBook

    /// `nil` where hubs are not asked; then what they once promised is forgotten.
    static func open(
        _ config: Config, store: Store, surroundings: Surroundings, logger: Logger
    ) async throws(StoreError) -> PushParts? {
        guard let settings = config.webSub else {
            if try await !store.pushSubscriptions().isEmpty { try await store.forgetPushes() }
            return nil
        }
        let book = try await PushBook(store: store, surroundings: surroundings, logger: logger)
        return PushParts(settings: settings, book: book)
    }

    /// The listener before the one who asks: a hub may call back at once.
    func services(
        _ house: House, _ current: CurrentGeneration, polls: PollService,
        surroundings: Surroundings, logger: Logger
    ) -> [any Service] {
        let fetch = house.generation.config.fetch
        let bridge = PushBridge(book: book, current: current) { polls.hasten($0, to: $1) }
        return [
            PushServer(
                listen: ConsoleAddress(settings.listen), source: bridge.source,
                bodyLimit: fetch.bodyLimit, logger: logger),
            PushService(
                book: book,
                client: HubClient(
                    transport: house.transport, settings: fetch,
                    callbackBase: settings.publicURL), current: current,
                surroundings: surroundings),
        ]
    }
}
