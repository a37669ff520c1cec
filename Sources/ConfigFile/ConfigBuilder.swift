import FeedModel
import Fetching
import Scheduling

/// From `RawConfig` to `Config`: converts each value, fills in the defaults, compares the parts with each other.
struct ConfigBuilder {
    let values: ValueReader
    var log: ProblemLog { values.log }

    /// The best that can be made of it; only worth something where `log` has no errors.
    func build(
        _ raw: RawConfig, path: String, version: String,
        readOPML: (String) throws -> [SubscribedFeed]
    ) -> Config {
        var config = Config(
            path: path, storeLocation: storeLocation(raw.store),
            fetch: fetchSettings(raw.polling, version: version))
        config.polling = pollingSettings(raw.polling)
        let feeds = FeedBuilder(values: values, polling: config.polling).build(
            raw.feeds, readOPML: readOPML)
        (config.feeds, config.opmlPaths) = (feeds.feeds, feeds.opmlPaths)
        config.watches = WatchBuilder(values: values, feeds: config.feeds).build(raw.watches)
        for watch in raw.watches {
            guard let name = watch.name?.text, let query = watch.query else { continue }
            config.queryPlaces[WatchName(name)] = ConfigPlace(
                position: query.position, path: query.path)
        }
        config.sinks = SinkBuilder(
            values: values, watchNames: Set(raw.watches.compactMap { $0.name?.text }),
            takenFiles: takenFiles(config)
        ).build(raw.sinks)
        readPolicies(raw, into: &config)
        warnOfNothingToDo(raw)
        return config
    }
}

extension ConfigBuilder {
    /// What a line of JSON would destroy.
    private func takenFiles(_ config: Config) -> [FilePlace: String] {
        let store = ["", "-wal", "-shm", "-journal"].map {
            (config.storeLocation + $0, "the store")
        }
        let files =
            store + [(config.path, "the config")] + config.opmlPaths.map { ($0, "an OPML file") }
        let places = files.map { (FilePlace($0.0), $0.1) }
        return Dictionary(places) { first, _ in first }
    }

    private func storeLocation(_ scalar: RawScalar?) -> String {
        guard let scalar else {
            // Several may stand there; the first is the service's own.
            let state = values.environment["STATE_DIRECTORY"]?.split(separator: ":").first
            return absolute("feedwatch.db", from: state.map(String.init) ?? values.directory)
        }
        guard let text = values.text(scalar) else { return "" }
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            log.error(
                scalar, "A shared store (postgres://) is not built yet: name a file.")
            return ""
        }
        if text.contains("://") {
            log.error(scalar, "A store is a file: give its path.")
            return ""
        }
        guard let path = values.path(scalar) else { return "" }
        if path.hasSuffix("/") { log.error(scalar, "A store is a file, and this names a folder.") }
        return path
    }

    private func readPolicies(_ raw: RawConfig, into config: inout Config) {
        raw.firstPoll.flatMap(firstPoll).map { config.firstPoll = $0 }
        raw.duplicates.flatMap { values.choice($0) }.map { config.duplicates = $0 }
        raw.updates.flatMap { values.choice($0) }.map { config.updates = $0 }
        raw.keepItems.flatMap { values.duration($0) }.map { config.keep.items = $0 }
        raw.keepMentions.flatMap { values.duration($0) }.map { config.keep.mentions = $0 }
        raw.logLevel.flatMap { values.choice($0) }.map { config.log.level = $0 }
        raw.logFormat.flatMap { values.choice($0) }.map { config.log.format = $0 }
        config.console = raw.listen.flatMap(consoleAddress)
        config.webSub = raw.webSub.flatMap(webSub)
    }

    private func firstPoll(_ scalar: RawScalar) -> FirstPoll? {
        switch values.text(scalar) {
        case nil: return nil
        case "none": return FirstPoll.none
        case "all": return .all
        case let text? where text.first?.isNumber ?? false:
            return values.duration(scalar).map(FirstPoll.within)
        case let text?:
            let hint = Suggestion.nearest(to: text, among: ["none", "all"])
            let meant = hint.map { " Did you mean \(quoted($0))?" }
            log.error(
                scalar,
                "\(values.shown(scalar)) is not known here.\(meant ?? " It takes none, all or a duration such as 1d.")"
            )
            return nil
        }
    }

    private func warnOfNothingToDo(_ raw: RawConfig) {
        guard !log.hasErrors else { return }
        let start = SourcePosition(line: 1, column: 1)
        if raw.watches.isEmpty {
            log.warning(at: start, "watches", "There are no watches: nothing will ever be told.")
        }
        if raw.feeds.isEmpty {
            log.warning(at: start, "feeds", "There are no feeds: nothing will be polled.")
        }
    }
}
