/// Weighs what stands around a match of an ambiguous name.
struct ContextScore {
    private let plan: ContextPlan
    private let wanted: [TextSpan]
    private let excluded: [TextSpan]

    init(_ plan: ContextPlan, _ scratch: MatchScratch) {
        self.plan = plan
        wanted = Self.hits(of: plan.wanted, scratch)
        excluded = Self.hits(of: plan.excluded, scratch)
    }

    func isEnough(around match: TextSpan) -> Bool {
        guard let window = plan.window else {
            return wanted.count - excluded.count >= plan.minScore
        }
        let score =
            count(wanted, within: window, of: match) - count(excluded, within: window, of: match)
        return score >= plan.minScore
    }

    /// A window does not end at a block, but at the field's end.
    private func count(_ spans: [TextSpan], within window: Int, of match: TextSpan) -> Int {
        spans.count { span in
            guard span.field == match.field else { return false }
            let (first, second) = span.unitStart < match.unitStart ? (span, match) : (match, span)
            return first.distance(to: second) < window
        }
    }

    private static func hits(of patterns: [Int32], _ scratch: MatchScratch) -> [TextSpan] {
        Spans.apart(Spans.sorted(patterns.flatMap { scratch.spans(of: Int($0), in: .text) }))
    }
}
