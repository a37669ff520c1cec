import FeedModel

/// Counters in Prometheus' text format, version 0.0.4. Every series is there from the start, with 0, so that a rate
/// over it is right from the first event on.
struct MetricsText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    init(_ counters: ConsoleCounters) {
        counter("feedwatch_polls_total", "Polls by how they ended.", "outcome", counters.polls)
        counter("feedwatch_body_bytes_total", "Bytes of feed documents read.", counters.bodyBytes)
        counter("feedwatch_new_items_total", "Items never seen before.", counters.newItems)
        counter("feedwatch_mentions_total", "Mentions stored.", counters.mentions)
        counter(
            "feedwatch_delivery_attempts_total", "Delivery attempts by how they ended.", "outcome",
            counters.deliveries)
        gauge("feedwatch_feeds", "Feeds by state.", "state", counters.feeds)
        gauge("feedwatch_outbox_deliveries", "Deliveries that wait.", counters.outboxCount)
        gauge(
            "feedwatch_start_time_seconds", "When the daemon started, in Unix time.",
            Int(counters.started.seconds))
        head("feedwatch_build_info", "The version that runs.", "gauge")
        text += "feedwatch_build_info{version=\"\(escaped(counters.version))\"} 1\n"
    }
}

extension MetricsText {
    private mutating func counter(_ name: String, _ help: String, _ value: Int) {
        head(name, help, "counter")
        text += "\(name) \(value)\n"
    }

    private mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        head(name, help, "gauge")
        text += "\(name) \(value)\n"
    }

    private mutating func counter<Label: RawRepresentable<String> & CaseIterable & Hashable>(
        _ name: String, _ help: String, _ label: String, _ values: [Label: Int]
    ) {
        head(name, help, "counter")
        series(name, label, values)
    }

    private mutating func gauge<Label: RawRepresentable<String> & CaseIterable & Hashable>(
        _ name: String, _ help: String, _ label: String, _ values: [Label: Int]
    ) {
        head(name, help, "gauge")
        series(name, label, values)
    }

    private mutating func series<Label: RawRepresentable<String> & CaseIterable & Hashable>(
        _ name: String, _ label: String, _ values: [Label: Int]
    ) {
        for value in Label.allCases {
            text += "\(name){\(label)=\"\(snakeCase(value.rawValue))\"} \(values[value] ?? 0)\n"
        }
    }

    private mutating func head(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }
}

private func snakeCase(_ word: String) -> String {
    word.reduce(into: "") { text, character in
        text += character.isUppercase ? "_" + character.lowercased() : String(character)
    }
}

/// A label's value, escaped as the format wants it.
private func escaped(_ value: String) -> String {
    value.reduce(into: "") { text, character in
        switch character {
        case "\\": text += "\\\\"
        case "\"": text += "\\\""
        case "\n": text += "\\n"
        default: text.append(character)
        }
    }
}
