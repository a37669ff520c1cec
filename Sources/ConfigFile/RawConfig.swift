/// The config as written: which keys are there and where. Nothing is converted, defaulted or compared yet.
struct RawConfig {
    var store: RawScalar?
    var watches: [RawWatch] = []
    var feeds: [RawFeed] = []
    /// `nil`: the key is not there.
    var sinks: [RawSink]?
    var polling = RawPolling()
    var firstPoll: RawScalar?
    var duplicates: RawScalar?
    var updates: RawScalar?
    var keepItems: RawScalar?
    var keepMentions: RawScalar?
    var logLevel: RawScalar?
    var logFormat: RawScalar?
    var listen: RawScalar?
    /// `nil`: the key is not there.
    var webSub: RawWebSub?

    init(_ root: ConfigNode, log: ProblemLog) {
        guard
            var map = MappingReader(
                root, takes: "a mapping with keys such as watches: and feeds:", log: log)
        else { return }
        store = map.scalar("store")
        for node in map.list("watches") ?? [] {
            if let watch = RawWatch(node, log: log) { watches.append(watch) }
        }
        for node in map.list("feeds") ?? [] {
            if let feed = RawFeed(node, log: log) { feeds.append(feed) }
        }
        sinks = map.list("sinks").map { $0.compactMap { RawSink($0, log: log) } }
        polling = map.take("polling").map { RawPolling($0, log: log) } ?? RawPolling()
        firstPoll = map.scalar("first_poll")
        duplicates = map.scalar("duplicates")
        updates = map.scalar("updates")
        readSections(&map)
        webSub = map.take("websub").flatMap { RawWebSub($0, log: log) }
        map.finish(elsewhere: Self.placeOf(key:))
    }

    private mutating func readSections(_ map: inout MappingReader) {
        if var keep = map.mapping("keep", takes: "a mapping, as in {items: 90d, mentions: 400d}") {
            keepItems = keep.scalar("items")
            keepMentions = keep.scalar("mentions")
            keep.finish()
        }
        if var log = map.mapping("log", takes: "a mapping, as in {level: info, format: text}") {
            logLevel = log.scalar("level")
            logFormat = log.scalar("format")
            log.finish()
        }
        if var console = map.mapping(
            "console", takes: "a mapping, as in {listen: \"127.0.0.1:7373\"}")
        {
            listen = console.scalar("listen")
            console.finish()
        }
    }

    /// Keys of other places that are easily put at the top.
    private static func placeOf(key: String) -> String? {
        switch key {
        case "every", "pace", "min", "max", "concurrency", "per_host", "per_host_hour",
            "timeout", "max_body", "max_redirects", "user_agent", "contact":
            " It belongs below polling:."
        case "query": " It belongs into an entry of watches:."
        case "opml", "url": " It belongs into an entry of feeds:."
        case "listen": " It belongs below console:."
        case "level": " It belongs below log:."
        default: nil
        }
    }
}

/// One entry of `watches:`.
struct RawWatch {
    let position: SourcePosition
    let path: String
    var name: RawScalar?
    var query: RawScalar?
    var feeds: [RawScalar]?
    var context: [RawScalar]?
    var exclude: [RawScalar]?
    var minScore: RawScalar?
    var window: RawScalar?

    init?(_ node: ConfigNode, log: ProblemLog) {
        (position, path) = (node.position, node.path)
        guard var map = MappingReader(node, takes: "a watch with name: and query:", log: log) else {
            return nil
        }
        name = map.scalar("name")
        query = map.scalar("query")
        feeds = map.scalars("feeds")
        context = map.scalars("context")
        exclude = map.scalars("exclude")
        minScore = map.scalar("min_score")
        window = map.scalar("window")
        map.finish()
    }
}

/// One entry of `feeds:`.
struct RawFeed {
    let position: SourcePosition
    let path: String
    var url: RawScalar?
    var opml: RawScalar?
    var name: RawScalar?
    var tags: [RawScalar] = []
    var every: RawScalar?
    var headers: [(key: RawScalar, value: RawScalar)] = []
    var username: RawScalar?
    var passwordFile: RawScalar?

    init?(_ node: ConfigNode, log: ProblemLog) {
        (position, path) = (node.position, node.path)
        if let scalar = node.scalar, !node.isNull {
            url = scalar
            return
        }
        guard !node.isNull, var map = MappingReader(node, takes: "a URL or a mapping", log: log)
        else {
            if node.isNull {
                log.error(node, "There is no feed here: give a URL, or take the - out.")
            }
            return nil
        }
        opml = map.scalar("opml")
        if opml == nil {
            url = map.scalar("url")
            name = map.scalar("name")
            headers = map.dictionary("headers")
            username = map.scalar("username")
            passwordFile = map.scalar("password_file")
        }
        tags = map.scalars("tags") ?? []
        every = map.scalar("every")
        let isOPML = opml != nil
        map.finish { key in
            if key == "password" { return " Put the password into a file: password_file: PATH." }
            let ofURLs = ["url", "name", "headers", "username", "password_file"].contains(key)
            return isOPML && ofURLs ? " An opml: entry takes tags: and every: only." : nil
        }
    }
}

/// `polling:`.
struct RawPolling {
    var every: RawScalar?
    var pace: RawScalar?
    var min: RawScalar?
    var max: RawScalar?
    var concurrency: RawScalar?
    var perHost: RawScalar?
    var perHostHour: RawScalar?
    var timeout: RawScalar?
    var maxBody: RawScalar?
    var maxRedirects: RawScalar?
    var userAgent: RawScalar?
    var contact: RawScalar?

    init() {}

    init(_ node: ConfigNode, log: ProblemLog) {
        guard var map = MappingReader(node, takes: "a mapping, as in {every: 30m}", log: log) else {
            return
        }
        every = map.scalar("every")
        pace = map.scalar("pace")
        min = map.scalar("min")
        max = map.scalar("max")
        concurrency = map.scalar("concurrency")
        perHost = map.scalar("per_host")
        perHostHour = map.scalar("per_host_hour")
        timeout = map.scalar("timeout")
        maxBody = map.scalar("max_body")
        maxRedirects = map.scalar("max_redirects")
        userAgent = map.scalar("user_agent")
        contact = map.scalar("contact")
        map.finish()
    }
}

/// `websub:`.
struct RawWebSub {
    let position: SourcePosition
    let path: String
    var listen: RawScalar?
    var publicURL: RawScalar?

    init?(_ node: ConfigNode, log: ProblemLog) {
        (position, path) = (node.position, node.path)
        let shape =
            "a mapping, as in {listen: \"127.0.0.1:7374\", public_url: \"https://a.example/\"}"
        guard !node.isNull, var map = MappingReader(node, takes: shape, log: log) else {
            return nil
        }
        listen = map.scalar("listen")
        publicURL = map.scalar("public_url")
        map.finish()
    }
}
