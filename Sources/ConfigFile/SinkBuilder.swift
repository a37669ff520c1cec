import Delivering
import FeedModel

/// The sinks of `sinks:`: names, routes, and what each type needs.
struct SinkBuilder {
    let values: ValueReader
    let watchNames: Set<String>
    /// Files that no sink may write, and what they are.
    let takenFiles: [FilePlace: String]
    var log: ProblemLog { values.log }

    func build(_ raw: [RawSink]?) -> [SinkSettings] {
        guard let raw else {
            return [SinkSettings(name: SinkName("stdout"), kind: .stdout(.text))]
        }
        if raw.isEmpty, !log.hasErrors {
            log.warning(
                at: SourcePosition(line: 1, column: 1), "sinks",
                "There are no sinks: mentions are stored and nobody is told.")
        }
        let names = names(raw)
        reportSharedFiles(raw)
        return zip(raw, names).compactMap { raw, name in
            let (route, time) = (route(raw), TellingTimeBuilder(values: values))
            let (digest, quiet) = (raw.digest.flatMap(time.digest), raw.quiet.flatMap(time.quiet))
            guard let kind = kind(raw), let name else { return nil }
            var settings = SinkSettings(name: SinkName(name), kind: kind, route: route)
            (settings.digest, settings.quiet) = (digest, quiet)
            return settings
        }
    }
}

extension SinkBuilder {
    /// As written; else the type, else the type with the first free number.
    private func names(_ raw: [RawSink]) -> [String?] {
        var lines: [String: Int] = [:]
        let written = raw.map { sink -> String? in
            guard let scalar = sink.name, let name = values.word(scalar) else { return nil }
            guard name.unicodeScalars.count <= 64 else {
                log.error(scalar, "A sink's name has at most 64 characters.")
                return nil
            }
            if let line = lines[name] {
                log.error(scalar, "The name \(quoted(name)) is taken by the sink in line \(line).")
                return nil
            }
            lines[name] = scalar.position.line
            return name
        }
        var taken = Set(lines.keys)
        return zip(raw, written).map { sink, name in
            if sink.name != nil { return name }
            var candidate = sink.kind.rawValue
            var number = 2
            while !taken.insert(candidate).inserted {
                candidate = "\(sink.kind.rawValue)-\(number)"
                number += 1
            }
            return candidate
        }
    }

    private func route(_ raw: RawSink) -> Route {
        var route = Route()
        if let scalars = raw.watches {
            if scalars.isEmpty {
                log.error(
                    at: raw.position, "\(raw.path).watches",
                    "An empty list sends nothing: take watches: out for all of them.")
            }
            route.watches = Set(scalars.compactMap(watch))
        }
        if let scalars = raw.events {
            if scalars.isEmpty {
                log.error(
                    at: raw.position, "\(raw.path).events",
                    "An empty list sends nothing: take events: out for both.")
            }
            route.topics = Set(scalars.compactMap { values.choice($0) })
        }
        return route
    }

    private func watch(_ scalar: RawScalar) -> WatchName? {
        guard let name = values.word(scalar) else { return nil }
        guard watchNames.contains(name) else {
            let hint = Suggestion.hint(for: name, among: watchNames.sorted())
            log.error(scalar, "There is no watch \(quoted(name)).\(hint)")
            return nil
        }
        return WatchName(name)
    }

    private func kind(_ raw: RawSink) -> SinkSettings.Kind? {
        switch raw.kind {
        case .stdout:
            guard let scalar = raw.format else { return .stdout(.text) }
            return values.choice(scalar).map(SinkSettings.Kind.stdout)
        case .file:
            if let format = raw.format, let text = values.text(format), text != "json" {
                log.error(format, "A file has one event a line, as JSON: take format: out.")
            }
            guard let scalar = raw.filePath else {
                if !log.hasProblem(below: raw.path) {
                    log.error(at: raw.position, raw.path, "A sink of type file needs a path:.")
                }
                return nil
            }
            return values.path(scalar).map(SinkSettings.Kind.file)
        case .webhook:
            return WebhookBuilder(values: values).build(raw).map(SinkSettings.Kind.webhook)
        }
    }

    /// Two writers of one file would break its promise: each event exactly once.
    private func reportSharedFiles(_ raw: [RawSink]) {
        var lines: [FilePlace: Int] = [:]
        for sink in raw {
            guard let scalar = sink.filePath else { continue }
            let place = FilePlace(absolute(scalar.text, from: values.directory))
            if let line = lines[place] {
                log.error(scalar, "The sink in line \(line) writes into this file already.")
            }
            if let owner = takenFiles[place] {
                log.error(scalar, "This is \(owner): give the sink a file of its own.")
            }
            lines[place] = scalar.position.line
        }
    }
}
