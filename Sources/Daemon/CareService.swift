import ConfigFile
import FeedModel
import Glibc
import Logging
import ServiceLifecycle
import Storage

/// Tells systemd how things stand, and forgets what is older than `keep`.
struct CareService: Service {
    /// How often the status line is looked at.
    private static let statusPause: Duration = .seconds(10)
    private static let carePause: Duration = .hours(1)

    let current: CurrentGeneration
    let store: Store
    let stories: StoryLedger
    let notifier: SystemdNotifier
    let surroundings: Surroundings
    let logger: Logger
    let sinkProblems: @Sendable () -> [SinkName: String]

    func run() async {
        await cancelWhenGracefulShutdown {
            var shown = ""
            var nextCare = surroundings.now()
            while !Task.isCancelled {
                await show(&shown)
                if surroundings.now() >= nextCare {
                    await care()
                    nextCare = surroundings.now() + Self.carePause
                }
                await surroundings.sleep(Self.statusPause)
            }
        }
        notifier.stopping()
    }

    private func show(_ shown: inout String) async {
        do throws(StoreError) {
            let figures = try await store.figures(
                since: LocalDay.midnight(before: surroundings.now()))
            let status = StatusLine(figures: figures, sinkProblems: sinkProblems()).text
            guard status != shown else { return }
            shown = status
            notifier.status(status)
        } catch {
            logger.debug("status not read", metadata: ["error": "\(error)"])
        }
    }

    /// In small steps, so that no poll waits for it.
    private func care() async {
        let keep = current.get().config.keep
        let now = surroundings.now()
        stories.forget(before: now - StoryLedger.window)
        do throws(StoreError) {
            var isMore = true
            while isMore, !Task.isCancelled {
                isMore = try await store.forget(
                    itemsBefore: now - keep.items, mentionsBefore: now - keep.mentions)
            }
            isMore = true
            while isMore, !Task.isCancelled { isMore = try await store.shrink() }
        } catch {
            logger.warning("old items not forgotten", metadata: ["error": "\(error)"])
        }
    }
}

/// `312 feeds, 5 failing, 14 mentions today, outbox empty`.
struct StatusLine {
    let figures: StoreFigures
    let sinkProblems: [SinkName: String]

    var text: String {
        var parts = ["\(Counted(figures.feedCount, "feed"))"]
        if figures.failingCount > 0 { parts.append("\(figures.failingCount) failing") }
        parts.append("\(Counted(figures.mentionsToday, "mention")) today")
        parts.append(
            figures.pendingCount == 0 ? "outbox empty" : "\(figures.pendingCount) in the outbox")
        if figures.deadCount > 0 { parts.append("\(figures.deadCount) undeliverable") }
        if !sinkProblems.isEmpty {
            let names = sinkProblems.keys.sorted().map(\.rawValue).joined(separator: ", ")
            parts.append("cannot deliver to \(names)")
        }
        return parts.joined(separator: ", ")
    }
}

/// Days as the people at this machine count them.
enum LocalDay {
    /// The beginning of the day that `instant` is in.
    static func midnight(before instant: Timestamp) -> Timestamp {
        var seconds = time_t(instant.seconds)
        var local = tm()
        localtime_r(&seconds, &local)
        let since = Int64(local.tm_hour) * 3600 + Int64(local.tm_min) * 60 + Int64(local.tm_sec)
        return Timestamp(seconds: instant.seconds - since)
    }
}
