package import ConfigFile
import Console
package import Delivering
import FeedModel
package import Logging
import ServiceLifecycle
package import Storage
import Transport
import UnixSignals

/// Why the daemon could not begin.
package enum DaemonError: Error, Sendable {
    case store(StoreError)
    case sink(SinkError)
    /// A full sentence.
    case console(reason: String)
    /// A part of the daemon ended that never should.
    case part(reason: String)
}

/// The rooms, opened for one run: the store, the network, the stories and the first generation.
struct House: Sendable {
    let store: Store
    let transport: HTTPTransport
    let stories: StoryLedger
    let generation: Generation

    static func open(
        _ config: Config, surroundings: Surroundings
    ) async throws(StoreError) -> House {
        let store = try Store(path: config.storeLocation)
        let since = surroundings.now() - StoryLedger.window
        let stories = StoryLedger(rows: try await store.mentions(since: since))
        let transport = HTTPTransport()
        do throws(StoreError) {
            let generation = try await Generation.build(
                config, store: store, transport: transport, stories: stories,
                surroundings: surroundings)
            return House(
                store: store, transport: transport, stories: stories, generation: generation)
        } catch {
            await transport.shutdown()
            throw error
        }
    }

    func close() async throws(StoreError) {
        await transport.shutdown()
        try store.close()
    }
}

/// `feedwatch run`: from a config to the end of the process.
package struct DaemonRun: Sendable {
    /// In-flight polls have so long to end by themselves; all of the shutdown stays below 10 s.
    private static let gracePeriod: Duration = .seconds(6)
    private static let cancellationPeriod: Duration = .seconds(3)

    private let source: ConfigSource
    private let config: Config
    private let surroundings: Surroundings
    private let isColourWanted: Bool
    private let logger: Logger

    package init(
        source: ConfigSource, config: Config, surroundings: Surroundings, isColourWanted: Bool,
        logger: Logger
    ) {
        (self.source, self.config) = (source, config)
        (self.surroundings, self.isColourWanted) = (surroundings, isColourWanted)
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT.
    package func run() async throws(DaemonError) {
        // Trapped before anything else, so that an early SIGHUP does not end the process.
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let house: House
        do throws(StoreError) {
            house = try await House.open(config, surroundings: surroundings)
        } catch {
            throw .store(error)
        }
        let result: Result<Void, DaemonError>
        do throws(DaemonError) {
            result = .success(try await serve(house, hangups: hangups))
        } catch {
            result = .failure(error)
        }
        do throws(StoreError) { try await house.close() } catch { throw .store(error) }
        try result.get()
    }

    private func serve(
        _ house: House, hangups: UnixSignalsSequence
    ) async throws(DaemonError) {
        let current = CurrentGeneration(house.generation)
        let counters = RunCounters(started: surroundings.now())
        let dispatch: DispatchService
        do throws(SinkError) {
            let loops = try DispatchService.loops(
                for: config, transport: house.transport, store: house.store,
                surroundings: surroundings, isColourWanted: isColourWanted,
                counters: counters, logger: logger)
            dispatch = DispatchService(
                loops, store: house.store, surroundings: surroundings, logger: logger)
        } catch {
            throw .sink(error)
        }
        do throws(StoreError) {
            let sinks = try await Backlog(
                generation: house.generation, store: house.store, surroundings: surroundings
            ).run()
            dispatch.wake(sinks)
        } catch {
            throw .store(error)
        }
        let notifier = SystemdNotifier(environment: surroundings.environment)
        let readiness = Readiness(parts: config.console == nil ? 1 : 2) {
            notifier.ready(status: "\(Counted(house.generation.plans.count, "feed"))")
        }
        var services: [any Service]
        do throws(StoreError) {
            let pushes = try await PushParts.open(
                config, store: house.store, surroundings: surroundings, logger: logger)
            services = self.services(
                house, current, dispatch, counters, pushes, notifier, hangups: hangups)
            services.append(control(house.store, dispatch, readiness))
            if let console = try console(house, dispatch, counters, readiness) {
                services.append(console)
            }
        } catch {
            throw .store(error)
        }
        try await run(services)
    }

    private func services(
        _ house: House, _ current: CurrentGeneration, _ dispatch: DispatchService,
        _ counters: RunCounters, _ pushes: PushParts?, _ notifier: SystemdNotifier,
        hangups: UnixSignalsSequence
    ) -> [any Service] {
        let watchdog = Watchdog(notifier: notifier)
        let polls = PollService(
            PollContext(
                current: current, store: house.store, surroundings: surroundings, logger: logger,
                wakeSinks: { dispatch.wake($0) },
                onProgress: {
                    watchdog.beat()
                    counters.noteProgress()
                }, counters: counters, pushes: pushes?.book))
        let care = CareService(
            current: current, store: house.store, stories: house.stories, notifier: notifier,
            surroundings: surroundings, logger: logger, sinkProblems: { dispatch.problems })
        let reload = ReloadService(
            source: source, current: current, store: house.store, transport: house.transport,
            stories: house.stories, dispatch: dispatch, polls: polls, notifier: notifier,
            surroundings: surroundings, isColourWanted: isColourWanted,
            counters: counters, logger: logger, triggers: hangups)
        let listening =
            pushes?.services(
                house, current, polls: polls, surroundings: surroundings, logger: logger) ?? []
        return [dispatch, care, reload] + listening + [polls]
    }

    private func control(
        _ store: Store, _ dispatch: DispatchService, _ readiness: Readiness
    ) -> ControlService {
        ControlService(
            path: ControlSocket.path(store: config.storeLocation), logger: logger,
            onListening: { readiness.arrive() }
        ) { request in
            switch request {
            case .greet: return .here
            case .redeliver(let what):
                do throws(StoreError) {
                    let count = try await store.redeliver(what)
                    dispatch.wakeAll()
                    return .redelivered(count: count)
                } catch {
                    return .failed(error.description)
                }
            }
        }
    }

    private func console(
        _ house: House, _ dispatch: DispatchService, _ counters: RunCounters,
        _ readiness: Readiness
    ) throws(StoreError) -> ConsoleServer? {
        guard let listen = config.console else { return nil }
        let bridge = ConsoleBridge(
            reader: try StoreReader(path: config.storeLocation), counters: counters,
            status: { [surroundings] in
                let midnight = LocalDay.midnight(before: surroundings.now())
                let figures = try await house.store.figures(since: midnight)
                return StatusLine(figures: figures, sinkProblems: dispatch.problems).text
            })
        return ConsoleServer(
            listen: ConsoleAddress(listen), source: bridge.source, logger: logger,
            onListening: { _ in readiness.arrive() })
    }

    private func run(_ services: [any Service]) async throws(DaemonError) {
        logger.notice(
            "feedwatch started",
            metadata: [
                "version": "\(FeedwatchVersion.number)", "feeds": "\(config.feeds.count)",
                "watches": "\(config.watches.count)", "store": "\(config.storeLocation)",
            ])
        // At lower levels it prints its services whole, with the settings and the environment that they hold.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = Self.gracePeriod
        configuration.maximumCancellationDuration = Self.cancellationPeriod
        do {
            try await ServiceGroup(configuration: configuration).run()
            logger.notice("feedwatch stopped")
        } catch let error as ConsoleError {
            throw .console(reason: error.description)
        } catch is CancellationError {
            logger.notice("feedwatch stopped, not all polls had ended")
        } catch {
            throw .part(reason: "\(error)")
        }
    }
}
