package import ConfigFile
import Delivering
package import FeedModel
import Scheduling
package import Storage

/// What `feedwatch doctor` makes of what it found: pure.
package struct Doctor: Sendable {
    /// One thing that was looked at.
    package struct Finding: Sendable, Equatable {
        package enum Level: String, Sendable { case ok, warning, bad }

        package var level: Level
        /// A fixed word, or `sink NAME`.
        package var subject: String
        /// A sentence.
        package var says: String
        /// What to do; `nil`: nothing.
        package var advice: String?
    }

    /// Less free space than this stops feedwatch soon.
    private static let leastFree: Int64 = 16 << 20
    private static let littleFree: Int64 = 256 << 20
    /// An event that has waited for longer is worth a word.
    private static let longWait: Duration = .hours(1)
    /// Clocks of one machine differ by less.
    private static let clockSlack: Duration = .minutes(1)
    /// Before this nothing of ours was written: 2025-01-01.
    private static let earliest = Timestamp(seconds: 1_735_689_600)

    package var config: Config
    package var store: StoreHealth
    package var site: StoreSite
    package var now: Timestamp

    package init(config: Config, store: StoreHealth, site: StoreSite, now: Timestamp) {
        (self.config, self.store, self.site, self.now) = (config, store, site, now)
    }

    /// In the order in which to read them.
    package var findings: [Finding] {
        [file, disk, permissions, daemon, clock, feeds] + config.sinks.map(sink) + strangers
    }
}

extension Doctor {
    private func fine(_ subject: String, _ says: String) -> Finding {
        Finding(level: .ok, subject: subject, says: says)
    }

    private var file: Finding {
        guard let problem = store.problems.first else {
            let sizes =
                "\(ByteSize(site.fileBytes).rounded), log \(ByteSize(site.logBytes).rounded)"
            let counts = "\(Counted(store.itemCount, "item")), \(store.eventCount.events)"
            let free =
                store.freeBytes > 0
                ? ", \(ByteSize(Int64(store.freeBytes)).rounded) to be given back" : ""
            return fine(
                "store", "\(config.storeLocation) is whole: \(counts) in \(sizes)\(free).")
        }
        return Finding(
            level: .bad, subject: "store",
            says: "\(config.storeLocation) is damaged: \(VisibleText(problem, limit: 200))",
            advice:
                "Stop feedwatch, keep the file aside and put the last backup in its place; docs/operations.md has the steps."
        )
    }

    private var disk: Finding {
        let says = "\(ByteSize(site.freeBytes).rounded) are free on the store's disk."
        if site.freeBytes >= Self.littleFree { return fine("disk", says) }
        return Finding(
            level: site.freeBytes < Self.leastFree ? .bad : .warning, subject: "disk", says: says,
            advice:
                "Make room. On a full disk feedwatch waits and loses nothing, but tells nothing.")
    }

    private var permissions: Finding {
        if site.isReadableByAll {
            return Finding(
                level: .warning, subject: "permissions",
                says: "Everyone on this machine may read the store.",
                advice: "chmod o= \(config.storeLocation)")
        }
        if site.canWrite { return fine("permissions", "This user may write the store.") }
        return fine(
            "permissions", "This user may read the store, not write it: fine for looking.")
    }

    private var daemon: Finding {
        switch site.daemon {
        case .answers: return fine("daemon", "It runs, and answers.")
        case .silent:
            return Finding(
                level: .warning, subject: "daemon",
                says: "Another process holds the store and does not answer this user.",
                advice:
                    "Ask as the user that it runs as, or root. If it hangs: journalctl -u feedwatch, then restart it."
            )
        case .none:
            return Finding(
                level: .warning, subject: "daemon", says: "It does not run.",
                advice: "systemctl start feedwatch, or feedwatch run.")
        }
    }

