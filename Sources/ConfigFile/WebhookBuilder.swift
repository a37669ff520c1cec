import Delivering
import FeedModel

/// What a sink of type webhook needs.
struct WebhookBuilder {
    /// Waits between attempts; more would be a slip of the hand.
    static let retryLimit = 100
    static let templateSizeLimit = 1 << 20

    let values: ValueReader
    var log: ProblemLog { values.log }

    func build(_ raw: RawSink) -> WebhookSettings? {
        let url = url(raw)
        var settings = WebhookSettings(url: Secret(url ?? ""))
        raw.format.flatMap { values.choice($0) }.map { settings.format = $0 }
        settings.templatePath = templatePath(raw, settings.format)
        settings.secrets = raw.secretFile.map(secrets) ?? []
        settings.headers = HeaderReader(values: values).headers(raw.headers, of: .webhook)
            .map { WebhookSettings.Header(name: $0.name, value: $0.value) }
        raw.retries.map { settings.retries = retries($0) }
        raw.timeout.flatMap(timeout).map { settings.timeout = $0 }
        return url == nil ? nil : settings
    }
}

extension WebhookBuilder {
    /// The address itself is never in a sentence: it often has a key in its path.
    private func url(_ raw: RawSink) -> String? {
        guard let scalar = raw.url else {
            if !log.hasProblem(below: raw.path) {
                log.error(at: raw.position, raw.path, "A sink of type webhook needs a url:.")
            }
            return nil
        }
        guard let text = values.word(scalar) else { return nil }
        guard let address = WebAddress(text), address.isWeb else {
            log.error(scalar, "A webhook's URL begins with https:// (or http://) and a host.")
            return nil
        }
        if address.scheme == "http", !address.isLoopback {
            log.warning(
                scalar, "Events go over http, which anyone on the way can read: use https.")
        }
        return text
    }

    /// Only whether it can be read: the sink itself says what is wrong in it.
    private func templatePath(_ raw: RawSink, _ format: WebhookSettings.Format) -> String? {
        guard let scalar = raw.template else {
            if format == .template, let scalar = raw.format {
                log.error(scalar, "This format needs your own template beside it: template: PATH.")
            }
            return nil
        }
        guard format == .template else {
            log.error(scalar, "A template needs format: template beside it.")
            return nil
        }
        guard let path = values.path(scalar) else { return nil }
        do {
            _ = try FileBytes(path: path, limit: Self.templateSizeLimit)
            return path
        } catch {
            log.error(scalar, "\(path) cannot be read: \(error.reason).")
            return nil
        }
    }

    private func secrets(_ scalar: RawScalar) -> [Secret] {
        let secrets = SecretFile(reader: values).lines(scalar) ?? []
        for (index, secret) in secrets.enumerated() where !Self.isSigningKey(secret.reveal()) {
            log.error(
                scalar,
                "Line \(index + 1) of that file is no Standard Webhooks secret: whsec_ and 24 to 64 bytes in base64."
            )
        }
        return secrets
    }

    private func retries(_ scalars: [RawScalar]) -> [Duration] {
        if scalars.count > Self.retryLimit {
            log.error(
                scalars[Self.retryLimit],
                "More than \(Self.retryLimit) retries; the dead letter would never come.")
        }
        return scalars.prefix(Self.retryLimit).compactMap { values.duration($0) }
    }

    private func timeout(_ scalar: RawScalar) -> Duration? {
        guard let timeout = values.duration(scalar) else { return nil }
        guard timeout <= .minutes(10) else {
            log.error(scalar, "\(values.shown(scalar)) is too long: the most is 10m.")
            return nil
        }
        return timeout
    }

    /// `whsec_` and base64 of 24 to 64 bytes, as Standard Webhooks has it.
    static func isSigningKey(_ text: String) -> Bool {
        guard text.hasPrefix("whsec_") else { return false }
        var digits = Array(text.utf8.dropFirst(6))
        let isPadded = digits.last == UInt8(ascii: "=")
        if isPadded, !digits.count.isMultiple(of: 4) { return false }
        while digits.last == UInt8(ascii: "=") { digits.removeLast() }
        let isBase64 = digits.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || "+/".utf8.contains(byte)
        }
        return isBase64 && digits.count % 4 != 1 && (24...64).contains(digits.count * 3 / 4)
    }
}
