package import ConfigFile
import Delivering
package import FeedModel
package import Logging
import Scheduling
import Storage

/// `feedwatch run --once`: polls every feed once, delivers what is due, ends.
package struct OnceRun: Sendable {
    /// A feed that brought nothing, with the reason.
    package struct Failure: Sendable {
        package var name: String
        package var url: String
        package var kind: String
        package var detail: String
    }

    /// What the run came to.
    package struct Report: Sendable {
        package var feedCount = 0
        package var failures: [Failure] = []
        /// Left alone, for their servers asked for it.
        package var waitingCount = 0
        package var eventCount = 0
        /// Sinks that could not deliver, with the reason and where what they missed is.
        package var sinkProblems: [SinkName: String] = [:]
    }

    private let config: Config
    private let surroundings: Surroundings
    private let isColourWanted: Bool
    private let logger: Logger
    /// Called after each feed with how many of how many are done.
    private let onProgress: @Sendable (Int, Int) -> Void

    package init(
        config: Config, surroundings: Surroundings, isColourWanted: Bool, logger: Logger,
        onProgress: @escaping @Sendable (Int, Int) -> Void
    ) {
        (self.config, self.surroundings, self.logger) = (config, surroundings, logger)
        (self.isColourWanted, self.onProgress) = (isColourWanted, onProgress)
    }

    package func run() async throws(DaemonError) -> Report {
        let house: House
        do throws(StoreError) {
            house = try await House.open(config, surroundings: surroundings)
        } catch {
            throw .store(error)
        }
        let result: Result<Report, DaemonError>
        do throws(DaemonError) {
            result = .success(try await run(in: house))
        } catch {
            result = .failure(error)
        }
        do throws(StoreError) { try await house.close() } catch { throw .store(error) }
        return try result.get()
    }
}

extension OnceRun {
    private func run(in house: House) async throws(DaemonError) -> Report {
        let loops: [SinkLoop]
        do throws(SinkError) {
            loops = try DispatchService.loops(
                for: config, transport: house.transport, store: house.store,
                surroundings: surroundings, isColourWanted: isColourWanted,
                counters: RunCounters(started: surroundings.now()), logger: logger)
        } catch {
            throw .sink(error)
        }
        do throws(StoreError) {
            _ = try await Backlog(
                generation: house.generation, store: house.store, surroundings: surroundings
            ).run()
            var report = try await poll(in: house)
            try await deliver(loops, of: house.store)
            for loop in loops {
                guard let problem = loop.problem else { continue }
                let name = loop.settings.name
                let isWaiting = try await house.store.sinkState(name).pendingCount > 0
                let whereabouts =
                    isWaiting
                    ? "What it missed waits in the outbox."
                    : "What it missed was given up: 'feedwatch deliveries --failed' lists it."
                report.sinkProblems[name] = "\(problem) \(whereabouts)"
            }
            return report
        } catch {
            throw .store(error)
        }
    }

    /// All feeds, within the limits in all and on each host; not those whose servers asked to be left alone.
    private func poll(in house: House) async throws(StoreError) -> Report {
        let now = surroundings.now()
        var schedule = Schedule(settings: config.polling)
        var report = Report()
        for plan in house.generation.plans {
            if let floor = plan.notBefore, floor > now {
                report.waitingCount += 1
                continue
            }
            schedule.add(
                plan.id, host: FeedHost(plan.fetchURL)?.name ?? "file", nextPoll: now)
            report.feedCount += 1
        }
        let outage = OutageWatch(feedCount: report.feedCount, every: config.polling.every)
        let refresh = Refresh(
            current: CurrentGeneration(house.generation), store: house.store, outage: outage,
            surroundings: surroundings)
        try await refresh.reconsider(try await drain(&schedule, with: refresh, into: &report))
        return report
    }

    /// Returns the failures that may be our own, and were not taken for that.
    private func drain(
        _ schedule: inout Schedule, with refresh: Refresh, into report: inout Report
    ) async throws(StoreError) -> [FeedID: RefreshFailure] {
        let log = RefreshLog(logger: logger)
        var blamed: [FeedID: RefreshFailure] = [:]
        let total = report.feedCount
        let failure: StoreError? = await withTaskGroup(
            of: Result<Refreshed, StoreError>.self
        ) { group in
            var doneCount = 0
            while true {
                while case .poll(let feed) = schedule.next(at: surroundings.now()) {
                    let price = schedule.price
                    group.addTask { await Self.run(refresh, feed, price) }
                }
                guard let result = await group.next() else { return nil }
                switch result {
                case .failure(let error):
                    group.cancelAll()
                    return error
                case .success(let refreshed):
                    schedule.remove(refreshed.feed)
                    doneCount += 1
                    onProgress(doneCount, total)
                    log.write(refreshed)
                    report.take(refreshed)
                    if let failure = refreshed.failure, failure.isNetwork, !refreshed.isOutage {
                        blamed[refreshed.feed] = failure
                    }
                }
            }
        }
        if let failure { throw failure }
        return blamed
    }

    private static func run(
        _ refresh: Refresh, _ feed: FeedID, _ price: PollPrice
    ) async -> Result<Refreshed, StoreError> {
        do throws(StoreError) {
            return .success(try await refresh.run(feed, price: price))
        } catch {
            return .failure(error)
        }
    }

    private func deliver(_ loops: [SinkLoop], of store: Store) async throws(StoreError) {
        let stopped = await withTaskGroup(of: (SinkName, SinkLoop.Ending).self) { group in
            for loop in loops {
                loop.finish()
                group.addTask { (loop.settings.name, await loop.run()) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        // Who runs it reads of it on stderr: no other sink is told.
        for case (let sink, .stopped(let reason)) in stopped {
            _ = try await store.stop(sink, reason: reason, telling: nil, to: [])
        }
    }
}

extension OnceRun.Report {
    fileprivate mutating func take(_ refreshed: Refreshed) {
        eventCount += refreshed.summary.eventCount
        guard let failure = refreshed.failure else { return }
        failures.append(
            OnceRun.Failure(
                name: refreshed.name, url: refreshed.url, kind: failure.kind,
                detail: failure.detail))
    }
}
