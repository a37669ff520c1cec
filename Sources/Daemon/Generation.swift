import ConfigFile
import Delivering
import FeedModel
import Fetching
import Matching
import Scheduling
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
    /// At which the feeds' learned rhythms spend the budget: a restart begins where it was.
    let price: PollPrice
    let rules: TellingRules
    let fetcher: Fetcher

    /// Lists the config's feeds in the store and builds the matcher.
    static func build(
        _ config: Config, store: Store, transport: HTTPTransport, stories: StoryLedger,
        surroundings: Surroundings
    ) async throws(StoreError) -> Generation {
        let listed = config.feeds.map { ListedFeed(url: $0.url, name: $0.name) }
        var plans = try await store.list(listed, at: surroundings.now())
        let paces = plans.lazy.compactMap { $0.pace.flatMap(FeedPace.init(encoded:)) }
        let price = PollPrice(settings: config.polling, balancing: paces)
        // A refresh reads its own feed's from the store.
        for index in plans.indices { plans[index].pace = nil }
        let settings = zip(plans, config.feeds).map { ($0.id, $1) }
        return Generation(
            config: config, matcher: Matcher(config.watches),
            feeds: Dictionary(settings, uniquingKeysWith: { first, _ in first }), plans: plans,
            price: price,
            rules: TellingRules(
                routes: config.sinks.map { ($0.name, $0.route) },
                areDuplicatesTold: config.duplicates == .notify,
                areUpdatesTold: config.updates == .notify, stories: stories.book),
            fetcher: Fetcher(
                transport: transport, settings: config.fetch, now: surroundings.now))
    }
}

/// The generation that is in force: one writer, the reload.
///
/// What is drafted by one generation and not yet committed holds it: a reload looks through the store for its new watches
/// only when nothing older can still come into it.
final class CurrentGeneration: Sendable {
    private struct State {
        var generation: Generation
        var number = 0
        /// Drafts under way, by the number of their generation.
        var holders: [Int: Int] = [:]
        var waiter: CheckedContinuation<Void, Never>?

        var hasOlderHolders: Bool { holders.keys.contains { $0 < number } }
    }

    private let state: Mutex<State>

    init(_ generation: Generation) { state = Mutex(State(generation: generation)) }

    func get() -> Generation { state.withLock { $0.generation } }

    func swap(in next: Generation) {
        state.withLock { state in
            state.generation = next
            state.number += 1
        }
    }

    /// Drafts and commits with the generation in force.
    func hold<Answer, Failure: Error>(
        _ body: (Generation) async throws(Failure) -> Answer
    ) async throws(Failure) -> Answer {
        let (generation, number) = state.withLock { state in
            state.holders[state.number, default: 0] += 1
            return (state.generation, state.number)
        }
        defer { release(number) }
        return try await body(generation)
    }

    /// Returns when nothing that was drafted by an older generation is still to be committed.
    func waitForOlderHolders() async {
        await withCheckedContinuation { waiter in
            let isOver = state.withLock { state in
                guard state.hasOlderHolders else { return true }
                state.waiter = waiter
                return false
            }
            if isOver { waiter.resume() }
        }
    }

    private func release(_ number: Int) {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            let count = (state.holders[number] ?? 1) - 1
            state.holders[number] = count == 0 ? nil : count
            guard !state.hasOlderHolders else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
