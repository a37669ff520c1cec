package import Delivering
package import FeedModel
package import Fetching
package import Matching
package import Scheduling

/// The config as the program believes it: typed, defaulted, cross-checked. Paths are absolute.
package struct Config: Sendable {
    /// The file that it was read from, as it was named.
    package var path: String
    /// The SQLite file of the store.
    package var storeLocation: String
    package var watches: [Watch] = []
    /// Where each watch's query stands, for what the store has to say of it.
    package var queryPlaces: [WatchName: ConfigPlace] = [:]
    /// Those of `feeds:` and of the OPML files that it names, in order; each URL once.
    package var feeds: [FeedSettings] = []
    /// The OPML files that feeds were read from, so that a reload can watch them.
    package var opmlPaths: [String] = []
    package var sinks: [SinkSettings] = []
    package var polling = PollingSettings()
    package var fetch: FetchSettings
    package var firstPoll = FirstPoll.within(.days(1))
    package var duplicates = DuplicatePolicy.suppress
    package var updates = UpdatePolicy.ignore
    package var keep = KeepSettings()
    package var log = LogSettings()
    /// `nil`: there is no console.
    package var console: ListenAddress?
    /// `nil`: hubs are not asked.
    package var webSub: WebSubSettings?
    /// What is allowed but worth a word, by position; the caller logs or prints them.
    package var warnings: [ConfigProblem] = []

    package init(path: String, storeLocation: String, fetch: FetchSettings) {
        (self.path, self.storeLocation, self.fetch) = (path, storeLocation, fetch)
    }
}

/// A place in the config file: where, and the keys that lead there.
package struct ConfigPlace: Sendable, Hashable {
    package let position: SourcePosition
    package let path: String
}

extension Config {
    /// A doubt about a watch's query, at its place in the file.
    package func warning(onQueryOf watch: WatchName, _ sentence: String) -> ConfigProblem? {
        queryPlaces[watch].map {
            ConfigProblem(
                severity: .warning, file: path, position: $0.position, path: $0.path,
                sentence: sentence)
        }
    }
}

/// One feed as the operator listed it.
package struct FeedSettings: Sendable, Hashable {
    /// `http`, `https`, or `file:` with an absolute path.
    package var url: String
    /// `nil`: the feed's own title.
    package var name: String?
    package var tags: [String]
    /// A fixed pace instead of the learned one.
    package var every: Duration?
    package var request: FeedRequestSettings

    package init(
        url: String, name: String? = nil, tags: [String] = [], every: Duration? = nil,
        request: FeedRequestSettings = FeedRequestSettings()
    ) {
        (self.url, self.name, self.tags, self.every) = (url, name, tags, every)
        self.request = request
    }
}

/// One feed of an OPML file: what the caller of `ConfigFile.load` reads, for only Parsing may read XML.
package struct SubscribedFeed: Sendable, Hashable {
    package var url: String
    package var name: String?
    package var tags: [String]

    package init(url: String, name: String? = nil, tags: [String] = []) {
        (self.url, self.name, self.tags) = (url, name, tags)
    }
}

/// Which items of a feed's first document are told.
package enum FirstPoll: Sendable, Hashable {
    case none
    case all
    /// Those younger than this.
    case within(Duration)
}

/// What becomes of the same story from another feed.
package enum DuplicatePolicy: String, Sendable, CaseIterable { case suppress, notify }

/// What becomes of an edit to an item that was told already.
package enum UpdatePolicy: String, Sendable, CaseIterable { case ignore, notify }

/// How long the store keeps what; identities stay for ever.
package struct KeepSettings: Sendable, Hashable {
    package var items: Duration = .days(90)
    package var mentions: Duration = .days(400)

    package init() {}
}

/// What is logged, and how; always on stderr.
package struct LogSettings: Sendable, Hashable {
    package enum Level: String, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    package enum Format: String, Sendable, CaseIterable { case text, json }

    package var level = Level.info
    package var format = Format.text

    package init() {}
}

/// How hubs can tell us of news (WebSub).
package struct WebSubSettings: Sendable, Hashable {
    /// Where we listen.
    package var listen: ListenAddress
    /// Where hubs find that from outside; ends in `/`.
    package var publicURL: String
}

/// Where something listens.
package enum ListenAddress: Sendable, Hashable {
    case tcp(host: String, port: Int)
    /// An absolute path.
    case unix(path: String)
}