    private var clock: Finding {
        if now < Self.earliest {
            return Finding(
                level: .bad, subject: "clock", says: "This machine believes that it is \(now).",
                advice: "Set the clock, and keep it right with NTP (timedatectl set-ntp true).")
        }
        guard let latest = store.latest, latest > now + Self.clockSlack else {
            return fine(
                "clock",
                "It is \(now.rfc3339(withMilliseconds: false)), and nothing in the store is later.")
        }
        return Finding(
            level: .warning, subject: "clock",
            says:
                "The store has something of \(latest), which is still to come: the clock was set back.",
            advice: "See that the clock is right now (timedatectl). Polls and retries go on by it.")
    }

    private var feeds: Finding {
        let counts = "\(Counted(store.feedCount, "feed")), \(store.failingCount) failing"
        guard store.feedCount > 0 else { return fine("feeds", "There are none.") }
        guard let last = store.lastPoll else {
            return fine("feeds", "\(counts); none was polled yet.")
        }
        let ago = age(now - last)
        if site.daemon == .answers, now - last > config.polling.max {
            return Finding(
                level: .bad, subject: "feeds", says: "\(counts); the last poll was \(ago) ago.",
                advice:
                    "Polling stands still: look into the log (journalctl -u feedwatch), then restart."
            )
        }
        return Finding(
            level: store.failingCount > 0 ? .warning : .ok, subject: "feeds",
            says: "\(counts); the last poll was \(ago) ago.",
            advice: store.failingCount > 0 ? "feedwatch feeds says why each of them fails." : nil)
    }

    private func sink(_ settings: SinkSettings) -> Finding {
        let name = "sink \(settings.name)"
        let state =
            store.sinks.first { $0.name == settings.name } ?? StoreHealth.Sink(name: settings.name)
        if let reason = state.stoppedReason {
            return Finding(
                level: .bad, subject: name,
                says: "It has stopped, with \(state.pendingCount.events) waiting: \(reason)",
                advice:
                    "Mend the receiver or take the sink out; a reload or restart tries it again.")
        }
        if let problem = site.sinkProblems[settings.name] {
            return Finding(
                level: .bad, subject: name, says: problem,
                advice: "Events wait until it can be written.")
        }
        if state.deadCount > 0 {
            return Finding(
                level: .warning, subject: name,
                says: "\(state.deadCount.events) given up, \(state.pendingCount.events) waiting.",
                advice:
                    "feedwatch deliveries --failed says why; feedwatch redeliver --sink \(settings.name) --failed sends them again."
            )
        }
        guard let oldest = state.oldestPending else { return fine(name, "Nothing waits.") }
        let problem = state.trouble.problem ?? state.lastError
        let rest = state.trouble.restsUntil.flatMap {
            $0 > now ? " It is tried again at \($0.rfc3339(withMilliseconds: false))." : nil
        }
        let says =
            "\(state.pendingCount.events) waiting, the oldest for \(age(now - oldest))"
            + (problem.map { ": \($0)" } ?? ".") + (rest ?? "")
        guard problem != nil || now - oldest > Self.longWait else { return fine(name, says) }
        return Finding(
            level: .warning, subject: name, says: says,
            advice: "Events wait until it takes them; feedwatch deliveries --failed lists them.")
    }

    /// Sinks that the config no longer has, with events that nobody will send.
    private var strangers: [Finding] {
        let known = Set(config.sinks.map(\.name))
        return store.sinks.filter { !known.contains($0.name) && $0.pendingCount > 0 }.map { sink in
            Finding(
                level: .warning, subject: "sink \(sink.name)",
                says:
                    "\(sink.pendingCount.events) waiting for it, and the config has no such sink.",
                advice:
                    "Give it back its name if it was renamed; else they are forgotten after keep.mentions."
            )
        }
    }

    private func age(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        if seconds < 120 { return "\(seconds) s" }
        if seconds < 7200 { return "\(seconds / 60) min" }
        return seconds < 172_800 ? "\(seconds / 3600) h" : "\(seconds / 86_400) days"
    }
}

extension Int {
    fileprivate var events: Counted { Counted(self, "event") }
}
