/// Lists of spans in reading order.
enum Spans {
    /// A group of NEARs reaches over at most so many tokens, whatever its distances add up to.
    static let reach = 512
    /// Past so many spans only the nearest partner of each is kept: a text made to be hostile costs no more memory.
    static let crowd = 200_000

    static func sorted(_ spans: [TextSpan]) -> [TextSpan] {
        var unique: [TextSpan] = []
        for span in spans.sorted(by: TextSpan.reads) where unique.last != span {
            unique.append(span)
        }
        return unique
    }

    static func near(
        _ left: [TextSpan], _ right: [TextSpan], distance: Int, isOrdered: Bool, limit: Int
    ) -> [TextSpan] {
        var found: [TextSpan] = []
        append(left, followedBy: right, distance, limit, to: &found)
        if !isOrdered, found.count < limit {
            append(right, followedBy: left, distance, limit, to: &found)
        }
        return sorted(found)
    }

    private static func append(
        _ first: [TextSpan], followedBy second: [TextSpan], _ distance: Int, _ limit: Int,
        to found: inout [TextSpan]
    ) {
        // No span before it begins as late as any of those that are still to come.
        var low = 0
        for span in first {
            while low < second.count, TextSpan.begins(second[low], before: span) { low += 1 }
            var index = start(in: second, after: span, from: low)
            while index < second.count, second[index].isSameBlock(as: span),
                span.distance(to: second[index]) <= distance
            {
                let joined = span.joined(with: second[index])
                index += 1
                guard joined.tokenLast - joined.tokenFirst < UInt32(reach) else { continue }
                found.append(joined)
                if found.count >= limit { return }
                if found.count > crowd { break }
            }
        }
    }

    /// The first of the spans that begins where `span` has ended, or later; mostly one of the next after `from`.
    private static func start(in spans: [TextSpan], after span: TextSpan, from: Int) -> Int {
        var (low, high, step) = (from, from, 1)
        while high < spans.count, !isLater(spans[high], than: span) {
            (low, high, step) = (high + 1, high + step, 2 * step)
        }
        high = min(high, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if isLater(spans[middle], than: span) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func isLater(_ span: TextSpan, than other: TextSpan) -> Bool {
        guard span.isSameBlock(as: other) else { return TextSpan.reads(other, before: span) }
        return span.unitStart >= other.unitEnd
    }

    /// The most spans of which no two overlap.
    static func countApart(_ spans: [TextSpan]) -> Int { apart(spans).count }

    /// As many spans as there can be of which no two overlap: again and again the one that ends first.
    static func apart(_ spans: [TextSpan]) -> [TextSpan] {
        let byEnd = spans.sorted { a, b in
            guard a.isSameBlock(as: b) else { return TextSpan.reads(a, before: b) }
            return a.unitEnd != b.unitEnd ? a.unitEnd < b.unitEnd : a.unitStart > b.unitStart
        }
        var kept: [TextSpan] = []
        for span in byEnd {
            if let last = kept.last, last.isSameBlock(as: span), span.unitStart < last.unitEnd {
                continue
            }
            kept.append(span)
        }
        return kept
    }
}
