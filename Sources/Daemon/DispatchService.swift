import ConfigFile
import Deduping
import Delivering
import FeedModel
import Fetching
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Transport

/// Runs one loop for each sink, and exchanges them when the config is exchanged.
final class DispatchService: Service {
    private let store: Store
    private let surroundings: Surroundings
    private let logger: Logger
    private let loops: Mutex<[SinkName: SinkLoop]>
    private let starts: AsyncStream<[(new: SinkLoop, old: Running?)]>
    private let starter: AsyncStream<[(new: SinkLoop, old: Running?)]>.Continuation
    private let running = Mutex<[SinkName: Running]>([:])

    /// A loop and the end of its task: the next loop of that name waits for it.
    private struct Running: Sendable {
        var loop: SinkLoop
        var ended: Signal
    }

    init(_ loops: [SinkLoop], store: Store, surroundings: Surroundings, logger: Logger) {
        (self.store, self.surroundings, self.logger) = (store, surroundings, logger)
        self.loops = Mutex([:])
        (starts, starter) = AsyncStream.makeStream()
        replace(with: loops)
    }

    /// Makes the loops for a config's sinks; those whose settings did not change are kept by `replace`.
    static func loops(
        for config: Config, transport: HTTPTransport, store: Store, surroundings: Surroundings,
        isColourWanted: Bool, counters: RunCounters, logger: Logger
    ) throws(SinkError) -> [SinkLoop] {
        let needs = Sinks.Surroundings(
            transport: transport, userAgent: config.fetch.userAgentHeader,
            isColourWanted: isColourWanted, now: surroundings.now)
        var loops: [SinkLoop] = []
        for settings in config.sinks {
            let sink = try Sinks.make(settings, in: needs)
            loops.append(
                SinkLoop(
                    settings, sink: sink, store: store, surroundings: surroundings,
                    counters: counters, logger: logger))
        }
        return loops
    }

    /// There is something in the outbox for these.
    func wake(_ sinks: Set<SinkName>) {
        loops.withLock { loops in for sink in sinks { loops[sink]?.wake() } }
    }

    /// There may be something in the outbox for any of them.
    func wakeAll() {
        loops.withLock { loops in for loop in loops.values { loop.wake() } }
    }

    /// The logs were rotated.
    func reopen() {
        loops.withLock { loops in for loop in loops.values { loop.reopen() } }
    }

    /// Sinks that cannot deliver now, with the reason.
    var problems: [SinkName: String] {
        loops.withLock { $0.compactMapValues(\.problem) }
    }

    /// Exchanges the loops: those whose settings are the same go on untouched, unless their sink has stopped.
    func replace(with fresh: [SinkLoop]) {
        let changes: [(new: SinkLoop, old: Running?)] = loops.withLock { loops in
            let changed = fresh.filter { loop in
                guard let old = loops[loop.settings.name] else { return true }
                return old.settings != loop.settings || old.hasEnded
            }
            let names = Set(fresh.map(\.settings.name))
            for (name, loop) in loops where !names.contains(name) {
                loop.stop()
                loops[name] = nil
            }
            return changed.map { loop in
                loops.updateValue(loop, forKey: loop.settings.name)?.stop()
                return (loop, running.withLock { $0[loop.settings.name] })
            }
        }
        starter.yield(changes)
    }

    func run() async {
        await withDiscardingTaskGroup { group in
            for await changes in starts.cancelOnGracefulShutdown() {
                for (loop, old) in changes { start(loop, after: old, in: &group) }
            }
            for loop in loops.withLock({ Array($0.values) }) { loop.stop() }
        }
    }

    private func start(
        _ loop: SinkLoop, after old: Running?, in group: inout DiscardingTaskGroup
    ) {
        let ended = Signal()
        running.withLock { $0[loop.settings.name] = Running(loop: loop, ended: ended) }
        let sleep = surroundings.sleep
        group.addTask {
            if let old { await old.ended.wait(atMost: nil, sleep: sleep) }
            if case .stopped(let reason) = await loop.run() {
                await self.announce(loop.settings.name, stopped: reason)
            }
            ended.notify()
        }
    }

    /// Tells the other sinks, once, that this one gets nothing any more.
    private func announce(_ name: SinkName, stopped reason: String) async {
        let others = loops.withLock { loops in
            loops.values.filter { $0.settings.name != name }.map {
                (sink: $0.settings.name, route: $0.settings.route)
            }
        }
        let event = Event.sinkStopped(name, reason: reason, at: surroundings.now())
        do throws(StoreError) {
            wake(try await store.stop(name, reason: reason, telling: event, to: others))
        } catch {
            logger.error(
                "not stored that a sink stopped",
                metadata: ["sink.name": "\(name)", "error": "\(error)"])
        }
    }
}

extension Event {
    /// Its `feed` is the sink: where an event is from is never left out.
    static func sinkStopped(_ name: SinkName, reason: String, at now: Timestamp) -> Event {
        let source = EventFeed(name: "sink \(name)", url: "sink:\(name)")
        return Event(
            id: .health(.sinkStopped, feedURL: source.url, since: now), type: .sinkStopped,
            time: now, feed: source, reason: "stopped", detail: reason)
    }
}
