/// One entry of `sinks:`, as written. Which keys it may have depends on its type.
struct RawSink {
    enum Kind: String, CaseIterable { case stdout, file, webhook }

    let position: SourcePosition
    let path: String
    let kind: Kind
    var name: RawScalar?
    var format: RawScalar?
    var watches: [RawScalar]?
    var events: [RawScalar]?
    /// file
    var filePath: RawScalar?
    /// The rest is of webhooks.
    var url: RawScalar?
    var secretFile: RawScalar?
    var headers: [(key: RawScalar, value: RawScalar)] = []
    var retries: [RawScalar]?
    var timeout: RawScalar?
    var template: RawScalar?
    var digest: Digest?
    var quiet: RawScalar?

    /// `digest:`, with whatever it has.
    struct Digest {
        let position: SourcePosition
        let path: String
        var over: RawScalar?
        var window: RawScalar?
    }

    init?(_ node: ConfigNode, log: ProblemLog) {
        (position, path) = (node.position, node.path)
        guard
            var map = MappingReader(node, takes: "a sink, as in {type: stdout}", log: log),
            let kind = Self.kind(&map, log)
        else { return nil }
        self.kind = kind
        name = map.scalar("name")
        format = map.scalar("format")
        watches = map.scalars("watches")
        events = map.scalars("events")
        switch kind {
        case .stdout: break
        case .file: filePath = map.scalar("path")
        case .webhook: readWebhook(&map)
        }
        quiet = map.scalar("quiet")
        if var map = map.mapping("digest", takes: "a mapping, as in {over: 20, window: 5m}") {
            digest = Digest(
                position: map.position, path: map.path, over: map.scalar("over"),
                window: map.scalar("window"))
            map.finish()
        }
        map.finish { Self.owner(ofKey: $0, in: kind) }
    }

    private mutating func readWebhook(_ map: inout MappingReader) {
        url = map.scalar("url")
        secretFile = map.scalar("secret_file")
        headers = map.dictionary("headers")
        retries = map.scalars("retries")
        timeout = map.scalar("timeout")
        template = map.scalar("template")
    }

    private static func kind(_ map: inout MappingReader, _ log: ProblemLog) -> Kind? {
        guard let type = map.scalar("type") else {
            log.error(
                at: map.position, map.path, "A sink needs a type: stdout, file or webhook.")
            return nil
        }
        if let kind = Kind(rawValue: type.text) { return kind }
        let hint = Suggestion.hint(
            for: type.text, among: Kind.allCases.map(\.rawValue), verb: "It takes")
        log.error(type, "There is no sink of type \(quoted(type.text)).\(hint)")
        return nil
    }

    private static func owner(ofKey key: String, in kind: Kind) -> String? {
        switch key {
        case "path" where kind != .file: " It is of sinks of type file."
        case "url", "headers", "secret_file", "retries", "timeout", "template":
            kind == .webhook ? nil : " It is of sinks of type webhook."
        case "secret": " Put the secret into a file: secret_file: PATH."
        default: nil
        }
    }
}
