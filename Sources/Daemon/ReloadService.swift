import ConfigFile
import Delivering
import FeedModel
import Logging
import ServiceLifecycle
import Storage
import Transport

/// Reload is start again: builds everything from the config anew, then swaps; on any problem the old one stays.
struct ReloadService<Triggers: AsyncSequence & Sendable>: Service
where Triggers.Element: Sendable, Triggers.Failure == Never {
    let source: ConfigSource
    let current: CurrentGeneration
    let store: Store
    let transport: HTTPTransport
    let stories: StoryLedger
    let dispatch: DispatchService
    let polls: PollService
    let notifier: SystemdNotifier
    let surroundings: Surroundings
    let isColourWanted: Bool
    let counters: RunCounters
    let logger: Logger
    /// SIGHUPs, or whatever stands for them in a test.
    let triggers: Triggers

    func run() async {
        for await _ in triggers.cancelOnGracefulShutdown() {
            notifier.reloading()
            dispatch.reopen()
            await reload()
        }
    }

    private func reload() async {
        let next: Generation
        do {
            next = try await build()
        } catch {
            for reason in Self.reasons(of: error) {
                logger.error("config refused, the old one stays", metadata: ["error": "\(reason)"])
            }
            notifier.ready(status: "new config refused, the old one stays: see the log")
            return
        }
        polls.reload()
        await lookBack(next)
        logger.notice(
            "config reloaded",
            metadata: [
                "feeds": "\(next.plans.count)", "watches": "\(next.config.watches.count)",
            ])
        notifier.ready(status: "config reloaded")
    }

    private static func reasons(of error: any Error) -> [String] {
        guard let problems = error as? ConfigProblems else { return ["\(error)"] }
        return problems.problems.filter { $0.severity == .error }.map(\.headline)
    }

    /// Everything of the new config, in force when this returns; nothing of it where this throws.
    private func build() async throws -> Generation {
        let config = try source.load()
        try check(config)
        let loops = try DispatchService.loops(
            for: config, transport: transport, store: store, surroundings: surroundings,
            isColourWanted: isColourWanted, counters: counters, logger: logger)
        let next = try await Generation.build(
            config, store: store, transport: transport, stories: stories,
            surroundings: surroundings)
        current.swap(in: next)
        dispatch.replace(with: loops)
        return next
    }

    /// New watches over what is stored, when nothing that the old config drafted can still come into the store.
    private func lookBack(_ next: Generation) async {
        await current.waitForOlderHolders()
        do throws(StoreError) {
            let backlog = Backlog(generation: next, store: store, surroundings: surroundings)
            dispatch.wake(try await backlog.run())
        } catch {
            logger.error(
                "new watches not tried on stored items: the next reload or start does it",
                metadata: ["error": "\(error)"])
        }
    }

    /// What only a restart can change.
    private func check(_ config: Config) throws {
        let old = current.get().config
        guard config.storeLocation == old.storeLocation else {
            throw NeedsRestart(key: "store")
        }
        guard config.console == old.console else { throw NeedsRestart(key: "console") }
        guard config.webSub == old.webSub else { throw NeedsRestart(key: "websub") }
    }
}

private struct NeedsRestart: Error, CustomStringConvertible {
    let key: String
    var description: String { "'\(key)' cannot change while feedwatch runs. Restart it." }
}
