package import FeedModel

/// Publication times to replay: `feed,epoch_seconds[,host]` a line, in any order.
package struct Trace: Sendable {
    package struct Feed: Sendable {
        package var name: String
        package var host: String
        /// In order of time.
        package var itemTimes: [Timestamp]

        package init(name: String, host: String, itemTimes: [Timestamp]) {
            (self.name, self.host, self.itemTimes) = (name, host, itemTimes)
        }
    }

    /// In order of name, so that the order of lines does not matter.
    package var feeds: [Feed]

    package init(feeds: [Feed]) { self.feeds = feeds.sorted { $0.name < $1.name } }

    package var itemCount: Int { feeds.reduce(0) { $0 + $1.itemTimes.count } }

    /// The first item's time.
    package var start: Timestamp? { feeds.compactMap(\.itemTimes.first).min() }

    /// The last item's time.
    package var end: Timestamp? { feeds.compactMap(\.itemTimes.last).max() }
}

extension Trace {
    /// Reads a file's bytes.
    package init(csv: [UInt8]) throws(TraceError) {
        var slots: [String: Int] = [:]
        var feeds: [Feed] = []
        /// The time of the line that each feed's host was taken from: the earliest, whatever the order of lines.
        var hostTimes: [Timestamp] = []
        var lineNumber = 0
        for bytes in csv.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            lineNumber += 1
            let bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
            guard !bytes.isEmpty else { continue }
            guard let line = Line(bytes) else {
                throw .badLine(number: lineNumber, text: String(decoding: bytes, as: UTF8.self))
            }
            let slot = slots[line.feed] ?? feeds.count
            if slot == feeds.count {
                slots[line.feed] = slot
                feeds.append(Feed(name: line.feed, host: line.host, itemTimes: []))
                hostTimes.append(line.time)
            } else if line.time < hostTimes[slot] {
                feeds[slot].host = line.host
                hostTimes[slot] = line.time
            }
            feeds[slot].itemTimes.append(line.time)
        }
        guard !feeds.isEmpty else { throw .empty }
        for slot in feeds.indices { feeds[slot].itemTimes.sort() }
        self.init(feeds: feeds)
    }

    private struct Line {
        /// Seconds of about 30,000 years either way, so that sums of times fit.
        private static let secondsLimit: Int64 = 1_000_000_000_000

        var feed: String
        var time: Timestamp
        var host: String

        init?(_ bytes: ArraySlice<UInt8>) {
            let fields = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            guard fields.count == 2 || fields.count == 3, !fields[0].isEmpty,
                let feed = String(validating: fields[0], as: UTF8.self),
                let digits = String(validating: fields[1], as: UTF8.self),
                let seconds = Int64(digits), abs(seconds) < Self.secondsLimit
            else { return nil }
            self.feed = feed
            time = Timestamp(seconds: seconds)
            host = feed
            guard fields.count == 3 else { return }
            guard !fields[2].isEmpty, let host = String(validating: fields[2], as: UTF8.self)
            else { return nil }
            self.host = host
        }
    }
}

/// Why a trace cannot be replayed.
package enum TraceError: Error, Equatable, CustomStringConvertible {
    case badLine(number: Int, text: String)
    case empty

    /// A fixed word for logs.
    package var kind: String {
        switch self {
        case .badLine: "bad-line"
        case .empty: "empty"
        }
    }

    package var description: String {
        switch self {
        case .badLine(let number, let text):
            "Line \(number) of the trace is not `feed,epoch_seconds[,host]`: \(VisibleText(text, limit: 80)). "
                + "Write whole seconds since 1970, without a header."
        case .empty:
            "The trace holds no item. Write a line `feed,epoch_seconds[,host]` for each one."
        }
    }
}
