import FeedModel
import Fetching
import Scheduling

extension ConfigBuilder {
    /// The pace of `polling:`.
    func pollingSettings(_ raw: RawPolling) -> PollingSettings {
        var settings = PollingSettings()
        raw.every.flatMap { values.duration($0) }.map { settings.every = $0 }
        raw.pace.flatMap { values.choice($0) }.map { settings.pace = $0 }
        raw.min.flatMap { values.duration($0) }.map { settings.min = $0 }
        raw.max.flatMap { values.duration($0) }.map { settings.max = $0 }
        raw.concurrency.flatMap { values.integer($0, in: 1...4096) }
            .map { settings.concurrency = $0 }
        raw.perHost.flatMap { values.integer($0, in: 1...256) }
            .map { settings.concurrencyPerHost = $0 }
        raw.perHostHour.flatMap { values.integer($0, in: 1...1_000_000) }
            .map { settings.hourlyLimitPerHost = $0 }
        check(raw, settings)
        return settings
    }

    /// The limits of `polling:`, and how we introduce ourselves.
    func fetchSettings(_ raw: RawPolling, version: String) -> FetchSettings {
        let agent = raw.userAgent.flatMap(userAgent) ?? ConfigFile.defaultUserAgent
        var settings = FetchSettings(userAgent: fill(version, into: agent))
        settings.contact = raw.contact.flatMap(userAgent)
        raw.timeout.flatMap { values.duration($0) }.map { settings.timeout = $0 }
        raw.maxBody.flatMap { values.size($0, in: 1 << 10...1 << 30) }
            .map { settings.bodyLimit = $0 }
        raw.maxRedirects.flatMap { values.integer($0, in: 0...20) }
            .map { settings.redirectLimit = $0 }
        return settings
    }
}

extension ConfigBuilder {
    /// Bounds that contradict each other, said at the key that was given.
    private func check(_ raw: RawPolling, _ settings: PollingSettings) {
        func text(_ duration: Duration) -> String { ValueReader.durationText(duration) }
        if settings.min > settings.max, let scalar = raw.min ?? raw.max {
            log.error(
                scalar,
                "min (\(text(settings.min))) is longer than max (\(text(settings.max))).")
            return
        }
        guard let scalar = raw.every ?? raw.min ?? raw.max else { return }
        if settings.every < settings.min {
            log.error(
                scalar,
                "every (\(text(settings.every))) is shorter than min (\(text(settings.min))), which is never undercut: lower min."
            )
        }
        if settings.every > settings.max {
            log.error(
                scalar,
                "every (\(text(settings.every))) is longer than max (\(text(settings.max))): raise max."
            )
        }
    }

    private func userAgent(_ scalar: RawScalar) -> String? {
        guard let text = values.word(scalar) else { return nil }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            log.error(scalar, "This goes into an HTTP header: ASCII only.")
            return nil
        }
        return text
    }

    private func fill(_ version: String, into agent: String) -> String {
        guard let place = agent.firstRange(of: "VERSION") else { return agent }
        return agent.replacingCharacters(in: place, with: version)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + self[range.upperBound...]
    }
}
