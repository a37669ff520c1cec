import ConfigFile
import Delivering
import FeedModel
import Fetching
import Matching
import Storage
import Synchronization
import Transport

/// All that one config makes: built whole, then swapped in. A refresh keeps the one that it began with.
struct Generation: Sendable {
    let config: Config
    let matcher: Matcher
    let feeds: [FeedID: FeedSettings]
    /// In the order of the config.
    let plans: [FeedPlan]
    let rules: TellingRules
    let fetcher: Fetcher

    /// Lists the config's feeds in the store and builds the matcher.
    static func build(
        _ config: Config, store: Store, transport: HTTPTransport, stories: StoryLedger,
        surroundings: Surroundings
    ) async throws(StoreError) -> Generation {
        let listed = config.feeds.map { ListedFeed(url: $0.url, name: $0.name) }
        let plans = try await store.list(listed, at: surroundings.now())
        let settings = zip(plans, config.feeds).map { ($0.id, $1) }
        return Generation(
            config: config, matcher: Matcher(config.watches),
            feeds: Dictionary(settings, uniquingKeysWith: { first, _ in first }), plans: plans,
            rules: TellingRules(
                routes: config.sinks.map { ($0.name, $0.route) },
                areDuplicatesTold: config.duplicates == .notify,
                areUpdatesTold: config.updates == .notify, stories: stories.book),
            fetcher: Fetcher(
                transport: transport, settings: config.fetch, now: surroundings.now))
    }
}

/// The generation that is in force: one writer, the reload.
final class CurrentGeneration: Sendable {
    private let generation: Mutex<Generation>

    init(_ generation: Generation) { self.generation = Mutex(generation) }

    func get() -> Generation { generation.withLock { $0 } }
    func swap(in next: Generation) { generation.withLock { $0 = next } }
}
